"""What a statement demands of the other side."""

import pytest

from processors.positions.conditions import condition_of
from processors.positions.requirements import requirement_of
from tests.fakes.parsed import doc_of


def required(text: str) -> str | None:
    tokens = list(doc_of(text))
    return requirement_of(tokens, None, condition_of(tokens, text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We will sign only if the troops leave.", "only if the troops leave"),
        ("We will not sign until the ban is lifted.", "until the ban is lifted"),
        ("We demand that the port be opened.", "that the port be opened"),
        ("Norway demanded the release of its men.", "the release of its men"),
        ("They insist on a guarantee.", "on a guarantee"),
        ("Iceland must withdraw its boats by Friday.", "Iceland must withdraw its boats by Friday"),
        ("The company has to raise wages.", "The company has to raise wages"),
    ],
)
def test_what_is_demanded_is_told_in_its_words(text: str, words: str) -> None:
    assert required(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "We will sign if the ban is lifted.",
        "We must defend ourselves.",
        "They did not demand the release of the men.",
        "The minister had to leave early.",
        "They have talked for hours.",
        "There must be a way.",
        "We agreed to the plan.",
    ],
)
def test_what_is_no_demand_of_another_is_none(text: str) -> None:
    assert required(text) is None


def test_the_verb_that_reports_it_may_be_the_demand() -> None:
    doc = doc_of("Norway demanded the release of its men.")
    words = [token for token in doc if token.i > 1]
    assert requirement_of(words, doc[1], None) == "the release of its men"
    assert requirement_of([], doc[1], None) is None
