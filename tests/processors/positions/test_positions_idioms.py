"""Set phrases that tell a position by themselves."""

import pytest

from processors.positions.idioms import idioms
from tests.fakes.parsed import doc_of


@pytest.mark.parametrize(
    ("text", "value", "act"),
    [
        ("The patience of the islanders is running out.", -2, "threaten"),
        ("Our patience is not endless.", -2, "threaten"),
        ("They will go to court over the ferry.", -2, "threaten"),
        ("That will happen over my dead body.", -2, "reject"),
        ("Enough is enough.", -2, "reject"),
        ("At noon the guns will fall silent.", 2, "coop"),
        ("We are here to listen.", 1, "offer"),
        ("They know where to find us.", 1, "offer"),
        ("We have come a little closer.", 1, "offer"),
        ("We would meet them halfway.", 1, "offer"),
        ("The duke is playing for time.", -1, "criticise"),
        ("The duke acted in bad faith.", -1, "criticise"),
        ("The duke is dragging his feet.", -1, "criticise"),
        ("They moved the goalposts.", -1, "criticise"),
    ],
)
def test_a_set_phrase_tells_its_position(text: str, value: int, act: str) -> None:
    assert [(j.value, j.act) for j, _ in idioms(list(doc_of(text)))] == [(value, act)]


@pytest.mark.parametrize(
    "text",
    [
        "We are not playing for time.",
        "The duke has patience.",
        "We keep a close watch.",
        "We are here to stay.",
        "Grapes and nuts.",
    ],
)
def test_what_is_denied_or_only_alike_is_no_set_phrase(text: str) -> None:
    assert list(idioms(list(doc_of(text)))) == []


def test_a_phrase_is_placed_at_its_first_word() -> None:
    doc = doc_of("He said, after lunch, that the guns will be silent.")
    ((judgement, token),) = idioms(list(doc))
    assert (token.text, judgement.head) == ("guns", token.i)
