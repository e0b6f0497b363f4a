"""Questions that ask nothing, threats against anyone, blame, and what is left to others."""

import pytest

from processors.positions.composition import judge
from processors.positions.leading import leading_clause
from processors.positions.rhetoric import asked, is_rhetorical, left_to_others
from processors.positions.stance import read_position
from processors.positions.wording import Wording
from tests.fakes.parsed import doc_of, root_of


@pytest.mark.parametrize(
    ("text", "rhetorical"),
    [
        ("Why should we believe a king who lies?", True),
        ("But who would sign such a paper?", True),
        ("How can we sit with them?", True),
        ("What is there to discuss?", True),
        ("When will the ferry leave?", False),
        ("Why should we believe them, and we said so.", False),
    ],
)
def test_a_question_that_asks_nothing(text: str, *, rhetorical: bool) -> None:
    assert is_rhetorical(text) is rhetorical
    found = asked(list(doc_of(text)), text)
    assert (found is not None and found[0].value == -1) is rhetorical


def test_no_words_ask_and_leave_nothing() -> None:
    assert asked([], "Why should we?") is None
    assert left_to_others([], "It is up to them.") is None


def test_the_clause_inside_a_rhetorical_question_is_not_believed() -> None:
    found = leading_clause(list(doc_of("Who would sign the truce?")), None, False, None)
    assert found is not None
    assert found[0].value == -1


@pytest.mark.parametrize(
    "text",
    [
        "It is not for the bank to judge the two drafts.",
        "That is up to the islanders.",
        "The decision rests with the council.",
        "Each island decides where it sells its fish.",
    ],
)
def test_what_is_left_to_others_is_no_position(text: str) -> None:
    assert read_position(Wording(list(doc_of(text)))).stance == 0


def test_what_somebody_decides_is_left_to_nobody() -> None:
    text = "The council decided to lift the ban."
    assert left_to_others(list(doc_of(text)), text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Anyone who comes near the dam will pay for it.", -2),
        ("Any boat that crosses the line will be turned round.", -2),
        ("Whoever touches our boats will regret it.", -2),
        ("Those who break the law would be found.", -2),
        ("Any prisoner who asks will be pardoned.", 2),
    ],
)
def test_what_awaits_anyone_who_does_it(text: str, value: int) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "text", ["Norland will regret the delay.", "Anyone who came was glad.", "Any boat will sail."]
)
def test_who_is_somebody_or_not_warned(text: str) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert found.act != "threaten"


def test_what_would_have_been_is_blame() -> None:
    blamed = judge(root_of("The strike would not have begun if the board had paid."))
    only_thought = judge(root_of("The strike would have begun on Monday."))
    assert blamed is not None
    assert only_thought is not None
    assert (blamed.value, blamed.act) == (-1, "criticise")
    assert only_thought.act != "criticise"
