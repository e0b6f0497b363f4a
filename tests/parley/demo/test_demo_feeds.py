"""Feeds in every format say the same as the newsroom, and keep an entry's identity."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from lxml import etree

from ingest.text import html_to_text
from parley.demo.edition import FEED_LENGTH, Edition, editions
from parley.demo.feeds import MEDIA_TYPES, STYLES, Style, write_feed
from parley.demo.newsroom import bundled
from tests.fakes.newsroom import BEGIN, newsroom, story

SITE = "http://127.0.0.1:8123"
HOUR = timedelta(hours=1)
LATER = BEGIN + timedelta(days=90)


def parsed(style: Style, made: Edition, now: datetime = LATER) -> feedparser.FeedParserDict:
    data = write_feed(style, made, SITE, now)
    found = feedparser.parse(data, response_headers={"content-type": MEDIA_TYPES[style]})
    assert not found.bozo, found.get("bozo_exception")
    return found


def moment(parts: object) -> datetime:
    return datetime(*tuple(parts)[:6], tzinfo=UTC)  # type: ignore[call-overload]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("made", editions(bundled()), ids=lambda made: made.domain)
def test_every_story_can_be_read_back(style: Style, made: Edition) -> None:
    found = parsed(style, made)
    assert found.feed.title == made.outlet
    entries = made.entries(LATER)
    assert len(found.entries) == len(entries)
    for read, entry in zip(found.entries, entries, strict=True):
        assert html_to_text(read.title) == entry.current.title
        assert read.link == SITE + entry.current.path
        assert read.summary == entry.current.summary
        if style.endswith("summary"):
            assert "content" not in read
        else:
            assert html_to_text(read.content[0].value) == entry.current.text


@pytest.mark.parametrize("style", STYLES)
def test_a_correction_keeps_identity_and_changes_words(style: Style) -> None:
    (made,) = editions(
        [
            newsroom(
                story("a"),
                story("b", 5, revises="a", path="/news/a", title="Corrected", text="New words."),
            )
        ]
    )
    before = parsed(style, made, BEGIN + HOUR).entries[0]
    after = parsed(style, made, BEGIN + 6 * HOUR).entries[0]
    assert before.id == after.id
    assert before.link == after.link
    assert (before.title, after.title) == ("Title of a", "Corrected")
    if style.startswith("rss"):
        assert moment(after.published_parsed) == BEGIN + 5 * HOUR
    else:
        assert moment(after.updated_parsed) == BEGIN + 5 * HOUR
    if style.startswith("atom"):
        assert moment(after.published_parsed) == BEGIN


@pytest.mark.parametrize("style", STYLES)
def test_identity_does_not_depend_on_the_port(style: Style) -> None:
    made = editions(bundled())[0]
    one = write_feed(style, made, SITE, LATER)
    two = write_feed(style, made, "http://127.0.0.1:9999", LATER)
    assert [e.id for e in feedparser.parse(one).entries] == [
        e.id for e in feedparser.parse(two).entries
    ]


@pytest.mark.parametrize("style", STYLES)
def test_bytes_change_only_when_an_entry_does(style: Style) -> None:
    (made,) = editions([newsroom(story("a"), story("b", 5, revises="a", path="/news/a"))])
    at = [write_feed(style, made, SITE, BEGIN + hours * HOUR) for hours in (-1, -0.5, 1, 4, 5, 9)]
    assert at[0] == at[1] != at[2] == at[3] != at[4] == at[5]


@pytest.mark.parametrize("style", STYLES)
def test_an_outlet_that_has_not_begun_has_an_empty_feed(style: Style) -> None:
    (made,) = editions([newsroom(story("a"))])
    assert parsed(style, made, BEGIN - HOUR).entries == []


@pytest.mark.parametrize("style", STYLES)
def test_the_newest_stand_first_and_old_ones_leave(style: Style) -> None:
    (made,) = editions([newsroom(*(story(f"s{n:03}", n) for n in range(FEED_LENGTH + 3)))])
    titles = [entry.title for entry in parsed(style, made).entries]
    assert len(titles) == FEED_LENGTH
    assert titles[0] == f"Title of s{FEED_LENGTH + 2:03}"
    assert titles == sorted(titles, reverse=True)


@pytest.mark.parametrize("style", STYLES)
def test_markup_and_odd_characters_in_a_text_stay_text(style: Style) -> None:
    text = "1 < 2 & ]]> <script>x</script> “é” 日本 😀\n\n‘Yes’ – “no” — \N{NO-BREAK SPACE}“well”"
    (made,) = editions([newsroom(story("a", text=text, title="A & B <b>c</b> ]]>"))])
    data = write_feed(style, made, SITE, LATER)
    etree.fromstring(data)
    read = parsed(style, made).entries[0]
    if not style.endswith("summary"):
        assert "<script>" not in read.content[0].value
        assert html_to_text(read.content[0].value).split() == text.split()


def test_old_formats_come_in_an_old_encoding() -> None:
    made = editions(bundled())[0]
    data = write_feed("rdf", made, SITE, LATER)
    assert data.startswith(b"<?xml version='1.0' encoding='iso-8859-1'?>")
    assert "ñ".encode("iso-8859-1") in data
