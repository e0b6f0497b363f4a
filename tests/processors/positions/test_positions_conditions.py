"""Conditions, deadlines, red lines, and the changes that words presuppose."""

from datetime import date

import pytest

from processors.positions.changes import is_past, presupposed, told_to_turn
from processors.positions.composition import judge
from processors.positions.conditions import condition_of, deadline_of, is_red_line
from tests.fakes.parsed import doc_of, root_of


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("We will sign if the ban is lifted.", "if", "if the ban is lifted"),
        ("We will not sign until the ban is lifted.", "until", "until the ban is lifted"),
        ("We will return only when the duty is gone.", "only", "only when the duty"),
        ("We will return provided the duty is gone.", "if", "provided the duty is gone"),
        ("No town may leave the list without clean data.", "until", "without clean data"),
        ("We will free them in exchange for our own.", "if", "in exchange for our own"),
        ("First the names come off.", "only", "First the names come off."),
        ("We will not sign without a guarantee.", "until", "without a guarantee"),
        ("They may not sign, we think, without a vote.", "until", "without a vote"),
        ("We will sign as soon as the toll is gone.", "if", "as soon as the toll is gone"),
        ("They can meet so long as the guns rest.", "if", "so long as the guns rest"),
        ("We will sign only after the vote.", "only", "only after the vote"),
        ("We will sign after the vote.", "if", "after the vote"),
        ("Nobody eats before the guests come.", "until", "before the guests come"),
        ("We stay until they go.", "until", "until they go"),
        ("We will sign unless the toll stays.", "until", "unless the toll stays"),
        ("We will act alone should the works be restarted.", "if", "the works be restarted"),
        ("We will sign on the understanding that they go.", "if", "that they go"),
        ("We will sign whenever they come.", "if", "whenever they come"),
    ],
)
def test_a_condition_is_found_with_its_words(text: str, kind: str, words: str) -> None:
    found = condition_of(list(doc_of(text)), text)
    assert found is not None
    assert found.kind == kind
    assert words in found.text


@pytest.mark.parametrize(
    "text",
    [
        "They asked if we would sign.",
        "We will sign as they wish.",
        "We signed before the guests came.",
        "He came and sat without a word.",
        "They say he came to sit without a word.",
        "They waited until we went.",
        "When the line stopped, they went home.",
        "After the meeting they signed.",
        "We will sign tomorrow.",
        "First they closed the river.",
        "We will not sign before Christmas.",
        "They stay away until April.",
        "They will not leave until 2027.",
        "We will sign after all.",
        "They should lift the ban at once.",
        "They will sign shortly after taking office.",
        "The minister would stay, hours before the vote was lost.",
        "They are traded as if they were goods.",
        "They should lift the ban.",
        "",
    ],
)
def test_what_only_looks_like_a_condition_is_none(text: str) -> None:
    tokens = list(doc_of(text)) if text else []
    assert condition_of(tokens, text) is None


def test_deadlines_and_red_lines() -> None:
    assert deadline_of("They must answer by Friday or leave.") == "by Friday"
    assert deadline_of("They have to answer within ten days.") == "within ten days"
    assert deadline_of("They stood by the river.") is None
    assert is_red_line("This is a red line for us.")
    assert is_red_line("The border is non-negotiable.")
    assert is_red_line("Our fishing zone is not negotiable.")
    assert not is_red_line("They painted a red door.")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Norland resumed the talks.", -2, 2),
        ("Norland suspended the talks.", 2, -2),
        ("Norland has dropped its demand.", -1, 2),
        ("Norland lifted the ban.", -2, 2),
        ("Norland no longer refuses the plan.", -2, 1),
        ("Norland postponed the release of the prisoners.", 2, -2),
    ],
)
def test_verbs_of_change_presuppose_the_opposite(text: str, before: int, after: int) -> None:
    head = root_of(text)
    found = judge(head)
    assert found is not None
    change = presupposed(found, head, text)
    assert change is not None
    assert (change.before, change.after) == (before, after)
    assert change.direction == ("softening" if after > before else "hardening")
    assert change.words == text


@pytest.mark.parametrize(
    "text",
    [
        "Norland could lift the ban.",
        "Norland did not lift the ban.",
        "Norland lifted the ban in 2019.",
        "Norland demanded that the ban be lifted.",
        "Norland signed the agreement.",
        "Norland lifted the ban two years ago.",
        "Norland lifted the ban last month.",
        "Norland is weighing whether to lift the ban.",
        "Norland offered to lift the ban.",
        "Norland agreed to a truce.",
    ],
)
def test_what_has_not_happened_or_is_long_past_is_no_change(text: str) -> None:
    head = root_of(text)
    found = judge(head)
    assert found is not None
    assert presupposed(found, head, text) is None


@pytest.mark.parametrize(
    ("times", "past"),
    [
        ("on May 19", True),
        ("on 19 May", True),
        ("on May 24", False),
        ("on Tuesday", False),
        ("on May 22", False),
        ("on May 21", True),
        ("on February 29", False),
        ("on December 30", True),
        ("on February 31", False),
        ("", False),
    ],
)
def test_a_day_well_before_publication_is_past(times: str, past: bool) -> None:
    assert is_past(times, date(2026, 5, 25)) is past


def test_a_day_of_last_year_is_past_in_january() -> None:
    assert is_past("on December 1", date(2026, 1, 5))
    assert not is_past("on June 1", date(2026, 5, 25))


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("For the first time, Norway agreed to talks.", -1),
        ("In a sharp reversal, Norway agreed to talks.", -1),
        ("Norway reversed course and agreed to talks.", -1),
        ("Norway agreed to talks.", None),
        ("Norway had agreed to talks for the first time.", None),
    ],
)
def test_a_sentence_may_say_itself_that_a_position_has_turned(
    text: str, before: int | None
) -> None:
    (verb,) = [token for token in doc_of(text) if token.text == "agreed"]
    found = told_to_turn(verb, 2)
    assert (found.before if found else None) == before
    against = told_to_turn(verb, -2)
    assert (against.direction if against else None) == ("hardening" if before else None)
    assert told_to_turn(verb, 0) is None
