"""How often shifts are right: each shift once, and an interval that known values hold fast."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from search.verdicts import Precision, precision, precision_by
from tests.fakes.documents import DAY
from wire import Verdict
from wire.verdict import verdict_id
from wire.vocabulary import JUDGEMENTS, Issue, Judgement


def verdict(
    name: str,
    judgement: Judgement,
    reader: str = "Anna",
    issue: Issue = "talks",
    gone: bool = False,
) -> Verdict:
    return Verdict(
        id=verdict_id(f"2026-05-{name}", reader),
        removed=gone,
        shift_id=f"2026-05-{name}",
        judgement=judgement,
        reader=reader,
        at=DAY,
        party="Ruritania",
        issue=issue,
        direction="hardening",
    )


def test_every_judgement_but_right_is_wrong() -> None:
    found = precision(verdict(each, each) for each in JUDGEMENTS)
    assert (found.right, found.wrong, found.disputed) == (1, 3, 0)
    assert found.share == 0.25


def test_ten_readers_of_one_shift_count_once() -> None:
    found = precision(verdict("x", "right", reader=str(n)) for n in range(10))
    assert (found.right, found.judged) == (1, 1)


def test_what_readers_disagree_on_is_counted_apart() -> None:
    found = precision([verdict("x", "right"), verdict("x", "wrong", "Bert"), verdict("y", "right")])
    assert (found.right, found.wrong, found.disputed) == (1, 0, 1)


def test_readers_who_find_it_wrong_for_different_reasons_agree() -> None:
    found = precision([verdict("x", "not-a-shift"), verdict("x", "wrong-party", "Bert")])
    assert (found.wrong, found.disputed) == (1, 0)


def test_what_was_taken_back_does_not_count() -> None:
    assert precision([verdict("x", "right", gone=True)]) == Precision()
    assert Precision().share is None
    assert Precision().interval == (0.0, 1.0)


# Newcombe, Statistics in Medicine 17 (1998), table I; the last by symmetry with 0 of 29.
@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0000),
    ],
)
def test_the_interval_is_wilson_s(right: int, judged: int, low: float, high: float) -> None:
    found = Precision(right, judged - right).interval
    assert found == pytest.approx((low, high), abs=0.0001)


@over(st.integers(0, 5000), st.integers(0, 5000))
def test_the_share_lies_in_its_interval_and_more_verdicts_narrow_it(right: int, wrong: int) -> None:
    found = Precision(right, wrong)
    low, high = found.interval
    assert 0 <= low <= high <= 1
    if found.share is None:
        return
    assert low - 1e-9 <= found.share <= high + 1e-9
    more = Precision(right * 2, wrong * 2).interval
    assert more[1] - more[0] < high - low


def test_by_issue_the_most_judged_first() -> None:
    found = precision_by(
        [
            verdict("a", "right", issue="trade"),
            verdict("b", "right"),
            verdict("c", "wrong"),
            verdict("d", "right", issue="other", gone=True),
        ],
        "issue",
    )
    assert [(name, each.right, each.judged) for name, each in found] == [
        ("talks", 1, 2),
        ("trade", 1, 1),
    ]
