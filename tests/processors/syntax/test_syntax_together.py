"""Texts parsed in one go are parsed as each alone."""

import pytest

from processors.syntax import ParsedText, together
from processors.syntax.together import parse_together
from tests.fakes.parsed import parser

TEXTS = [
    "Norland left. It came back.",
    "",
    "OSLO — Norland said ‘we will stay’.\n\nSudland was glad.\n",
    "   ",
    "Line one of it.\nLine two.",
    "“Never,” said Norland.",
]


def seen(parsed: ParsedText) -> list[tuple[int, int, list[tuple[int, str, list[str]]]]]:
    """Paragraphs, their pieces and how these were understood."""
    return [
        (p.start, p.end, [(at, doc.text, [t.dep_ for t in doc]) for at, doc in p.docs])
        for p in parsed.paragraphs
    ]


def test_together_and_alone_are_the_same() -> None:
    for text, parsed in zip(TEXTS, parse_together(parser(), TEXTS), strict=True):
        assert parsed.text == text
        assert seen(parsed) == seen(parser().parse(text))
        for sentence in parsed.sentences():
            assert 0 <= sentence.start < sentence.end <= len(text)


def test_what_is_too_long_together_is_parsed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MOST_CHARACTERS", 40)
    found = parse_together(parser(), TEXTS)
    assert [seen(p) for p in found] == [seen(parser().parse(text)) for text in TEXTS]


def test_no_texts_give_no_parses() -> None:
    assert parse_together(parser(), []) == []
