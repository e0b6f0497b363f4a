"""Alerts are found by watch, party, issue, state and time; each with what became of it."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from runtime.sqlite import Database
from search.alerts.finding import Wanted
from search.alerts.local import MIGRATIONS, AlertDesk, Alerts
from search.index import MIGRATIONS as INDEX
from search.index import BadCursor, Document, SqliteIndex
from tests.fakes.clock import ManualClock
from tests.fakes.documents import DAY, article, day, shift, statement
from tests.fakes.watches import rule, watch
from wire import Article, Shift, Statement

EARLY = DAY - timedelta(days=30)
TOLD = {"targets": ("desk",), "created_at": EARLY}


class Room:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(DAY + timedelta(hours=1))
        self.database = Database.open(folder / "parley.db", (*INDEX, *MIGRATIONS))
        self.index = SqliteIndex(self.database)
        self.alerts = Alerts(self.database, self.clock)
        self.desk = AlertDesk(self.database, self.alerts)

    def take(self, *documents: Document) -> None:
        with self.database.write() as tx:
            self.index.apply(
                tx,
                [each for each in documents if isinstance(each, Article)],
                [each for each in documents if isinstance(each, Statement)],
                [each for each in documents if isinstance(each, Shift)],
            )
            self.alerts.take(tx, documents, {"seen": DAY})

    def subjects(self, **wanted: object) -> list[str]:
        found = self.desk.alerts(Wanted(**wanted), 50)  # type: ignore[arg-type]
        assert found.next is None
        assert found.total == len(found.alerts)
        assert {each.id for each in self.desk.every_alert(Wanted(**wanted))} == {  # type: ignore[arg-type]
            each.id for each in found.alerts
        }
        return [each.subject_id.rpartition("-")[2] for each in found.alerts]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.alerts.close()
    made.database.close()


@pytest.fixture
def filled(room: Room) -> Room:
    """Two shifts, one confirmed and one taken back, a statement of two parties, an article."""
    room.desk.keep(rule("shifts", **TOLD))
    room.desk.keep(watch("words", query="dam", **TOLD))
    room.desk.keep(watch("papers", query="river", subject="article", **TOLD))
    joint = msgspec.structs.replace(
        statement("joint", "The dam stays", issue="navigation", at=day(2)),
        parties=("Borduria", "São Tomé"),
        party=None,
        issues=("navigation", "trade"),
    )
    room.take(shift("x"), shift("y", party="Borduria", at=day(1)), joint, article("a", at=day(3)))
    room.take(msgspec.structs.replace(shift("x"), version=2, status="confirmed"))
    room.take(shift("y", party="Borduria", at=day(1), version=2, removed=True))
    return room


def test_the_newest_come_first_retracted_ones_too(filled: Room) -> None:
    assert filled.subjects() == ["a", "joint", "y", "x"]


def test_each_filter_narrows_and_they_add_up(filled: Room) -> None:
    assert filled.subjects(watch_id="shifts") == ["y", "x"]
    assert filled.subjects(party="borduria") == ["joint", "y"]
    assert filled.subjects(party="Sao Tome") == ["joint"]
    assert filled.subjects(issue="trade") == ["joint"]
    assert filled.subjects(state="retracted") == ["y"]
    assert filled.subjects(state="confirmed") == ["a", "joint", "x"]
    assert filled.subjects(after=day(1), before=day(3)) == ["joint", "y"]
    assert filled.subjects(watch_id="words", party="Borduria", issue="navigation") == ["joint"]
    assert filled.subjects(watch_id="words", party="Ruritania") == []


def test_pages_follow_each_other_without_a_gap_also_at_equal_times(room: Room) -> None:
    room.desk.keep(rule("shifts", **TOLD))
    room.take(*(shift(f"{n:02}", party=f"P{n}", at=day(n % 3)) for n in range(17)))
    seen, cursor = list[str](), None
    while True:
        found = room.desk.alerts(Wanted(), 5, cursor)
        seen += [each.id for each in found.alerts]
        assert found.total == 17
        cursor = found.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 17


@pytest.mark.parametrize(
    "place", [["relevance", 5, ""], ["date", 2**62, "x"], ["date", -(2**62), "x"], "nothing"]
)
def test_a_cursor_of_something_else_is_refused(room: Room, place: object) -> None:
    text = base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")
    with pytest.raises(BadCursor):
        room.desk.alerts(Wanted(), 5, text)


def test_what_became_of_an_alert_is_told_in_order(filled: Room) -> None:
    by_subject = {each.subject_id: each.id for each in filled.desk.every_alert(Wanted())}
    steps = filled.desk.steps([by_subject["2026-05-shift-x"], by_subject["2026-05-shift-y"]])
    assert [
        [(each.version, each.what, each.state) for each in found] for found in steps.values()
    ] == [
        [(1, "new", "provisional"), (2, "confirmed", "confirmed")],
        [(1, "new", "provisional"), (2, "retracted", "retracted")],
    ]
    assert all(each.says for found in steps.values() for each in found)


def test_a_copy_is_no_step(room: Room) -> None:
    room.desk.keep(watch("words", query="table", **TOLD))
    words = "We will not return to the table before the blockade of the river is lifted"
    room.take(statement("a", words))
    room.take(statement("b", words, at=day(1)))
    (alert,) = room.desk.every_alert(Wanted())
    assert alert.copies == 2
    assert [each.what for each in room.desk.steps([alert.id])[alert.id]] == ["new"]


def test_what_a_target_was_told_and_what_is_on_its_way(filled: Room) -> None:
    found = {each.subject_id: each.id for each in filled.desk.every_alert(Wanted())}
    (first, second) = filled.desk.told([found["2026-05-shift-x"]])[found["2026-05-shift-x"]]
    assert (first.target, first.state, first.what, first.digest) == (
        "desk",
        "waiting",
        "new",
        False,
    )
    assert (second.version, second.what, second.done_at) == (2, "confirmed", None)
    assert first.due == filled.clock.now()


def test_changes_are_numbered_for_those_who_listen(filled: Room) -> None:
    latest, none = filled.desk.changed_since(None)
    assert none == []
    assert filled.desk.changed_since(latest) == (latest, [])
    filled.take(shift("z", at=day(1)))
    number, (changed,) = filled.desk.changed_since(latest)
    assert number == latest + 1
    alert = filled.desk.alert(changed)
    assert alert is not None
    assert alert.subject_id == "2026-05-shift-z"
    assert filled.desk.alert("2026-05-nothing") is None


def test_watches_with_what_they_raised(filled: Room) -> None:
    standing = filled.desk.standing()
    assert standing["shifts"] == (1, DAY)
    assert standing["papers"] == (1, day(3))
    assert filled.desk.parties(1) == ["Borduria"]
    filled.desk.keep(msgspec.structs.replace(rule("shifts", **TOLD), removed=True))
    assert [each.id for each in filled.desk.watches()] == ["papers", "words"]
    assert [each.id for each in filled.desk.alerted(9)] == ["papers", "shifts", "words"]
    assert [each.id for each in filled.desk.alerted(1)] == ["shifts"]
    assert list(filled.desk.named(["words", "nothing", "shifts"])) == ["words", "shifts"]
    gone = filled.desk.watch("shifts")
    assert gone is not None
    assert gone.removed
    assert filled.subjects(watch_id="shifts") == ["y", "x"]


def test_a_takedown_leaves_nothing_to_find_an_alert_by(filled: Room) -> None:
    told = shift("x")
    with filled.database.write(erasing=True) as tx:
        filled.index.erase(tx, "2026-05-article-a")
        filled.alerts.take(tx, [msgspec.structs.replace(told, version=9, removed=True)], {})
        filled.alerts.erase(tx, "2026-05-article-a")
    assert filled.subjects(party="Ruritania") == []
    assert filled.subjects(watch_id="shifts", state="retracted") == ["y", "x"]


def test_pruning_forgets_what_alerts_were_found_by(filled: Room) -> None:
    with filled.database.write() as tx:
        filled.alerts.prune(tx, day(60))
    assert filled.subjects() == []
    assert filled.desk.parties(9) == []
    assert filled.desk.changed_since(0) == (0, [])
