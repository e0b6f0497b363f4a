"""Which paragraphs the fast profile reads, and that it reads no others."""

import pytest

from processors.gate import may_tell
from processors.syntax import Parser


@pytest.mark.parametrize(
    "paragraph",
    [
        "The envoy said nothing else.",
        "According to two aides, it rains.",
        "Norway withdrew its troops.",
        "The parties were to sign on Friday.",
        "Iceland didn't retaliate.",
        "The ban was lifted.",
    ],
)
def test_a_word_that_tells_lets_a_paragraph_pass(paragraph: str) -> None:
    assert may_tell(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    ["Snow in the hills, rain at the coast.", "The hotel is in Geneva.", "1,234 to 5", ""],
)
def test_a_paragraph_without_one_does_not(paragraph: str) -> None:
    assert not may_tell(paragraph)


def test_what_is_refused_is_not_parsed_but_stays_a_paragraph_unless_it_has_marks() -> None:
    parsed = Parser("fast", may_tell).parse("Rain in the hills.\n\n“Rain.”\n\nShe left, he said.")
    assert [len(p.docs) for p in parsed.paragraphs] == [0, 1, 1]
    assert [s.paragraph for s in parsed.sentences()] == [1, 2]
