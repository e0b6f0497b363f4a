"""The ledger's sums hold whatever happens to watches, targets, clocks and messages meanwhile."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runtime.sqlite import Database
from search.alerts.carrying import NotArrived, Post
from search.alerts.courier import Courier
from search.alerts.local import MIGRATIONS, Alerts, operations
from search.alerts.operations import Trouble
from search.alerts.targets import Target
from search.index import MIGRATIONS as INDEX
from search.index import SqliteIndex
from tests.fakes.clock import ManualClock
from tests.fakes.documents import DAY, shift
from tests.fakes.watches import rule
from wire import Watch

OUTCOMES: dict[str, NotArrived | None] = {
    "arrives": None,
    "again": NotArrived("500"),
    "never": NotArrived("550", "message"),
    "gone": NotArrived("410", "target"),
}
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("news"), st.sampled_from("abc"), st.booleans()),
        st.tuples(st.just("send"), st.sampled_from(sorted(OUTCOMES)), st.just(False)),
        st.tuples(
            st.just("wait"), st.sampled_from(["60", "4000", "90000", "-7000"]), st.just(False)
        ),
        st.tuples(st.just("watch"), st.sampled_from("uv"), st.booleans()),
        st.tuples(st.just("mute"), st.sampled_from("uvo"), st.booleans()),
        st.tuples(st.just("target"), st.sampled_from("xy"), st.booleans()),
        st.tuples(st.just("trouble"), st.just(""), st.booleans()),
    ),
    max_size=25,
)


class Rehearsal:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock(DAY + timedelta(hours=1))
        self.database = Database.open(folder / "parley.db", (*INDEX, *MIGRATIONS))
        self.index = SqliteIndex(self.database)
        self.alerts = Alerts(self.database, self.clock)
        self.outcome: NotArrived | None = None
        self.versions: dict[str, int] = {}
        early = DAY - timedelta(days=9)
        self.watches: dict[str, Watch] = {
            "u": rule("u", targets=("x", "y"), created_at=early),
            "v": rule("v", targets=("x",), created_at=early),
            "o": Watch(
                id="o",
                name="o",
                kind="operations",
                subject="operation",
                targets=("y",),
                created_at=early,
            ),
        }
        with self.database.write() as tx:
            for each in self.watches.values():
                self.alerts.put(tx, each)
            for name in "xy":
                self.alerts.put_target(tx, Target(name=name, url=f"https://{name}.example/"))

    async def carry(self, target: Target, post: Post) -> NotArrived | None:
        return self.outcome

    async def write(self, work: Callable[[sqlite3.Connection], None]) -> None:
        with self.database.write() as tx:
            work(tx)

    async def send(self) -> None:
        courier = Courier(
            self.database, self.carry, self.clock, self.write, chance=lambda: 0.5, per_hour=2
        )
        for _ in range(3):
            courier.look()
            await asyncio.sleep(0)
            await asyncio.gather(*courier.tasks)

    async def happen(self, what: str, which: str, flag: bool) -> None:
        if what == "news":
            self.versions[which] = self.versions.get(which, 0) + 1
            found = shift(which, party=which, version=self.versions[which], removed=flag)
            status = "confirmed" if self.versions[which] % 2 else "provisional"
            found = msgspec.structs.replace(found, status=status)
            with self.database.write() as tx:
                self.index.apply(tx, shifts=[found])
                self.alerts.take(tx, [found], {})
        elif what == "send":
            self.outcome = OUTCOMES[which]
            await self.send()
        elif what == "wait":
            self.clock.advance(float(which))
        elif what == "watch":
            with self.database.write() as tx:
                self.alerts.put(tx, msgspec.structs.replace(self.watches[which], removed=flag))
        elif what == "mute":
            until = self.clock.now() + timedelta(days=400) if flag else None
            muted = msgspec.structs.replace(self.watches[which], muted_until=until)
            with self.database.write() as tx:
                self.alerts.put(tx, muted)
        elif what == "target":
            with self.database.write() as tx:
                if flag:
                    self.alerts.remove_target(tx, which)
                else:
                    made = Target(name=which, url=f"https://{which}.example/")
                    self.alerts.put_target(tx, made)
        else:
            trouble = Trouble("silence", "a", DAY, "silent", "silent")
            with self.database.write() as tx:
                operations.tell(tx, "silence", [trouble] if flag else [], self.clock.now())


async def played(events: list[tuple[str, str, bool]]) -> None:
    with TemporaryDirectory() as folder:
        rehearsal = Rehearsal(Path(folder))
        for event in events:
            await rehearsal.happen(*event)
            accounts = rehearsal.alerts.accounts()
            assert all(each.balanced for each in accounts.values()), accounts
        rehearsal.alerts.close()
        rehearsal.database.close()


@settings(max_examples=40, deadline=None)
@given(EVENTS)
@example([("mute", "o", True), ("trouble", "", True), ("trouble", "", False)])
@example([("trouble", "", True), ("send", "gone", False), ("trouble", "", False)])
@example([("news", "a", False), ("watch", "u", True), ("send", "arrives", False)])
def test_matched_is_told_waiting_failed_or_held_back_at_every_moment(
    events: list[tuple[str, str, bool]],
) -> None:
    asyncio.run(played(events))
