import itertools
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decide.identity import identity
from ingest.parse import NotAFeed, ParsedFeed, parse_feed
from ingest.parse.cut import cut

FIXTURES = Path(__file__).parents[4] / "shared" / "data" / "feeds"


def rss(*items: str, head: str = "") -> bytes:
    inside = f"<title>N</title>{head}{''.join(items)}"
    return f'<rss version="2.0"><channel>{inside}</channel></rss>'.encode()


def item(inside: str) -> str:
    return f"<item>{inside}</item>"


def only(data: bytes, **options: Any) -> Any:
    (entry,) = parse_feed(data, **options).entries
    return entry


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">News &amp;amp; more</title><entry><id>urn:1</id><title>“T”</title>
<link rel="self" href="https://n.example/self"/><link rel="alternate" href="https://n.example/a"/>
<published>2026-02-27T10:30:00+02:00</published><updated>2026-02-28T00:00:00Z</updated>
<summary>Short.</summary><content type="{type}">{content}</content>
<author><name>A. B.</name></author></entry></feed>"""


def test_atom() -> None:
    data = ATOM.format(type="html", content="&lt;p&gt;“No,” he said.&lt;/p&gt;").encode()
    feed = parse_feed(data)
    (entry,) = feed.entries
    assert feed.title == "News & more"
    assert feed.language == "en"
    assert feed.fault is None
    assert (entry.guid, entry.link, entry.title) == ("urn:1", "https://n.example/a", "“T”")
    assert entry.content == "<p>“No,” he said.</p>"
    assert entry.summary == "Short."
    assert entry.claimed == "2026-02-27T10:30:00+02:00"
    assert entry.parsed == datetime(2026, 2, 27, 8, 30, tzinfo=UTC)
    assert entry.author == "A. B."


def test_text_that_is_no_markup_stays_text() -> None:
    entry = only(ATOM.format(type="text", content="if a &lt; b &amp;amp; c").encode())
    assert entry.content == "if a &lt; b &amp;amp; c"


def test_rss_with_content_and_description() -> None:
    data = (
        b'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        b"<item><guid isPermaLink='false'>7</guid><link>https://n.example/7</link>"
        b"<title>A &amp; B</title>"
        b"<description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>"
        b"</item></channel></rss>"
    )
    entry = only(data)
    assert (entry.guid, entry.title, entry.summary, entry.content) == (
        "7",
        "A & B",
        "Short.",
        "<p>Long.</p>",
    )


def test_rdf() -> None:
    data = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        b"<channel rdf:about='x'><title>N</title><sy:updatePeriod>hourly</sy:updatePeriod>"
        b"<sy:updateFrequency>4</sy:updateFrequency></channel>"
        b"<item rdf:about='https://n.example/1'><title>T</title><link>https://n.example/1</link>"
        b"<dc:date>2026-02-27T10:30:00Z</dc:date></item></rdf:RDF>"
    )
    feed = parse_feed(data)
    assert feed.ttl == 900
    assert feed.entries[0].claimed == "2026-02-27T10:30:00Z"


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>30</ttl>", 1800),
        ("<ttl> 5 </ttl>", 300),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>often</ttl>", None),
        ("<ttl>99999999999</ttl>", None),
        ("", None),
    ],
)
def test_ttl_is_in_minutes(head: str, seconds: float | None) -> None:
    assert parse_feed(rss(item("<guid>1</guid>"), head=head)).ttl == seconds


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>https://n.example/a</link>", "https://n.example/a"),
        ("<link>/a?b=1</link>", "https://feeds.example/a?b=1"),
        ("<link> https://n.example/a\n</link>", "https://n.example/a"),
        ("<guid>https://n.example/a</guid>", "https://n.example/a"),
        ("<guid>17</guid>", None),
        ("<guid isPermaLink='true'>17</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>ftp://n.example/a</link>", None),
        ("<link>https://[half/a</link>", None),
        ("<title>none</title>", None),
    ],
)
def test_links_are_addresses_of_the_web(inside: str, link: str | None) -> None:
    assert only(rss(item(inside)), url="https://feeds.example/rss").link == link


def test_a_guid_does_not_depend_on_the_feeds_address() -> None:
    data = rss(item("<guid>17</guid>"))
    assert {only(data, url=f"https://{n}.example/rss").guid for n in "ab"} == {"17"}


@pytest.mark.parametrize("reason_and_data", [
    ("empty", b""),
    ("empty", b"\xef\xbb\xbf \n"),
    ("empty", b"\x00\x00"),
    ("html", b"<!DOCTYPE html><html><head><title>x</title></head><body>y</body></html>"),
    ("html", b"  <HTML><body>502 Bad Gateway"),
    ("not_a_feed", b'{"version": "1"}'),
    ("not_a_feed", b"%PDF-1.4"),
    ("not_a_feed", b"<opml version='2.0'><body/></opml>"),
    ("not_a_feed", b"http://n.example/feed"),
    ("not_a_feed", b"/etc/passwd"),
])  # fmt: skip
def test_what_is_no_feed(reason_and_data: tuple[str, bytes]) -> None:
    reason, data = reason_and_data
    with pytest.raises(NotAFeed) as raised:
        parse_feed(data)
    assert raised.value.reason == reason


def test_a_truncated_feed_gives_what_it_has() -> None:
    data = rss(*(item(f"<guid>{n}</guid><title>T{n}</title>") for n in range(5)))
    found = parse_feed(data[: data.index(b"<guid>4")])
    assert {entry.guid for entry in found.entries} >= {"0", "1", "2", "3"}
    assert found.fault is not None


# Character sets

QUOTED = "“Café,” he said"


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", "application/rss+xml"),
        ("utf-8", "iso-8859-1", "application/rss+xml"),
        ("utf-8", "utf-8", "text/xml; charset=us-ascii"),
        ("utf-8", "utf-8", "text/xml"),
        ("utf-8", "utf-8", None),
        ("utf-8", "windows-1251", "text/html; charset=windows-1251"),
        ("windows-1252", "windows-1252", None),
        ("windows-1252", "utf-8", "application/xml; charset=utf-8"),
        ("windows-1252", "iso-8859-1", None),
        ("utf-16", "utf-16", None),
        ("utf-16", "utf-16", "application/xml; charset=utf-16"),
    ],
)
def test_quotation_marks_survive_wrong_declarations(
    encoding: str, declared: str, content_type: str | None
) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>'
    text += f"<item><title>{QUOTED}</title></item></channel></rss>"
    assert only(text.encode(encoding), content_type=content_type).title == QUOTED


def test_without_declaration_the_server_is_believed() -> None:
    data = rss(item("<title>Нет</title>")).decode().encode("windows-1251")
    assert only(data, content_type="text/xml; charset=windows-1251").title == "Нет"


# Attacks


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    attacks = [
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>',
        f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{secret}"> %p; <!ENTITY x "y">]>',
        f'<!DOCTYPE rss SYSTEM "file://{secret}" [<!ENTITY x "y">]>',
    ]
    for doctype in attacks:
        data = rss(item("<title>a &x; b</title>")).replace(b"<rss", doctype.encode() + b"<rss", 1)
        assert "TOPSECRET" not in str(parse_feed(data))


def test_a_billion_laughs_stay_small() -> None:
    names = "abcdefghij"
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in itertools.pairwise(names)
    )
    data = rss(item("<title>&j;</title>")).replace(
        b"<rss", f"<!DOCTYPE rss [{entities}]><rss".encode(), 1
    )
    assert len(str(parse_feed(data))) < 10_000


@pytest.mark.parametrize("number", [10, 5000, 5001, 50_000])
def test_many_entries_are_bounded_and_all_counted(number: int) -> None:
    feed = parse_feed(rss(*(item(f"<guid>{n}</guid>") for n in range(number))), newest=7)
    assert [entry.guid for entry in feed.entries] == [str(n) for n in range(7)]
    assert feed.surplus == number - 7


def test_cutting_keeps_the_feed_well_formed() -> None:
    data = rss(*(item(f"<guid>{n}</guid>") for n in range(10)))
    shorter, left_out = cut(data, 4)
    assert left_out == 6
    assert feedparser.parse(shorter).bozo == 0
    assert cut(data, 10) == (data, 0)
    assert cut(b"<entry><entry><entry>", 2) == (b"<entry><entry>", 1)


def test_the_newest_are_kept_and_the_undated_come_last() -> None:
    days = {"a": 3, "b": 9, "c": None, "d": 6}
    items = (
        item(f"<guid>{g}</guid>" + (f"<pubDate>0{d} Feb 2026 00:00:00 GMT</pubDate>" if d else ""))
        for g, d in days.items()
    )
    assert [entry.guid for entry in parse_feed(rss(*items), newest=3).entries] == ["b", "d", "a"]


def test_repeated_entries_and_repeated_guids() -> None:
    one = item("<guid>g</guid><link>https://n.example/1</link>")
    other = item("<guid>g</guid><link>https://n.example/2</link>")
    twice = parse_feed(rss(one, one))
    assert (len(twice.entries), twice.repeated, twice.guids_repeat) == (1, 1, False)
    shared = parse_feed(rss(one, other))
    assert (len(shared.entries), shared.repeated, shared.guids_repeat) == (2, 0, True)
    names = {identity(entry, guids_repeat=True) for entry in shared.entries}
    assert names == {"link:https://n.example/1", "link:https://n.example/2"}


def test_overlong_names_are_not_kept() -> None:
    entry = only(rss(item(f"<guid>{'g' * 5000}</guid><title>{'t' * 9000}</title>")))
    assert entry.guid is None
    assert len(entry.title) == 4096


def test_impossible_dates_are_no_error() -> None:
    for date in ("Tue, 99 Feb 2026 10:00:00 GMT", "9999999-01-01T00:00:00Z", "0000-00-00", "\x0b"):
        assert len(parse_feed(rss(item(f"<guid>1</guid><pubDate>{date}</pubDate>"))).entries) == 1


def survived(data: bytes) -> ParsedFeed | None:
    try:
        return parse_feed(data, "application/xml")
    except NotAFeed:
        return None


PIECES = (
    b"<rss> <channel> <item> </item> <title> <![CDATA[ ]]> &x; <!DOCTYPE [ \xff <feed> <entry>"
    b" <?xml <content\ttype='xhtml'> > \xe2\x80\x9c"
).split(b" ")


@given(st.lists(st.sampled_from(PIECES)))
def test_any_pieces_are_survived(pieces: list[bytes]) -> None:
    survived(b"".join(pieces))


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(data: bytes) -> None:
    survived(data)


@given(st.data())
def test_a_feed_with_any_bytes_changed_is_survived(data: st.DataObject) -> None:
    whole = bytearray(rss(*(item(f"<guid>{n}</guid><title>“T{n}”</title>") for n in range(3))))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    survived(bytes(whole))


@pytest.mark.slow
def test_the_collected_feeds_of_two_parsers_are_read() -> None:
    """Every fixture gives the entries that feedparser finds in it, or a reason why it has none."""
    files = sorted(each for each in FIXTURES.rglob("*") if each.suffix in (".xml", ".json"))
    if not files:
        pytest.skip("the collections of feeds are not here")
    outcomes: Counter[str] = Counter()
    for file in files:
        data = file.read_bytes()
        try:
            found = parse_feed(data)
        except NotAFeed as error:
            outcomes[error.reason] += 1
            assert file.suffix == ".json" or len(data) < 5000, file
            continue
        outcomes["read"] += 1
        wanted = feedparser.parse(data).entries
        assert len(found.entries) + found.repeated == len(wanted), file
        for entry in found.entries:
            identity(entry).encode("utf-8")
    assert len(files) >= 3000
    assert outcomes["read"] >= 2600
    assert outcomes["not_a_feed"] - sum(each.suffix == ".json" for each in files) <= 12
