from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.decide.entries import (
    FetchPage,
    Remembered,
    Skip,
    Take,
    decide,
    entry_hash,
    fetched,
    gives_up,
    is_passing,
    text_of_page,
)
from ingest.decide.health import FeedMemory, health
from ingest.decide.identity import identity, normalised_link
from ingest.parse import Entry

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "word " * 250
ENTRY = Entry(guid="g", link="https://n.example/a", title="T", content=f"<p>{WORDS}</p>")


def known(entry: Entry, **changes: object) -> Remembered:
    values: dict[str, object] = {"article_id": "a", "first_seen_at": NOW}
    return Remembered(**{**values, "entry_hash": entry_hash(entry), **changes})  # type: ignore[arg-type]


def with_(**changes: object) -> Entry:
    return msgspec.structs.replace(ENTRY, **changes)


def test_new_and_whole_is_taken() -> None:
    assert decide(ENTRY, None) == Take(WORDS.strip())


def test_only_the_date_moved_is_nothing() -> None:
    moved = with_(claimed="2026-03-01", parsed=NOW, author="Somebody", guid="other")
    assert decide(moved, known(ENTRY)) == Skip()


@pytest.mark.parametrize("field", ["title", "summary", "content"])
def test_other_words_are_looked_at(field: str) -> None:
    changed = with_(**{field: f"new {WORDS}"})
    assert isinstance(decide(changed, known(ENTRY)), Take)


def test_waiting_for_a_page_goes_on() -> None:
    entry = with_(content="", summary="Short.")
    assert decide(entry, known(entry, outcome="waiting", attempts=1)) == FetchPage(
        "https://n.example/a", "Short."
    )


@pytest.mark.parametrize("outcome", ["dropped", "dead", "article"])
def test_what_is_settled_stays_settled(outcome: str) -> None:
    assert decide(ENTRY, known(ENTRY, outcome=outcome)) == Skip()


@pytest.mark.parametrize(
    "changes",
    [
        {"content": "", "summary": "One sentence."},
        {"content": "<p>Too short to be all.</p>"},
        {"content": f"<p>{WORDS} [...]</p>"},
        {"content": f"<p>{WORDS}…</p>"},
        {"content": f"<p>{WORDS}</p><p>Read more</p>"[:100]},
        {"content": "", "summary": "word " * 199},
        {"content": "", "summary": ""},
    ],
)
def test_a_summary_asks_for_the_page(changes: dict[str, str]) -> None:
    assert isinstance(decide(with_(**changes), None), FetchPage)


def test_a_description_that_is_the_article_is_taken() -> None:
    assert decide(with_(content="", summary=WORDS), None) == Take(WORDS.strip())


def test_without_a_link_what_is_there_is_all() -> None:
    assert decide(with_(link=None, content="", summary="Short."), None) == Take("Short.")
    assert decide(with_(link=None, content="Short."), None) == Take("Short.")


def test_the_longer_text_is_the_article() -> None:
    assert text_of_page("a b c", "d e") == "a b c"
    assert text_of_page("", "d e") == "d e"
    assert text_of_page("cookies please", "one two three") == "one two three"


def test_pages_are_given_up() -> None:
    assert [gives_up(n) for n in (1, 2, 3)] == [False, False, True]
    assert [s for s in (200, 304, 403, 404, 408, 410, 425, 429, 500, 503) if is_passing(s)] == [
        408,
        425,
        429,
        500,
        503,
    ]


# Identity


def test_identity_is_the_guid_else_the_link_else_the_content() -> None:
    assert identity(ENTRY) == "guid:g"
    assert identity(with_(guid=None)) == "link:https://n.example/a"
    assert identity(ENTRY, guids_repeat=True) == "link:https://n.example/a"
    content = identity(with_(guid=None, link=None))
    assert content.startswith("content:")
    assert content == identity(with_(guid=None, link=None, claimed="2026"))
    assert content != identity(with_(guid=None, link=None, title="U"))


@pytest.mark.parametrize(
    "url",
    [
        "https://n.example/a",
        "http://N.Example:80/a/",
        "https://n.example/a#section",
        "https://n.example/a?utm_source=rss&at_medium=x",
        " https://n.example./a ",
    ],
)
def test_spellings_of_one_address(url: str) -> None:
    assert normalised_link(url) == "https://n.example/a"


@pytest.mark.parametrize(
    "url", ["https://n.example/A", "https://n.example/a?id=1", "https://m.example/a"]
)
def test_other_addresses_stay_other(url: str) -> None:
    assert normalised_link(url) != "https://n.example/a"


def test_order_of_parameters_and_ports_count() -> None:
    assert normalised_link("http://n.example:8080/a?b=&a=1") == "https://n.example:8080/a?b=&a=1"


@example(" /")
@example("/\x85/ ")
@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(url: str) -> None:
    once = normalised_link("http://n.example/" + url)
    assert normalised_link(once) == once


def test_a_broken_address_is_taken_as_it_is() -> None:
    assert normalised_link("http://[half/a") == "http://[half/a"
    assert normalised_link("http://n.example:99999/a") == "http://n.example:99999/a"


# Health


FINE = FeedMemory(url="u", last_attempt_at=NOW, last_success_at=NOW - timedelta(minutes=5))


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (FeedMemory(url="u"), "not asked yet"),
        (FINE, "fine, last read 5 minutes ago"),
        (
            FeedMemory(url="u", last_attempt_at=NOW, last_success_at=NOW),
            "fine, last read 0 seconds ago",
        ),
        (FeedMemory(url="u", last_attempt_at=NOW, gone=True), "gone"),
        (
            FeedMemory(
                url="u",
                last_attempt_at=NOW,
                failures=2,
                error="dns: no address",
                next_poll_at=NOW + timedelta(hours=1),
            ),
            "failing (2 in a row): dns: no address; never read, asked again in 1 hour",
        ),
        (FeedMemory(url="u", last_attempt_at=NOW, last_success_at=NOW, moved_to="v"), "moved to v"),
        (
            FeedMemory(
                url="u",
                last_attempt_at=NOW,
                last_success_at=NOW,
                last_new_at=NOW - timedelta(days=9),
            ),
            "silent: nothing new for 9 days",
        ),
        (
            FeedMemory(url="u", last_attempt_at=NOW, last_success_at=NOW, error="SAX: odd"),
            "readable, though not well-formed: SAX: odd",
        ),
    ],
)
def test_health_in_words(memory: FeedMemory, words: str) -> None:
    assert words in health(memory, NOW)


def test_due() -> None:
    assert FINE.is_due(NOW)
    assert not FeedMemory(url="u", next_poll_at=NOW + timedelta(seconds=1)).is_due(NOW)
    assert FeedMemory(url="u", next_poll_at=NOW).is_due(NOW)
    assert not FeedMemory(url="u", gone=True).is_due(NOW)


def test_a_feed_is_asked_at_once_when_the_clock_was_set_back() -> None:
    later = NOW + timedelta(days=1)
    asked = FeedMemory(url="u", last_attempt_at=NOW, next_poll_at=later)
    assert not asked.is_due(NOW)
    assert not asked.is_due(NOW - timedelta(seconds=30)), "two machines' clocks differ"
    assert asked.is_due(NOW - timedelta(hours=1))
    assert not replace(asked, gone=True).is_due(NOW - timedelta(hours=1))


def test_an_edit_is_fetched_after_the_text_it_corrects_whatever_the_clock_says() -> None:
    text = known(ENTRY, content_hash="c", fetched_at=NOW)
    back = NOW - timedelta(hours=1)
    assert fetched(text, back) > NOW
    assert fetched(text, NOW) > NOW
    assert fetched(text, NOW + timedelta(hours=1)) == NOW + timedelta(hours=1)
    noted_before = replace(text, fetched_at=None)
    assert fetched(noted_before, back) > NOW
    assert fetched(replace(text, content_hash=""), back) == back, "no text of it is known"
    assert fetched(None, back) == back
