"""Whatever happens, the ledger of each watch adds up, by itself and day by day."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from runtime.sqlite import Database
from search.alerts.ledger import Account, Day
from search.alerts.local import MIGRATIONS, AlertDesk, Alerts, outbox
from search.alerts.local.outbox import End
from search.index import MIGRATIONS as INDEX
from search.index import SqliteIndex
from tests.fakes import watches as made
from tests.fakes.clock import ManualClock
from tests.fakes.documents import DAY, shift, statement
from wire import Watch

NAMES = st.sampled_from("abc")
TEXTS = st.sampled_from(
    [
        "We will not return to the table before the blockade of the river is lifted",
        "We will not return to the table before the blockade of the river is lifted now",
        "The harvest was good",
        "No",
    ]
)
TARGETS = ("desk", "other")
WATCHES: tuple[Watch, ...] = (
    made.watch("river", query="river OR harvest", targets=TARGETS, created_at=DAY),
    made.watch("all", query="", targets=("desk",), created_at=DAY),
    made.watch("silent", query="no", created_at=DAY),
    made.rule("shifts", targets=TARGETS, mode="hourly", created_at=DAY),
    made.rule("sure", only_confirmed=True, targets=("desk",), created_at=DAY),
    made.rule("yours", owner="you", targets=("other",), created_at=DAY),
)


class History(RuleBasedStateMachine):
    """News, edits, removals, deliveries, failures, mutes, pruning, in any order, over days."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = ManualClock(DAY)
        self.database = Database.open(Path(self.folder.name) / "parley.db", (*INDEX, *MIGRATIONS))
        self.index = SqliteIndex(self.database)
        self.alerts = Alerts(self.database, self.clock)
        self.desk = AlertDesk(self.database, self.alerts)
        self.version = 0
        self.met = Counter[str]()

    def teardown(self) -> None:
        self.alerts.close()
        self.database.close()
        self.folder.cleanup()

    @initialize(chosen=st.sets(st.sampled_from(range(len(WATCHES))), min_size=1))
    def keep(self, chosen: set[int]) -> None:
        for number in chosen:
            self.desk.keep(WATCHES[number])

    @rule(name=NAMES, text=TEXTS, removed=st.booleans())
    def statement_comes(self, name: str, text: str, removed: bool) -> None:
        self.version += 1
        at = self.clock.now()
        found = statement(name, text, at=DAY, version=self.version, removed=removed)
        found = msgspec.structs.replace(found, at=at)
        with self.database.write() as tx:
            self.index.apply(tx, statements=[found])
            self.alerts.take(tx, [found], {})
        self.met["statement"] += not removed

    @rule(name=NAMES, confirmed=st.booleans(), removed=st.booleans())
    def shift_comes(self, name: str, confirmed: bool, removed: bool) -> None:
        self.version += 1
        found = msgspec.structs.replace(
            shift(name, version=self.version, removed=removed),
            status="confirmed" if confirmed else "provisional",
            at=self.clock.now(),
        )
        with self.database.write() as tx:
            self.index.apply(tx, shifts=[found])
            self.alerts.take(tx, [found], {})
        self.met["shift"] += not removed

    @rule(where=st.sampled_from(TARGETS), state=st.sampled_from(["delivered", "failed"]))
    def courier_comes(self, where: str, state: str) -> None:
        now = self.clock.now()
        with self.database.write() as tx:
            found = outbox.batch(tx, where, now)
            outbox.done(tx, where, found, End(state), now)  # type: ignore[arg-type]

    @rule(number=st.sampled_from(range(len(WATCHES))))
    def watch_is_removed(self, number: int) -> None:
        if self.desk.watch(WATCHES[number].id):
            self.desk.keep(msgspec.structs.replace(WATCHES[number], removed=True))

    @rule(number=st.sampled_from(range(len(WATCHES))), hours=st.integers(0, 60))
    def watch_is_muted(self, number: int, hours: int) -> None:
        until = self.clock.now() + timedelta(hours=hours)
        if self.desk.watch(WATCHES[number].id):
            self.desk.keep(msgspec.structs.replace(WATCHES[number], muted_until=until))

    @rule(where=st.sampled_from(TARGETS))
    def target_is_removed(self, where: str) -> None:
        with self.database.write() as tx:
            self.alerts.remove_target(tx, where)

    @rule(hours=st.sampled_from([1, 20, 800, -30]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(hours * 3600)

    @rule()
    def old_months_are_forgotten(self) -> None:
        with self.database.write() as tx:
            self.alerts.prune(tx, self.clock.now())

    @invariant()
    def every_account_balances_and_is_the_sum_of_its_days(self) -> None:
        for watch in self.desk.named(each.id for each in WATCHES).values():
            account = self.desk.account(watch.id)
            assert account.balanced, account
            assert account.scanned <= self.met[watch.subject]
            days = self.desk.days(watch.id)
            assert summed(watch.id, days) == without_waiting(account), days
            assert [each.day for each in days] == sorted({each.day for each in days})


def summed(watch_id: str, days: list[Day]) -> Account:
    """All days together as one account."""
    reasons = Counter[str]()
    for each in days:
        reasons.update(each.account.suppressed)
    return Account(
        watch_id=watch_id,
        scanned=sum(each.account.scanned for each in days),
        matched=sum(each.account.matched for each in days),
        withdrawn=sum(each.account.withdrawn for each in days),
        suppressed=dict(sorted(reasons.items())),
        delivered=sum(each.account.delivered for each in days),
        failed=sum(each.account.failed for each in days),
    )


def without_waiting(account: Account) -> Account:
    return Account(**{**account.__dict__, "waiting": 0})


History.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestHistory = History.TestCase
