"""The cache of the topic of feeds: what is applied, what is left aside, when it begins anew."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.decide.health import FeedMemory
from ingest.kafka import FeedCache
from ingest.kafka.cache import SOURCE, own_directory
from ingest.kafka.notes import EntryNote, FeedNote, entry_key, feed_key, place_of, read_key
from ingest.state import SeenMark
from runtime.kafka import Record
from runtime.sqlite import DirectoryLocked
from wire import codec

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
URL = "https://courant.example/feed"
MEMORY = FeedMemory(url=URL, title="News", etag='"a"', last_new_at=AT, last_success_at=AT)
MARK = SeenMark(
    outlet_domain="courant.example",
    identity="guid:1\nodd",
    first_seen_at=AT,
    article_id="2026-05-" + "0" * 20,
    entry_hash="e",
    content_hash="c",
    fetched_at=AT + timedelta(seconds=1),
)


def record(
    offset: int, key: str, note: FeedNote | EntryNote | None, source: bytes = b"x"
) -> Record:
    return Record(
        topic="feeds",
        partition=1,
        offset=offset,
        key=key.encode(),
        value=None if note is None else codec.encode(note),
        headers=((SOURCE, source),),
        at=AT,
    )


FEED = record(4, feed_key(URL), FeedNote(feed=MEMORY, hours=(AT - timedelta(hours=5), AT)))
ENTRY = record(5, entry_key(MARK.outlet_domain, MARK.identity), EntryNote(entry=MARK))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_what_another_process_did_is_known_here(directory: Path) -> None:
    with FeedCache.open(directory) as cache:
        assert cache.take([FEED, ENTRY]) == 0
        assert cache.state.feed(URL) == MEMORY
        assert cache.hours(URL) == (AT - timedelta(hours=5), AT)
        known = cache.state.entry(MARK.outlet_domain, MARK.identity)
        assert known is not None
        assert (known.first_seen_at, known.content_hash) == (AT, "c")
        assert cache.positions() == {1: 6}
    with FeedCache.open(directory) as cache:
        assert cache.positions() == {1: 6}
        gone = [replace(FEED, offset=6, value=None), replace(ENTRY, offset=7, value=None)]
        assert cache.take(gone) == 0
        assert cache.state.feeds() == []
        assert cache.state.entry(MARK.outlet_domain, MARK.identity) is None
        assert cache.positions() == {1: 8}


def test_what_this_process_wrote_does_not_come_back_older(directory: Path) -> None:
    with FeedCache.open(directory) as cache:
        newer = replace(MEMORY, etag='"b"')
        cache.state.save_feed(newer)
        cache.take([replace(FEED, headers=((SOURCE, cache.source),))])
        assert cache.state.feed(URL).etag == '"b"'
        assert cache.positions() == {1: 5}


def test_who_is_behind_does_not_bring_back_what_was(directory: Path) -> None:
    """Two programs may read the topic into one file."""
    with FeedCache.open(directory) as ahead, FeedCache.open(directory) as behind:
        newer = FeedNote(feed=replace(MEMORY, etag='"b"'))
        ahead.take([FEED, record(9, feed_key(URL), newer)])
        behind.take([FEED])
        assert behind.state.feed(URL).etag == '"b"'
        assert behind.positions() == {1: 10}


def test_what_can_not_be_understood_stops_nobody(directory: Path) -> None:
    odd = [
        replace(FEED, offset=4, value=b"no json"),
        replace(FEED, offset=5, key=b"unheard-of"),
        replace(ENTRY, offset=6, value=b'{"entry":1,"schema":9}'),
    ]
    with FeedCache.open(directory) as cache:
        assert cache.take([*odd, replace(ENTRY, offset=7)]) == 3
        assert cache.state.entry(MARK.outlet_domain, MARK.identity) is not None
        assert cache.positions() == {1: 8}


def test_the_cache_of_another_topic_is_forgotten(directory: Path) -> None:
    with FeedCache.open(directory) as cache:
        cache.belongs_to("first")
        cache.take([FEED, ENTRY])
        cache.belongs_to("first")
        assert cache.positions() == {1: 6}
        cache.belongs_to("second")
        assert cache.positions() == {}
        assert cache.state.feeds() == []
        assert cache.state.entry(MARK.outlet_domain, MARK.identity) is None
        assert cache.hours(URL) == ()


def test_each_process_has_a_directory_of_its_own(tmp_path: Path) -> None:
    with ExitStack() as one, ExitStack() as two:
        first = own_directory(one, tmp_path, "parley ingest", AT)
        second = own_directory(two, tmp_path, "parley ingest", AT)
        assert first != second
        one.close()
        with ExitStack() as three:
            assert own_directory(three, tmp_path, "parley ingest", AT) == first


@pytest.mark.parametrize("key", ["", "feed:", "entry:", "entry:courant.example", "other:x"])
def test_what_is_no_key_of_ours(key: str) -> None:
    assert read_key(key) == ()


def test_keys_are_read_as_they_were_written() -> None:
    assert read_key(feed_key(URL)) == ("feed", URL)
    assert read_key(entry_key("a.example", "x\ny")) == ("entry", "a.example", "x\ny")


def test_all_of_an_outlet_lies_together() -> None:
    places = {place_of(f"outlet{n}.example", 8) for n in range(200)}
    assert places == set(range(8))
    assert place_of("", 8) == place_of("", 8)


def test_too_many_processes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.kafka.cache.MOST_PROCESSES", 1)
    with ExitStack() as stack:
        own_directory(stack, tmp_path, "parley ingest", AT)
        with pytest.raises(DirectoryLocked):
            own_directory(stack, tmp_path, "parley ingest", AT)
