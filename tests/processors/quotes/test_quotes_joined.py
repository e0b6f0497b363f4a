"""The two readers joined: candidates, links, the choice among them, and what comes out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.quotes import Quotation, Reader, reader_of
from processors.quotes.joining.forest import Forest
from processors.quotes.joining.pieces import Pieces, shared
from processors.quotes.joining.selection import chosen
from processors.syntax import Parser

REPORT = """The envoy said the talks would go on. “We are close,” said Anna Berg, the foreign \
minister. “Nobody leaves.”

According to two officials, a text is ready. Berg believes that it will hold.

Rain fell all day on the lake."""


@pytest.fixture(scope="module")
def accurate() -> Reader:
    return reader_of("accurate")


@pytest.fixture(scope="module")
def fast() -> Reader:
    return reader_of("fast")


def words(found: list[Quotation], text: str) -> list[str]:
    return [" … ".join(text[a:b] for a, b in q.spans) for q in found]


def test_both_profiles_read_a_plain_report(parser: Parser, accurate: Reader, fast: Reader) -> None:
    parsed = parser.parse(REPORT)
    for reader in (accurate, fast):
        found = reader.quotations(parsed)
        said = words(found, REPORT)
        assert (said[0], said[2]) == ("the talks would go on", "a text is ready")
        assert {"We are close", "Nobody leaves"} <= {p.strip(",") for p in said[1].split(" … ")}
        assert found[1].speaker is not None
        assert found[1].speaker.name == "Anna Berg"
        assert all(0 < q.confidence <= 1 for q in found)


def test_nothing_is_said_where_nobody_speaks(parser: Parser, accurate: Reader) -> None:
    assert accurate.quotations(parser.parse("Rain fell all day on the lake.")) == []
    assert accurate.quotations(parser.parse("")) == []


def test_with_all_of_rules_every_finding_of_the_rules_is_there(
    parser: Parser, accurate: Reader
) -> None:
    parsed = parser.parse(REPORT + "\n\nBerg rejected the offer.")
    everything = accurate.quotations(parsed, all_of_rules=True)
    assert "the offer" in words(everything, parsed.text)
    assert all(q.by_syntax for q in everything if parsed.text[q.start : q.end] == "the offer")


def test_an_interviewer_says_nothing_and_the_interviewed_all(
    parser: Parser, accurate: Reader
) -> None:
    text = "An interview with Anna Berg.\n\nQ: You said it rains. Does it?\n\nA: It does not rain."
    found = accurate.quotations(parser.parse(text))
    assert [text[q.start : q.end] for q in found][-1] == "It does not rain"
    assert not any(text.index("Q:") < q.start < text.index("A:") for q in found)


def test_who_is_cited_or_asked_is_neither_words_nor_their_speaker(
    parser: Parser, accurate: Reader
) -> None:
    cited = (
        "The truce would begin on Sunday, the Lowick Times reported, citing a source close to it."
    )
    (found,) = accurate.quotations(parser.parse(cited))
    assert found.speaker is not None
    assert found.speaker.text == "a source close to it"
    asked = "Blum was asked, “If you had known, would you have told her?” He answered, “No idea.”"
    first, second = accurate.quotations(parser.parse(asked))
    assert first.speaker is None
    assert second.speaker is not None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "'",
                "said",
                "that",
                "Anna",
                "Berg",
                ".",
                ",",
                "\n\n",
                "–",
                "é",
                "\u200b",
            ]
        ),
        max_size=60,
    )
)
def test_any_text_gives_disjoint_spans_in_range_and_the_same_twice(parts: list[str]) -> None:
    text = " ".join(parts)
    parsed = PARSER.parse(text)
    found = READER.quotations(parsed)
    assert found == READER.quotations(parsed)
    letters = [i for q in found for a, b in q.spans for i in range(a, b) if text[i].isalnum()]
    assert len(letters) == len(set(letters))
    assert all(0 <= a < b <= len(text) for q in found for a, b in q.spans)


PARSER = Parser()
READER = reader_of("accurate")


def test_a_forest_adds_the_leaves_that_a_row_falls_into() -> None:
    forest = Forest(
        np.array([[0, 1, 1]], dtype=np.int16),
        np.array([[0.5, 2.0, 4.0]], dtype=np.float32),
        np.array([[-2.0, -1.0, 1.0, 2.0]], dtype=np.float32),
    )
    rows = np.array([[0, 1], [0, 3], [1, 3], [1, 5]], dtype=np.float32)
    assert forest.depth == 2
    assert np.allclose(forest.chances(rows), 1 / (1 + np.exp([2, 1, -1, -2])))
    assert len(forest.chances(rows[:0])) == 0


def test_the_likeliest_stay_and_push_out_what_they_overlap() -> None:
    chances = np.array([0.5, 0.9, 0.8, 0.1], dtype=np.float32)
    every = Pieces.of([[(0, 3)], [(2, 5)], [(5, 7)], [(8, 9)]])
    mutual = shared(every, every, np.arange(10))
    assert list(chosen(chances, mutual, 0.3)) == [1, 2]
    assert list(chosen(chances, mutual, 0.05)) == [1, 2, 3]
