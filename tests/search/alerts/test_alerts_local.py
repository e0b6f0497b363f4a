"""Alerts in the store: the same whatever the order and repetition, and every unit accounted."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.sqlite import Database
from search.alerts.local import MIGRATIONS, Alerts
from search.alerts.local import watches as rows
from search.index import MIGRATIONS as INDEX
from search.index import Document, SqliteIndex
from search.index.documents import kind_of
from tests.fakes.clock import ManualClock
from tests.fakes.documents import DAY, article, day, shift, statement
from tests.fakes.watches import rule, watch
from wire import Article, Shift, Statement, Watch

WORDS = "We will not return to the table before the blockade of the river is lifted"
OTHERS = "The harvest was good this year and the roads are dry as they have ever been"


class Desk:
    """A store with an index and alerts, and a clock an hour after the documents."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(DAY + timedelta(hours=1))
        self.database = Database.open(folder / "parley.db", (*INDEX, *MIGRATIONS))
        self.index = SqliteIndex(self.database)
        self.alerts = Alerts(self.database, self.clock)

    def watch(self, *watches: Watch) -> None:
        with self.database.write() as tx:
            for each in watches:
                self.alerts.put(tx, each)

    def take(self, *documents: Document) -> None:
        with self.database.write() as tx:
            self.index.apply(
                tx,
                [each for each in documents if isinstance(each, Article)],
                [each for each in documents if isinstance(each, Statement)],
                [each for each in documents if isinstance(each, Shift)],
            )
            self.alerts.take(tx, documents, {"seen": DAY})

    def deliveries(self) -> list[tuple[str, str, str]]:
        with self.database.read() as connection:
            return connection.execute(
                "SELECT watch_id, what, state FROM deliveries ORDER BY watch_id, version"
            ).fetchall()

    def close(self) -> None:
        self.alerts.close()
        self.database.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


EARLY = DAY - timedelta(days=30)


def test_a_shift_is_told_once_by_two_watches_of_one_person_and_once_to_another(
    desk: Desk,
) -> None:
    told = {"targets": ("desk",), "created_at": EARLY}
    desk.watch(
        rule("a", **told),
        rule("b", party="Ruritania", **told),
        rule("c", owner="other", targets=("other",), created_at=EARLY),
        rule("d", party="Syldavia", **told),
    )
    desk.take(shift("x"))
    assert desk.deliveries() == [("a", "new", "waiting"), ("c", "new", "waiting")]
    accounts = desk.alerts.accounts()
    assert accounts["b"].suppressed == {"other_watch": 1}
    assert (accounts["d"].scanned, accounts["d"].matched) == (1, 0)
    assert len(desk.alerts.alerts()) == 2
    assert [each.watch_ids for each in desk.alerts.alerts("b")] == [("a", "b")]
    assert desk.alerts.alerts()[0].stamps == {"seen": DAY}
    assert all(each.balanced for each in accounts.values())


def test_a_watch_of_one_target_more_tells_that_target(desk: Desk) -> None:
    desk.watch(
        rule("a", targets=("x",), created_at=EARLY),
        rule("b", targets=("x", "y"), created_at=EARLY),
    )
    desk.take(shift("x"))
    with desk.database.read() as connection:
        found = connection.execute("SELECT watch_id, target FROM deliveries").fetchall()
    assert sorted(found) == [("a", "x"), ("b", "y")]


def test_from_provisional_to_retracted_is_one_alert_and_four_messages(desk: Desk) -> None:
    desk.watch(rule("a", targets=("desk",), created_at=EARLY))
    first = shift("x")
    desk.take(first)
    desk.take(msgspec.structs.replace(first, version=2, confidence=0.8))
    desk.take(msgspec.structs.replace(first, version=3, status="confirmed"))
    desk.take(msgspec.structs.replace(first, version=4, status="confirmed", mixed_signals=True))
    desk.take(msgspec.structs.replace(first, version=5, removed=True))
    assert [what for _, what, _ in desk.deliveries()] == [
        "new",
        "confirmed",
        "amended",
        "retracted",
    ]
    account = desk.alerts.accounts()["a"]
    assert (account.matched, account.withdrawn) == (4, 1)
    assert account.suppressed == {"copy": 1}
    assert account.balanced
    assert desk.alerts.alerts() == []


def test_what_is_taken_again_changes_nothing(desk: Desk) -> None:
    desk.watch(rule("a", targets=("desk",), created_at=EARLY))
    desk.take(shift("x"))
    desk.take(shift("x"))
    assert len(desk.deliveries()) == 1
    assert desk.alerts.accounts()["a"].matched == 1


def test_a_removed_watch_lets_what_waits_go_and_meets_nothing(desk: Desk) -> None:
    mine = rule("a", targets=("desk",), created_at=EARLY)
    desk.watch(mine)
    desk.take(shift("x"))
    desk.watch(msgspec.structs.replace(mine, removed=True))
    desk.take(shift("y"))
    desk.take(msgspec.structs.replace(shift("x"), version=2, removed=True))
    assert desk.deliveries() == [("a", "new", "suppressed")]
    account = desk.alerts.accounts()["a"]
    assert account.suppressed == {"watch_removed": 2}
    assert account.balanced


def test_names_are_taken_once_while_the_watch_stands(desk: Desk) -> None:
    desk.watch(watch("a"))
    second = msgspec.structs.replace(watch("b"), name="a")
    with pytest.raises(rows.NameTaken, match="'a'"):
        desk.watch(second)
    desk.watch(msgspec.structs.replace(watch("a"), removed=True))
    desk.watch(second)
    assert [each.id for each in desk.alerts.watches()] == ["b"]


def test_a_watch_that_cannot_be_read_costs_no_other(desk: Desk) -> None:
    desk.watch(watch("broken", query='"no end'), watch("whole", query="talks"))
    desk.take(statement("s"))
    assert desk.alerts.accounts()["whole"].matched == 1
    assert desk.alerts.accounts()["broken"].balanced


def test_a_takedown_leaves_no_word(desk: Desk) -> None:
    desk.watch(
        watch("a", query="secret", subject="article", targets=("desk",), created_at=EARLY),
        rule("b", targets=("desk",), created_at=EARLY),
    )
    told = article("a", "A very secretive secret indeed.", title="Hushhush")
    broken = shift("x", after="Hushhush all talks", after_article=told.id)
    desk.take(told, broken)
    gone = msgspec.structs.replace(told, removed=True, version=2, text="", title="")
    with desk.database.write(erasing=True) as tx:
        desk.index.erase(tx, told.id)
        away = msgspec.structs.replace(broken, removed=True, version=2)
        desk.alerts.take(tx, (gone, away), {})
        assert desk.alerts.erase(tx, told.id) == 2
    desk.database.compact()
    desk.database.close()
    kept = b"".join(path.read_bytes() for path in desk.database.path.parent.glob("parley.db*"))
    assert b"ushhush" not in kept
    assert b"secretive" not in kept


def test_pruning_keeps_the_numbers(desk: Desk) -> None:
    desk.watch(rule("a", targets=("desk",), created_at=EARLY), rule("b"))
    desk.take(shift("x"), shift("y", party="Borduria"))
    before = desk.alerts.accounts()
    with desk.database.write() as tx:
        assert desk.alerts.prune(tx, day(90)) == 2
    assert desk.alerts.accounts() == before
    assert desk.alerts.alerts() == []


TEXTS = st.sampled_from([WORDS, f"{WORDS} now", f"{WORDS} he said today", OTHERS, "No"])
DOCUMENTS = st.one_of(
    st.builds(
        lambda n, t, d, v, r: statement(n, t, at=day(d), version=v, removed=r),
        st.sampled_from("abcdefg"),
        TEXTS,
        st.integers(0, 9),
        st.just(1),
        st.booleans(),
    ),
    st.builds(
        lambda n, v, s, r: msgspec.structs.replace(
            shift(n, version=v, removed=r), status=s, party="Ruritania"
        ),
        st.sampled_from("xy"),
        st.integers(1, 3),
        st.sampled_from(["provisional", "confirmed"]),
        st.booleans(),
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(DOCUMENTS, max_size=14))
def test_the_end_is_the_same_in_any_order_and_every_unit_is_accounted(
    documents: list[Document],
) -> None:
    """The newest state of each document, come by in many ways, makes the same alerts."""
    watches = [
        watch("a", query="river OR harvest", targets=("desk",)),
        watch("b", query="", targets=("desk", "other")),
        rule("c", only_confirmed=True, targets=("desk",), created_at=EARLY),
        rule("d", owner="you"),
    ]
    last = {each.id: each for each in documents}
    last = {
        name: msgspec.structs.replace(each, version=99 + documents.index(each))
        for name, each in last.items()
    }
    exports = []
    for arrivals in (
        [*documents, *last.values()],
        [*last.values()],
        [*reversed(list(last.values())), *last.values()],
    ):
        with TemporaryDirectory() as folder:
            desk = Desk(Path(folder))
            desk.watch(*watches)
            for each in arrivals:
                known = desk.index.get(kind_of(each), each.id)
                if known is None or known.version <= each.version:
                    desk.take(each)
            exports.append(
                [
                    msgspec.structs.replace(each, version=0, replaces=None)
                    for each in desk.alerts.alerts()
                ]
            )
            accounts = desk.alerts.accounts()
            assert all(each.balanced for each in accounts.values()), accounts
            desk.close()
    assert exports[0] == exports[1] == exports[2]
