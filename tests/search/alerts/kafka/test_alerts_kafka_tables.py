"""Recorded from hits the tables are as if matched here; from entries they are made anew."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest

from runtime.sqlite import Database
from search.alerts.kafka import MIGRATIONS as KAFKA
from search.alerts.kafka import editions
from search.alerts.kafka.editions import Unsent, unsent
from search.alerts.kafka.entries import TYPES, Entry, HitEntry, key_of, named_by
from search.alerts.kafka.recording import record, unknown
from search.alerts.kafka.restoring import forget, restore
from search.alerts.kafka.scanned import Scanned, count
from search.alerts.local import MIGRATIONS, Alerts, outbox
from search.alerts.local.accounts import accounts
from search.alerts.local.watches import accept
from search.alerts.matching import Matcher
from search.alerts.meeting import meetings
from search.index import MIGRATIONS as INDEX
from search.index import Document, SqliteIndex
from tests.fakes.clock import ManualClock
from tests.fakes.documents import article, shift, statement
from tests.fakes.watches import rule, watch
from wire import Article, Met, Shift, Statement, Watch, codec

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TABLES = (
    "hits",
    "hit_bands",
    "alerts",
    "alert_members",
    "alert_articles",
    "alert_facets",
    "deliveries",
    "watch_days",
)
WATCHES = (
    rule("w1", owner="anna", targets=("desk",), created_at=NOW - timedelta(days=9)),
    watch("w2", "blockade", owner="anna", targets=("desk",), created_at=NOW - timedelta(days=9)),
    watch("w3", "river", "article", owner="ben", created_at=NOW - timedelta(days=9)),
)


class Files:
    """Opens files with the tables of the cluster's alert role."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: list[Database] = []

    def new(self) -> Database:
        path = self._folder / f"{len(self._open)}.db"
        self._open.append(Database.open(path, (*INDEX, *MIGRATIONS, *KAFKA)))
        return self._open[-1]

    def close(self) -> None:
        for each in self._open:
            each.close()


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    with closing(Files(tmp_path)) as made:
        yield made


def watched(database: Database, watches: Sequence[Watch] = WATCHES) -> Alerts:
    alerts = Alerts(database, ManualClock(NOW))
    with database.write() as tx:
        for each in watches:
            alerts.put(tx, each)
    return alerts


def hits_of(*documents: Document, watches: Sequence[Watch] = WATCHES) -> list[Met]:
    with closing(Matcher(watches)) as matcher:
        by_id = {each.id: each for each in watches}
        return [
            met for each in documents for met in meetings([each], matcher.match([each]), by_id, {})
        ]


def recorded(database: Database, found: Sequence[Met]) -> None:
    for met in found:
        with database.write() as tx:
            record(tx, [codec.decode(codec.encode(met), Met)], NOW)


def dump(database: Database, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    with database.read() as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in tables or TABLES
        }


def entries(database: Database) -> list[Unsent]:
    """Everything that a topic would have of a file by now; it is marked as sent."""
    found: list[Unsent] = []
    while True:
        with database.write() as tx:
            waiting = unsent(tx, limit=3)
            editions.sent(tx, waiting)
        if not waiting:
            return found
        found += waiting


def travelled(each: Unsent) -> Entry:
    assert each.entry is not None
    return codec.decode(codec.encode(each.entry), TYPES[each.kind])


def restored(database: Database, found: Sequence[Unsent]) -> None:
    for each in found:
        with database.write() as tx:
            if each.entry is None:
                forget(tx, key_of(each.kind, each.id))
            else:
                restore(tx, each.kind, travelled(each))


def story() -> list[Document]:
    """New, confirmed, corrected and withdrawn documents, in the order of their versions."""
    first = shift("x", at=NOW)
    said = statement("a", "No talks before the blockade of the river is over", at=NOW)
    copy = statement("b", "No talks before the blockade of the river is over.", at=NOW)
    return [
        first,
        said,
        copy,
        article("n", "The river is open", at=NOW),
        msgspec.structs.replace(first, version=2, status="confirmed", independent_sources=2),
        msgspec.structs.replace(said, version=2, text="No talks"),
        msgspec.structs.replace(copy, version=2, removed=True),
        shift("y", at=NOW, party="Syldavia"),
    ]


def test_recorded_from_hits_is_as_matched_here(files: Files) -> None:
    here, elsewhere = files.new(), files.new()
    alerts = watched(here)
    watched(elsewhere)
    for document in story():
        with here.write() as tx:
            SqliteIndex(here).apply(
                tx,
                articles=[document] if isinstance(document, Article) else [],
                statements=[document] if isinstance(document, Statement) else [],
                shifts=[document] if isinstance(document, Shift) else [],
            )
            alerts.take(tx, [document], {})
        recorded(elsewhere, hits_of(document))
    alerts.close()
    assert dump(here) == dump(elsewhere)
    assert len(dump(here)["deliveries"]) >= 4


def test_hits_that_come_again_change_nothing(files: Files) -> None:
    database = files.new()
    watched(database)
    found = hits_of(*story())
    recorded(database, found)
    before = dump(database, *TABLES, "alert_log")
    recorded(database, found)
    recorded(database, found[2:])
    assert dump(database, *TABLES, "alert_log") == before


def test_an_older_version_that_comes_late_changes_nothing(files: Files) -> None:
    database = files.new()
    watched(database)
    said = statement("a", "The blockade", at=NOW)
    changed = msgspec.structs.replace(said, version=2, text="Rain")
    recorded(database, hits_of(said) + hits_of(changed))
    before = dump(database)
    recorded(database, hits_of(said))
    assert dump(database) == before
    assert [row[3] for row in dump(database)["alerts"]] == [1]


def test_nothing_is_kept_of_what_nobody_met(files: Files) -> None:
    database = files.new()
    watched(database)
    recorded(database, hits_of(msgspec.structs.replace(statement("a", "Rain"), version=2)))
    assert dump(database, "search_statements", "hits") == {"search_statements": [], "hits": []}


def test_a_watch_that_was_removed_meanwhile_is_told_nothing(files: Files) -> None:
    database = files.new()
    alerts = watched(database)
    found = hits_of(statement("a", "The blockade", at=NOW))
    with database.write() as tx:
        alerts.put(tx, msgspec.structs.replace(WATCHES[1], removed=True))
    recorded(database, found)
    assert dump(database)["alerts"] == []


def test_a_watch_that_is_newer_than_the_file_is_noticed(files: Files) -> None:
    database = files.new()
    watched(database)
    new = watch("w9", "blockade", owner="anna")
    with database.read() as connection:
        known = hits_of(statement("a", "The blockade"))
        assert not unknown(connection, known)
        assert unknown(connection, hits_of(statement("a", "The blockade"), watches=[new]))


def test_a_lost_file_is_made_anew_from_its_entries(files: Files) -> None:
    lost, new = files.new(), files.new()
    watched(lost)
    recorded(lost, hits_of(*story()))
    found = entries(lost)
    assert {each.kind for each in found} == {"alert", "hit", "ledger"}
    restored(new, found)
    assert dump(new) == dump(lost)
    assert entries(new) == []
    # It goes on as the first would have: nobody is told twice, and what changes is a step.
    watched(new)
    more = hits_of(*story(), msgspec.structs.replace(shift("x", at=NOW), version=3, removed=True))
    recorded(lost, more)
    recorded(new, more)
    assert dump(new) == dump(lost)


def test_entries_in_any_order_and_twice_are_the_same(files: Files) -> None:
    lost = files.new()
    watched(lost)
    found: list[Unsent] = []
    for document in story():
        recorded(lost, hits_of(document))
        found += entries(lost)
    newest = {(each.kind, each.id): each for each in found}
    new = files.new()
    shuffled = [*newest.values(), *found]
    Random(4).shuffle(shuffled)
    restored(new, shuffled)
    assert dump(new) == dump(lost)


def test_what_changes_while_it_is_published_is_published_again(files: Files) -> None:
    database = files.new()
    watched(database)
    recorded(database, hits_of(shift("x", at=NOW)))
    with database.read() as connection:
        waiting = unsent(connection)
    newer = msgspec.structs.replace(shift("x", at=NOW), version=2, status="confirmed")
    recorded(database, hits_of(newer))
    with database.write() as tx:
        editions.sent(tx, waiting)
    assert {each.id for each in entries(database)} >= {
        each.id for each in waiting if each.kind == "alert"
    }


def test_a_delivery_is_published(files: Files) -> None:
    database = files.new()
    watched(database)
    recorded(database, hits_of(shift("x", at=NOW)))
    entries(database)
    with database.write() as tx:
        waiting = outbox.batch(tx, "desk", NOW)
        outbox.done(tx, "desk", waiting, outbox.End("delivered"), NOW)
    (told,) = entries(database)
    new = files.new()
    restored(new, [told])
    with new.read() as connection:
        assert outbox.due_targets(connection, NOW) == []
    assert [row[4] for row in dump(new)["deliveries"]] == ["delivered"]


def test_what_is_pruned_is_forgotten_elsewhere_too(files: Files) -> None:
    database, new = files.new(), files.new()
    alerts = watched(database)
    recorded(database, hits_of(*story()))
    restored(new, entries(database))
    with database.write() as tx:
        SqliteIndex(database).prune(tx, NOW + timedelta(days=40))
        alerts.prune(tx, NOW + timedelta(days=40))
    gone = entries(database)
    assert {each.kind for each in gone if each.entry is None} == {"alert", "hit"}
    restored(new, gone)
    assert dump(new) == dump(database)
    assert dump(new)["alerts"] == []
    assert dump(new)["watch_days"] != []
    assert dump(database, "alert_editions")["alert_editions"] == [
        row for row in dump(new, "alert_editions")["alert_editions"] if row[0] == "ledger"
    ]


@pytest.mark.parametrize("article_first", [True, False])
def test_a_takedown_takes_the_words_whatever_comes_first(files: Files, article_first: bool) -> None:
    database = files.new()
    watched(database)
    turned = shift("x", at=NOW)
    quoted = turned.after.article_id
    assert quoted is not None
    recorded(database, hits_of(turned))
    entries(database)
    taken = article("a", version=2, removed=True)
    removals = [
        msgspec.structs.replace(taken, id=quoted, text="", title=""),
        msgspec.structs.replace(turned, version=2, removed=True),
    ]
    recorded(database, hits_of(*(removals if article_first else reversed(removals))))
    words = turned.after.quote
    assert words is not None
    assert words not in repr(dump(database))
    told = [each for each in entries(database) if each.kind == "alert"]
    assert words not in repr(told)
    assert [row[4:6] for row in dump(database)["deliveries"] if row[1] == 1] == [
        ("suppressed", "taken_down")
    ]


def test_what_was_looked_at_is_counted_once(files: Files) -> None:
    database, new = files.new(), files.new()
    looked = Scanned(id="shifts/1", day="2026-05-04", looked=((7, "shift", 1), (8, "shift", 1)))
    longer = msgspec.structs.replace(looked, looked=(*looked.looked, (9, "shift", 0)))
    other = Scanned(id="statements/0", day="2026-05-03", looked=((7, "statement", 5),))
    for each in (looked, looked, longer, other):
        with database.write() as tx:
            count(tx, each)
    days = [("shift", "2026-05-04", 2), ("statement", "2026-05-03", 5)]
    assert dump(database, "scanned_days")["scanned_days"] == days
    restored(new, entries(database))
    with new.write() as tx:
        count(tx, longer)
    assert dump(new, "scanned_days")["scanned_days"] == days


def test_a_watch_has_looked_at_what_came_since_its_day(files: Files) -> None:
    """Whether the counts or the watch are first in a file."""
    made = msgspec.structs.replace(WATCHES[0], created_at=NOW)
    early, late = files.new(), files.new()
    before = Scanned(id="shifts/0", day="2026-05-03", looked=((0, "shift", 4),))
    since = Scanned(id="shifts/0", day="2026-05-04", looked=((1, "shift", 3),))
    for each in (before, since):
        with early.write() as tx:
            count(tx, each)
    with early.write() as tx, late.write() as other:
        assert accept(tx, made)
        assert not accept(tx, made)
        assert accept(other, made)
    restored(late, entries(early))
    for database in (early, late):
        with database.read() as connection:
            assert accounts(connection)[made.id].scanned == 3


def test_keys_say_what_stands_under_them() -> None:
    for kind, name in (
        ("alert", "2026-05-ab"),
        ("hit", "2026-05-ab anna|b"),
        ("ledger", "w|1"),
        ("scanned", "2026-05-04"),
    ):
        assert named_by(key_of(kind, name)) == (kind, name)  # type: ignore[arg-type]


def test_an_entry_of_a_lower_edition_is_left_alone(files: Files) -> None:
    database = files.new()
    watched(database)
    recorded(database, hits_of(shift("x", at=NOW)))
    (old,) = [travelled(each) for each in entries(database) if each.kind == "hit"]
    recorded(database, hits_of(msgspec.structs.replace(shift("x", at=NOW), version=2)))
    with database.write() as tx:
        assert not restore(tx, "hit", old)
        assert isinstance(old, HitEntry)
        assert restore(tx, "hit", msgspec.structs.replace(old, edition=99))
