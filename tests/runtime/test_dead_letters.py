from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from runtime.dead_letters import MIGRATIONS, DeadLetters
from runtime.sqlite import Database
from wire.dead_letter import DeadLetter

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

LETTER = DeadLetter(
    id="2026-03-a",
    stage="extract",
    error="crashed",
    text="the parser gave up",
    original=b"\x00\xff<html>",
    position="feed.xml:3",
    key="k",
    headers={"Content-Type": "text/html", "A": "b"},
    article_id="2026-03-article",
    feed="https://x.example/rss",
    first_failed_at=NOON,
    last_failed_at=NOON + timedelta(microseconds=1),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "parley.db", MIGRATIONS) as opened:
        yield opened


def put(database: Database, *letters: DeadLetter) -> DeadLetters:
    kept = DeadLetters(database)
    with database.write() as tx:
        for letter in letters:
            kept.put(tx, letter)
    return kept


def test_a_letter_comes_back_whole(database: Database) -> None:
    bare = DeadLetter(
        id="2026-03-b",
        stage="fetch",
        error="timeout",
        text="",
        original=b"",
        first_failed_at=NOON,
        last_failed_at=NOON,
        replayed_at=NOON,
    )
    kept = put(database, LETTER, bare)
    assert kept.get("2026-03-a") == LETTER
    assert kept.get("2026-03-b") == bare
    assert kept.get("2026-03-none") is None


def test_the_same_letter_again_is_one_more_attempt(database: Database) -> None:
    kept = put(database, LETTER)
    later = NOON + timedelta(hours=1)
    with database.write() as tx:
        kept.mark_replayed(tx, LETTER.id, later)
    again = msgspec.structs.replace(
        LETTER, text="other", error="internal", first_failed_at=later, last_failed_at=later
    )
    put(database, again)
    found = kept.get(LETTER.id)
    assert found == msgspec.structs.replace(
        LETTER, text="other", error="internal", attempts=2, last_failed_at=later
    )


def test_the_text_is_bounded(database: Database) -> None:
    kept = put(database, msgspec.structs.replace(LETTER, text="x" * 1000))
    found = kept.get(LETTER.id)
    assert found is not None
    assert len(found.text) == 200


def test_filters_and_order(database: Database) -> None:
    letters = [
        msgspec.structs.replace(
            LETTER,
            id=f"2026-03-{n}",
            stage="extract" if n % 2 else "fetch",
            error="crashed" if n < 3 else "timeout",
            feed=f"f{n}",
            last_failed_at=NOON + timedelta(hours=n),
        )
        for n in range(5)
    ]
    kept = put(database, *letters)

    def ids(**filters: object) -> str:
        return "".join(each.id[-1] for each in kept.list(**filters))  # type: ignore[arg-type]

    assert ids() == "43210"
    assert ids(limit=2) == "43"
    assert ids(stage="fetch") == "420"
    assert ids(error="timeout") == "43"
    assert ids(stage="extract", error="timeout") == "3"
    assert ids(feed="f2") == "2"
    assert ids(since=NOON + timedelta(hours=3)) == "43"
    with database.write() as tx:
        assert kept.mark_replayed(tx, "2026-03-3", NOON)
        assert not kept.mark_replayed(tx, "2026-03-none", NOON)
    assert ids() == "4210"
    assert ids(replayed=True) == "3"
    assert ids(replayed=None) == "43210"
    assert kept.waiting() == {
        ("extract", "crashed"): 1,
        ("fetch", "crashed"): 2,
        ("fetch", "timeout"): 1,
    }


def test_a_takedown_and_age_delete_letters(database: Database) -> None:
    old = msgspec.structs.replace(
        LETTER, id="2026-03-old", article_id=None, last_failed_at=NOON - timedelta(days=9)
    )
    kept = put(database, LETTER, old)
    with database.write() as tx:
        assert kept.erase(tx, "2026-03-article") == 1
        assert kept.erase(tx, "2026-03-article") == 0
    with database.write() as tx:
        assert kept.prune(tx, NOON) == 1
    assert kept.list() == []
