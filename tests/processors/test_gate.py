"""Which sentences the fast profile reads, and that it reads no others."""

import re

import pytest

from processors.gate import reporting, telling
from processors.quotes import find_quotations
from processors.syntax import Parser, quoted_regions

NORLAND = "Norland"
"""The party of these texts: where its name stands, a party is named."""


def named_in(text: str) -> list[int]:
    """The places of its name, in order."""
    return [found.start() for found in re.finditer(NORLAND, text)]


def read_for_positions(text: str) -> list[str]:
    """What of a paragraph is read, in order."""
    passages = telling(named_in(text))
    return [text[a:b] for a, b in passages(text, 0, len(text), quoted_regions(text))]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("It rained. Norland withdrew its troops. It snowed.", ["Norland withdrew its troops. "]),
        ("Norland is cold. It lifted the ban. She came.", ["It lifted the ban. "]),
        ("It rained. A club suspended its coach. It snowed.", []),
        ("A club suspended its coach in Norland. It snowed.", []),
        (
            "The club was suspended by Norland. It snowed.",
            ["The club was suspended by Norland. "],
        ),
        ("Norland is a cold place. Its roads are long.", []),
        ("It rained. The envoy said so. It snowed.", ["The envoy said so. "]),
        ("Norland didn't retaliate. It rained.", ["Norland didn't retaliate. "]),
        (
            "She is a nurse of Norland. It is cold, she said. It snowed.",
            ["She is a nurse of Norland. It is cold, she said. "],
        ),
        ("She is a nurse of Norland. She is cold, her aides say.", ["She is cold, her aides say."]),
    ],
)
def test_for_positions_sentences_are_read_in_which_a_party_may_act_as_well(
    text: str, read: list[str]
) -> None:
    assert read_for_positions(text) == read


def test_words_in_marks_are_read_where_parties_are_named() -> None:
    text = "“Rain over all the hills of the land. Snow at the coast,” said the envoy. Sleet."
    assert read_for_positions(text) == [",” said the envoy. "]
    passages = telling([0])
    whole = [text[a:b] for a, b in passages(text, 0, len(text), quoted_regions(text))]
    assert whole == [text.removesuffix("Sleet.")]


def test_a_party_named_long_before_is_not_pointed_back_to() -> None:
    text = "Norland is cold. " + "Rain fell on the hills. " * 20 + "It lifted the ban."
    assert read_for_positions(text) == []


def test_what_is_not_read_stays_a_paragraph() -> None:
    text = "Rain in the hills.\n\n“Rain.”\n\nShe left, he said."
    parsed = Parser("fast").parse(text, telling([]))
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
