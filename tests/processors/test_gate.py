"""Which paragraphs the fast profile reads, and that it reads no others."""

import pytest

from processors.gate import may_tell, reporting
from processors.quotes import find_quotations
from processors.syntax import Parser, quoted_regions


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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It rained. The envoy said so. It snowed.", ["The envoy said so. "]),
        ("Analysts doubt it. They add that it rains.", None),
        (
            "The theory that it rains is old. It is an old theory.",
            ["The theory that it rains is old. "],
        ),
        ("Sen. Other of St. Ives told nobody. Rain.", ["Sen. Other of St. Ives told nobody. "]),
        ("He came by one road: the old one. Rain.", ["He came by one road: the old one. "]),
        (
            "“It rains over all the hills. It snows at the coast,” said the envoy. Rain.",
            [",” said the envoy. "],
        ),
        ("Rain over the “best of all the roads in the land” stopped. She came.", []),
        (
            "“Rain over all the hills and roads!” beamed the envoy. She came.",
            ["!” beamed the envoy. "],
        ),
        ("Norland: talks off", None),
        ("No grounds for talks – Norland", None),
        ("A day in the hills", []),
        ("Minister denies talks", None),
    ],
)
def test_for_quotations_only_sentences_that_may_report_are_read(
    text: str, read: list[str] | None
) -> None:
    regions = quoted_regions(text)
    found = [text[a:b] for a, b in reporting(text, 0, len(text), regions)]
    assert found == ([text] if read is None else read)


def test_passages_of_a_paragraph_are_parsed_in_their_place() -> None:
    text = "It rained. He said so. It snowed.\n\nSHORE (AB) - It is cold. She agreed."
    parsed = Parser("fast").parse(text, reporting)
    assert ["".join(text[s.start : s.end]) for s in parsed.sentences()] == [
        "He said so.",
        "She agreed.",
    ]
    for paragraph in parsed.paragraphs:
        for offset, doc in paragraph.docs:
            assert text[offset:].startswith(doc.text)


def test_the_fast_profile_finds_what_the_accurate_one_finds() -> None:
    text = (
        "It rained all day. “We will not sign,” said Ann Other, the envoy. “Never.”\n\n"
        "Reporters waited. She told them: “The road is shut.” Norland believes that it opens.\n\n"
        "According to two aides, talks go on. It snowed."
    )
    fast = find_quotations(Parser("fast").parse(text, reporting))
    accurate = find_quotations(Parser("accurate").parse(text))
    assert [(q.spans, q.speaker and q.speaker.name) for q in fast] == [
        (q.spans, q.speaker and q.speaker.name) for q in accurate
    ]
    assert len(fast) >= 4
