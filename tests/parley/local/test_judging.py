"""A reader's verdict reaches the shift: in the store, the index and the history."""

from pathlib import Path

from parley.local.store import LocalStore
from tests.fakes.clock import ManualClock
from tests.fakes.facts import report, statement_in
from wire import Shift


def test_a_verdict_takes_a_shift_out_of_the_index_and_gives_it_back(tmp_path: Path) -> None:
    with LocalStore.open(tmp_path, ManualClock()) as store:
        for identity, when, stance in (("one", 0, 2), ("two", 5, -2)):
            article = report(identity, when)
            with store.database.write() as tx:
                changes = store.sets.put(
                    tx, article, [statement_in(article, stance, f"{identity} on the river")]
                )
                store.index.apply(tx, shifts=changes.shifts)
        (shift,) = changes.shifts
        store.verdicts.give(shift, "wrong", "Anna")
        assert store.index.get("shift", shift.id) is None
        assert [each.reason for each in store.history(shift.id)][1:] == ["a reader's verdict"]
        assert store.verdicts.revise(shift.id, "right", "Anna")
        back = store.index.get("shift", shift.id)
        assert isinstance(back, Shift)
        assert back.status == "confirmed"
        store.verdicts.take_back(shift.id, "Anna")
        again = store.index.get("shift", shift.id)
        assert isinstance(again, Shift)
        assert again.status == "provisional"
