"""What readers' verdicts make of shifts, in whatever order they come."""

from datetime import timedelta
from itertools import permutations

import msgspec
import pytest

from processors.shifts import judged, shifts
from tests.fakes.facts import START, said
from wire import Shift
from wire.verdict import Verdict, verdict_id
from wire.vocabulary import Judgement


def the_shift() -> Shift:
    (found,) = shifts([said(2, 0), said(-2, 5)])
    return found


def verdict(
    shift: Shift,
    judgement: Judgement,
    reader: str = "Anna",
    version: int = 1,
    removed: bool = False,
) -> Verdict:
    return Verdict(
        id=verdict_id(shift.id, reader),
        version=version,
        removed=removed,
        shift_id=shift.id,
        judgement=judgement,
        reader=reader,
        at=START + timedelta(days=9),
        party=shift.party,
        issue=shift.issue,
        direction=shift.direction,
    )


def test_without_a_verdict_all_stays() -> None:
    assert judged([the_shift()], []) == [the_shift()]


@pytest.mark.parametrize("judgement", ["wrong", "not-a-shift", "wrong-party"])
def test_a_shift_that_a_reader_takes_for_none_is_gone(judgement: Judgement) -> None:
    assert judged([the_shift()], [verdict(the_shift(), judgement)]) == []


def test_a_shift_that_a_reader_calls_right_is_confirmed() -> None:
    shift = the_shift()
    assert shift.status == "provisional"
    (after,) = judged([shift], [verdict(shift, "right")])
    assert after == msgspec.structs.replace(shift, status="confirmed")


def test_where_readers_disagree_the_evidence_decides() -> None:
    shift = the_shift()
    said = [verdict(shift, "right"), verdict(shift, "wrong", "Bert")]
    assert judged([shift], said) == [shift]


def test_a_verdict_taken_back_or_on_another_shift_says_nothing() -> None:
    shift = the_shift()
    other = msgspec.structs.replace(shift, id="2026-05-other")
    gone = verdict(shift, "wrong", version=2, removed=True)
    assert judged([shift], [gone, verdict(other, "wrong")]) == [shift]


def test_the_last_version_counts_whatever_the_order() -> None:
    shift = the_shift()
    said = [
        verdict(shift, "wrong", version=1),
        verdict(shift, "right", version=2),
        verdict(shift, "wrong", version=2, removed=True, reader="Bert"),
        verdict(shift, "wrong", version=1, reader="Bert"),
    ]
    for order in permutations(said):
        assert [each.status for each in judged([shift], order)] == ["confirmed"]
