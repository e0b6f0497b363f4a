import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from runtime.http.errors import BadUrl
from runtime.http.urls import checked, host_and_port, origin, parse_allowed, target
from runtime.settings import SettingsError

BAD = [
    "",
    "   ",
    "/feed",
    "feed",
    "//host/feed",
    "ftp://host/feed",
    "file:///etc/passwd",
    "gopher://host/",
    "data:text/html,x",
    "javascript:alert(1)",
    "http://",
    "http:///feed",
    "http://:80/",
    "http://user@host/",
    "http://user:secret@host/",
    "http://:secret@host/",
    "http://@host@other/",
    "http://host:0/",
    "http://host:99999/",
    "http://host:port/",
    "http://ho st/",
    "http://host/a b",
    "http://host/\nX-Injected: 1",
    "http://host/\x00",
    "http://[::1",
    "http://127.1/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://2130706433/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://host/" + "a" * 9000,
]


@pytest.mark.parametrize("text", BAD)
def test_addresses_that_are_not_fetched(text: str) -> None:
    with pytest.raises(BadUrl):
        checked(text)


def test_a_secret_is_not_repeated_in_the_message() -> None:
    with pytest.raises(BadUrl) as caught:
        checked("http://user:secret@host/feed")
    assert "secret" not in str(caught.value)
    assert "user:" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("http://example.org", "http://example.org"),
        (" https://example.org/feed?a=1&b=%26#top ", "https://example.org/feed?a=1&b=%26"),
        ("https://exämple.org/ü", "https://xn--exmple-cua.org/%C3%BC"),
        ("http://[2a00:1450::1]:8080/", "http://[2a00:1450::1]:8080/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://3.example/", "http://3.example/"),
        ("http://deadbeef/", "http://deadbeef/"),
        ("http://1.fm/feed", "http://1.fm/feed"),
    ],
)
def test_addresses_that_are(text: str, given: str) -> None:
    assert str(checked(text)) == given


@given(st.text(max_size=60).map(lambda text: "http://" + text) | st.text(max_size=60))
@example("http://[]/")
@example("http://\u2488/")
@example("http://a\u3002b/")
@example("http://xn--/")
@example("http://" + "a" * 64 + "/")
@example("http://\ud800/")
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = checked(text)
    except BadUrl:
        return
    assert url.scheme in ("http", "https")
    assert url.raw_host
    assert url.raw_user is None
    assert not url.raw_fragment


@given(st.text(max_size=60))
def test_any_location_is_an_address_or_refused(location: str) -> None:
    with contextlib.suppress(BadUrl):
        assert target(URL("http://host/a/b"), location).scheme in ("http", "https")


@pytest.mark.parametrize(
    ("location", "given"),
    [
        ("c", "http://host/a/c"),
        ("/c?d", "http://host/c?d"),
        ("//other/c", "http://other/c"),
        ("https://other:8443/c#d", "https://other:8443/c"),
        ("", "http://host/a/b"),
    ],
)
def test_a_redirect_is_joined_to_where_it_came_from(location: str, given: str) -> None:
    assert str(target(URL("http://host/a/b"), location)) == given


@pytest.mark.parametrize("location", ["ftp://other/", "http://u:p@other/", "x" * 9000, "http://["])
def test_a_redirect_to_no_address_is_refused(location: str) -> None:
    with pytest.raises(BadUrl):
        target(URL("http://host/a/b"), location)


def test_pairs_are_compared_without_case_and_final_dot() -> None:
    assert host_and_port(URL("http://HOST./")) == ("host", 80)
    assert parse_allowed([" Host.:80 ", "[::1]:8080"]) == {("host", 80), ("::1", 8080)}
    assert origin(URL("https://host/")) == ("https", "host", 443)


@pytest.mark.parametrize(
    "pair",
    ["host", "host:", ":80", "host:x", "host:0", "http://host:80", "a@b:80", "host:80/x", ""],
)
def test_what_is_no_pair_is_named(pair: str) -> None:
    with pytest.raises(SettingsError, match="host:port"):
        parse_allowed([pair])
