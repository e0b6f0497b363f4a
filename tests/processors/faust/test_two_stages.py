"""Both stages without servers: the same end state as the local shell's, whatever the order."""

from collections.abc import Sequence
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.faust import article_sets, timelines
from processors.faust.timelines import Change, Timeline
from processors.local import Sets
from processors.local.changes import Changes
from tests.fakes.clock import ManualClock
from tests.fakes.revisions import Put, distinct, puts
from tests.processors.local.test_sets_order import opened
from tests.processors.shifts.test_judged import verdict
from wire import PositionFacts
from wire.topics import key_of
from wire.verdict import Verdict
from wire.vocabulary import JUDGEMENTS

Rows = dict[tuple[str, str], Any]


def keep(rows: Rows, kind: str, row: Any) -> None:
    """What a store does that keeps the highest version of each row."""
    known = rows.get((kind, row.id))
    if known is None or known.version <= row.version:
        rows[kind, row.id] = row


def standing(rows: Rows) -> Rows:
    """The rows that hold, without the counters of shifts: those tell how it came about."""
    return {
        key: msgspec.structs.replace(row, version=1) if key[0] == "shift" else row
        for key, row in rows.items()
        if not row.removed
    }


class Stages:
    """The tables of both stages as dictionaries of bytes, and what a store downstream holds."""

    def __init__(self) -> None:
        self.articles: dict[str, bytes] = {}
        self.timelines: dict[str, Timeline] = {}
        self.rows: Rows = {}

    def read(self, put: Put, *, killed: bool = False) -> None:
        """One article through both; `killed`: its outputs are sent, its set is not written."""
        article, statements = put
        held = article_sets.unpacked(self.articles.get(article.id))
        changed, told = article_sets.put(held, article, statements)
        if told.reading is not None:
            keep(self.rows, "article", told.reading.article)
            for row in told.reading.statements:
                keep(self.rows, "statement", row)
        for message in told.positions:
            self.flag(message)
        if not killed:
            self.articles[article.id] = article_sets.packed(changed)

    def take_down(self, put: Put) -> None:
        """The article of this revision goes."""
        held = article_sets.unpacked(self.articles.get(put[0].id))
        changed, told = article_sets.take_down(held, put[0])
        assert told.reading is not None
        keep(self.rows, "article", told.reading.article)
        for row in told.reading.statements:
            keep(self.rows, "statement", row)
        for message in told.positions:
            self.flag(message)
        self.articles[put[0].id] = article_sets.packed(changed)

    def flag(self, message: PositionFacts) -> None:
        """One article's facts of one timeline."""
        self._take(timelines.put(self.timelines.get(key_of(message), Timeline()), message), message)

    def judge(self, verdict: Verdict, *, killed: bool = False) -> None:
        """What a reader holds of a shift; `killed`: told, and the timeline is not written."""
        held = self.timelines.get(key_of(verdict), Timeline())
        self._take(timelines.judge(held, verdict), verdict)
        if killed:
            self.timelines[key_of(verdict)] = held

    def _take(self, change: Change, message: PositionFacts | Verdict) -> None:
        for row in change.upserts:
            keep(self.rows, "shift", row)
        self.timelines[key_of(message)] = change.timeline


def local(
    rows: Sequence[Put], taken_down: Sequence[Put] = (), verdicts: Sequence[Verdict] = ()
) -> Rows:
    """What a reader of the local shell's changes holds."""
    held: Rows = {}
    with opened() as tx:
        sets = Sets(ManualClock())
        changes = [sets.put(tx, article, statements) for article, statements in rows]
        changes += [sets.takedown(tx, article.id) for article, _ in taken_down]
        changes += [Changes(shifts=sets.judge(tx, each)) for each in verdicts]
    for change in changes:
        for kind, found in (
            ("article", change.articles),
            ("statement", change.statements),
            ("shift", change.shifts),
        ):
            for row in found:
                keep(held, kind, row)
    return standing(held)


@settings(max_examples=80, deadline=None)
@given(st.lists(puts(), max_size=12), st.randoms(use_true_random=False))
def test_the_end_state_is_that_of_the_local_shell(rows: list[Put], random: Any) -> None:
    given_order = distinct(rows)
    shuffled = [*given_order, *given_order[:4]]
    random.shuffle(shuffled)
    stages = Stages()
    for row in shuffled:
        stages.read(row)
    assert standing(stages.rows) == local(given_order)


@settings(max_examples=80, deadline=None)
@given(st.lists(puts(), min_size=1, max_size=8), st.data())
def test_a_kill_between_outputs_and_table_repeats_and_loses_nothing(
    rows: list[Put], data: st.DataObject
) -> None:
    """After a kill the messages since the last commit come again, to tables that missed some."""
    given_order = distinct(rows)
    killed_at = data.draw(st.integers(0, len(given_order) - 1))
    committed = data.draw(st.integers(0, killed_at))
    stages = Stages()
    for row in given_order[:killed_at]:
        stages.read(row)
    stages.read(given_order[killed_at], killed=True)
    for row in given_order[committed:]:
        stages.read(row)
    assert standing(stages.rows) == local(given_order)


@settings(max_examples=40, deadline=None)
@given(st.lists(puts(), min_size=1, max_size=8), st.integers(0, 7))
def test_a_takedown_leaves_what_the_local_shell_leaves(rows: list[Put], which: int) -> None:
    given_order = distinct(rows)
    gone = given_order[which % len(given_order)]
    stages = Stages()
    for row in given_order:
        stages.read(row)
    stages.take_down(gone)
    assert standing(stages.rows) == local(given_order, [gone])


@settings(max_examples=80, deadline=None)
@given(st.lists(puts(), min_size=2, max_size=10), st.data())
def test_verdicts_leave_what_they_leave_in_the_local_shell(
    rows: list[Put], data: st.DataObject
) -> None:
    """On shifts that stand and on some that never do, before their evidence and after it."""
    given_order = distinct(rows)
    found = [row for key, row in local(given_order).items() if key[0] == "shift"]
    shifts = [*found, *(msgspec.structs.replace(each, id=f"{each.id}0") for each in found[:1])]
    verdicts: dict[tuple[str, int], Verdict] = {}
    for _ in range(data.draw(st.integers(0, 6)) if shifts else 0):
        made = verdict(
            data.draw(st.sampled_from(shifts)),
            data.draw(st.sampled_from(JUDGEMENTS)),
            data.draw(st.sampled_from(["Anna", "Bert"])),
            version=data.draw(st.integers(1, 3)),
            removed=data.draw(st.booleans()),
        )
        verdicts.setdefault((made.id, made.version), made)
    given_verdicts = list(verdicts.values())
    events: list[Put | Verdict] = [*given_order, *given_verdicts, *given_verdicts[:2]]
    events = data.draw(st.permutations(events))
    stages = Stages()
    for event in events:
        if isinstance(event, Verdict):
            if data.draw(st.booleans()):
                stages.judge(event, killed=True)
            stages.judge(event)
        else:
            stages.read(event)
    assert standing(stages.rows) == local(given_order, verdicts=given_verdicts)
