"""Positions that an adjective, a noun or a phrase tells: "is ready", "is a mistake"."""

import pytest

from processors.positions.composition import judge
from tests.fakes.parsed import root_of, word_of


@pytest.mark.parametrize(
    ("text", "value", "act"),
    [
        ("Norland is ready to talk.", 1, "offer"),
        ("Norland is ready to attack.", -2, "threaten"),
        ("Norland is ready for sanctions.", -1, "threaten"),
        ("Norland is ready for talks.", 1, "offer"),
        ("Norland is close to signing a truce.", 1, "offer"),
        ("Norland is ready to demand an apology.", 1, "offer"),
        ("Norland is unwilling.", -2, "reject"),
        ("Norland is unwilling to attack.", 1, "offer"),
        ("Norland is against the tariffs.", -1, "criticise"),
        ("Norland is against the truce.", -2, "reject"),
        ("Norland is unsure of the plan.", 0, "consider"),
        ("The plan is dangerous.", -1, "criticise"),
        ("A truce is necessary.", -1, "demand"),
        ("The attack was an outrage.", -1, "criticise"),
        ("The plan is a breakthrough.", 1, "support"),
        ("It is an illegal act.", -1, "criticise"),
        ("It is a constructive paper.", 1, "support"),
        ("The deal is on the table.", 1, "offer"),
        ("The deal is off the table.", -2, "reject"),
        ("The plan is under review.", 0, "consider"),
        ("Norland is in favour of talks.", 1, "offer"),
        ("There is a truce.", 1, "begin"),
        ("There is a chair.", 0, ""),
        ("There is nothing to discuss.", -2, "reject"),
        ("Norland has nothing to discuss.", -2, "reject"),
        ("The aim is to talk.", 2, "coop"),
        ("Norland is tall.", 0, ""),
        ("Norland is in a hurry.", 0, ""),
    ],
)
def test_what_is_said_of_a_subject(text: str, value: int, act: str) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert (found.value, found.act) == (value, act)


@pytest.mark.parametrize(
    ("text", "word", "value", "act"),
    [
        ("Norland stood there, not ready to talk.", "ready", -2, "reject"),
        ("Norland stood there, never willing to talk.", "willing", -2, "reject"),
        ("A Norland not unwilling to talk came.", "unwilling", 1, "offer"),
        ("A plan not dangerous at all came.", "dangerous", 0, "consider"),
        ("They saw no mistake in it.", "mistake", 0, "consider"),
    ],
)
def test_a_phrase_turned_by_not(text: str, word: str, value: int, act: str) -> None:
    found = judge(word_of(text, word))
    assert found is not None
    assert (found.value, found.act) == (value, act)


@pytest.mark.parametrize(
    ("text", "word"), [("Norland ate a pear.", "pear"), ("Norland ate a pear.", "a")]
)
def test_what_is_no_position(text: str, word: str) -> None:
    assert judge(word_of(text, word)) is None
