"""The rank of speakers, and what it decides where a party contradicts itself."""

import pytest

from processors.shifts import shifts
from processors.shifts.rank import Rank, rank
from processors.shifts.weight import weight
from tests.fakes.facts import said


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Norwegian Prime Minister", Rank.HEAD),
        ("president of the Dockers' Union", Rank.HEAD),
        ("Secretary-General", Rank.HEAD),
        ("vice president", Rank.MINISTER),
        ("Deputy Prime Minister", Rank.MINISTER),
        ("minister of fisheries", Rank.MINISTER),
        ("Foreign Secretary", Rank.MINISTER),
        ("deputy foreign minister", Rank.SPOKESPERSON),
        ("presidential spokesman", Rank.SPOKESPERSON),
        ("spokeswoman of the prime minister", Rank.SPOKESPERSON),
        ("former president", Rank.OFFICIAL),
        ("senior official", Rank.OFFICIAL),
        ("ambassador", Rank.OFFICIAL),
        ("", Rank.SPOKESPERSON),
        (None, Rank.SPOKESPERSON),
    ],
)
def test_the_rank_of_a_role(role: str | None, expected: Rank) -> None:
    assert rank(role) == expected


def test_deeds_then_heads_ministers_spokespeople_officials_sources_hearsay() -> None:
    ranked = [
        said(1, 0, kind="act"),
        said(1, 0, role="prime minister"),
        said(1, 0, role="foreign minister"),
        said(1, 0, role="spokesman"),
        said(1, 0, role="ambassador"),
        said(1, 0, role="prime minister", anonymous=True),
        said(1, 0, role="prime minister", own_words=False),
    ]
    weights = [weight(each) for each in ranked]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == len(weights)


def _directions(second: dict[str, object]) -> list[str]:
    """A promise, then on one day a refusal by the president and another promise."""
    given = [
        said(2, 0, "we will sign"),
        said(-2, 5, "we will never sign", role="president"),
        said(2, 5.1, "we want to sign soon", **second),
    ]
    return [shift.direction for shift in shifts(given)]


def test_an_unnamed_source_does_not_take_back_what_a_president_says() -> None:
    assert _directions({"anonymous": True}) == ["hardening"]
    assert _directions({"role": "foreign minister"}) == []
