from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.feeds import (
    Feed,
    FeedListError,
    default_feeds,
    read_feeds,
    read_list,
    read_opml,
    to_opml,
)
from ingest.feeds.feed import feed_at
from ingest.feeds.opml import NotOpml
from ingest.outlets import host_of, outlet_of, registrable_domain
from wire import Outlet

COLLECTION = Path(__file__).parents[4] / "shared" / "data" / "opml"


def test_a_plain_list() -> None:
    text = (
        "# my feeds\n\nhttps://news.a.example/rss\n"
        "  http://b.example/feed#top | The B | gb   # the good one\n"
        "https://c.co.uk/f?x=1&y=2 | C\nhttps://news.a.example/rss\n"
    )
    assert read_list(text) == [
        Feed("https://news.a.example/rss", Outlet(name="a.example", domain="a.example")),
        Feed("http://b.example/feed#top", Outlet(name="The B", domain="b.example", country="GB")),
        Feed("https://c.co.uk/f?x=1&y=2", Outlet(name="C", domain="c.co.uk")),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://a.example/f\nnews.example/rss", "list:2: 'news.example/rss' is no address"),
        ("ftp://a.example/f", "list:1: 'ftp://a.example/f' is no address"),
        ("https:///f", "is no address"),
        ("http://[half/f", "is no address"),
        ("https://a.example/f | A | Britain", "list:1: 'BRITAIN' is no country code"),
        ("https://a.example/f | A | ÄÖ", "no country code"),
        ("https://a.example/f | A | GB | x", "list:1: at most three parts"),
        ("", "no feed in it"),
        ("# only\n\n# words", "no feed in it"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(FeedListError) as raised:
        read_list(text)
    assert words in str(raised.value)


def test_a_file_is_a_list_or_opml(tmp_path: Path) -> None:
    file = tmp_path / "feeds"
    file.write_bytes(b"\xef\xbb\xbfhttps://a.example/f\n")
    assert [feed.url for feed in read_feeds(file)] == ["https://a.example/f"]
    file.write_bytes(
        b"\xef\xbb\xbf \n<opml><body><outline xmlUrl='https://b.example/f'/></body></opml>"
    )
    assert [feed.url for feed in read_feeds(file)] == ["https://b.example/f"]


@pytest.mark.parametrize("data", [b"<opml><body/></opml>", b"<html>", b"\xff\xfe\x00", b"<"])
def test_a_file_that_is_neither_is_named(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "feeds"
    file.write_bytes(data)
    with pytest.raises(FeedListError, match="feeds"):
        read_feeds(file)


OPML = b"""<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="World"><outline text="A &amp;amp; B" xmlUrl="https://a.example/f"/>
<outline title="Deep"><outline TEXT="C" XMLURL=" https://c.example/f " country="zz9"/></outline>
</outline>
<outline text="again" xmlUrl="https://a.example/f"/><outline text="no address" xmlUrl="feed:x"/>
<outline text="empty" xmlUrl=""/></body></opml>"""


def test_opml_at_any_depth_once_each() -> None:
    found = read_opml(OPML)
    assert [(feed.url, feed.title) for feed in found] == [
        ("https://a.example/f", "A & B"),
        ("https://c.example/f", "C"),
    ]
    assert found[1].outlet.country is None


def test_broken_markup_of_opml_is_passed_over() -> None:
    broken = b'<opml><body><outline text="a & b" xmlUrl="https://a.example/f?x=1&y=2"/><outline'
    assert [feed.url for feed in read_opml(broken)] == ["https://a.example/f?x=1&y=2"]


def test_entities_of_opml_load_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    data = (
        f'<!DOCTYPE opml [<!ENTITY x SYSTEM "file://{secret}">]><opml><body>'
        '<outline text="a" xmlUrl="https://a.example/f">&x;</outline></body></opml>'
    )
    assert "TOPSECRET" not in str(read_opml(data.encode()))


@pytest.mark.parametrize("data", [b"", b"plain", b"<opml/>", b"<rss><channel/></rss>"])
def test_no_opml(data: bytes) -> None:
    with pytest.raises(NotOpml):
        read_opml(data)


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20
)


@given(
    st.lists(st.tuples(names, names, st.sampled_from([None, "GB", "DE"])), min_size=1, max_size=5)
)
def test_export_and_import_give_the_same(rows: list[tuple[str, str, str | None]]) -> None:
    feeds = [
        feed_at(
            f"https://h{n}.example/?q={n}&amp=1", f"N{name}", country, f"T{title}", f"d{n}.example"
        )
        for n, (name, title, country) in enumerate(rows)
    ]
    back = read_opml(to_opml(feeds, "<mine> & yours").encode())
    assert [feed.url for feed in back] == [feed.url for feed in feeds]
    assert [feed.outlet.domain for feed in back] == [feed.outlet.domain for feed in feeds]
    assert [feed.outlet.country for feed in back] == [feed.outlet.country for feed in feeds]


def test_the_bundled_feeds() -> None:
    feeds = default_feeds()
    assert len(feeds) >= 40
    assert len({feed.url for feed in feeds}) == len(feeds)
    assert all(feed.outlet.name and "." in feed.outlet.domain for feed in feeds)
    assert sum(feed.outlet.country is not None for feed in feeds) >= 40
    assert len({feed.outlet.country for feed in feeds}) >= 15
    assert all(feed.url.startswith("https://") for feed in feeds)


def test_public_lists_are_read() -> None:
    files = sorted(COLLECTION.rglob("*.opml"))
    if not files:
        pytest.skip("the collection of public lists is not here")
    assert sum(len(read_opml(each.read_bytes())) for each in files) >= 1500


# Outlets


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("WWW.Example.COM.", "example.com"),
        ("a.b.yna.co.kr", "yna.co.kr"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("[::1]:80", "[::1]:80"),
        ("localhost", "localhost"),
        ("wire.news.example", "news.example"),
        ("", ""),
    ],
)
def test_registrable_domains(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example:443/a", "news.example"),
        ("http://news.example:8080/", "news.example:8080"),
        ("http://[::1]:81/", "[::1]:81"),
        ("http://a:99999/", ""),
        ("nonsense", ""),
    ],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("given_as", "url", "name", "domain"),
    [
        ("bbc.co.uk", None, "bbc.co.uk", "bbc.co.uk"),
        ("news.bbc.co.uk", "https://other.example/1", "bbc.co.uk", "bbc.co.uk"),
        ("The Courier", "https://www.courier.example/1", "The Courier", "courier.example"),
        ("The Courier", None, "The Courier", "the-courier"),
        (None, "https://www.courier.example/1", "courier.example", "courier.example"),
        (None, None, "unknown", "unknown"),
        ("…", None, "…", "unknown"),
    ],
)
def test_outlets(given_as: str | None, url: str | None, name: str, domain: str) -> None:
    assert outlet_of(given_as, url) == Outlet(name=name, domain=domain)
