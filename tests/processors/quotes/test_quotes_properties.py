"""What holds for the quotations of any text, and figures on corpora where they are at hand."""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.extraction import Extractor
from processors.quotes import Quotation, find_quotations, people
from processors.syntax import Parser
from tests.fakes.reports import report
from tests.fakes.stories import stories
from wire import Statement

SHARED = Path(__file__).parents[3] / ".." / "shared"
FRAGMENTS = st.sampled_from(
    [
        "Ada Brunner said ",
        "she said",
        "he added",
        "the ministry ",
        "told reporters ",
        "that ",
        '"',
        "“",
        "”",
        "‘",
        "’",
        ", ",
        ". ",
        ": ",
        "\n\n",
        "\n",
        "according to ",
        "the rebels’ ",
        "We will go home",
        "the talks had failed",
        "not ",
        "refused to ",
        "accused ",
        "the army ",
        "of looting",
        "who ",
        "and ",
        "(",
        ")",
        "— ",
        "… ",
        "😀",
        "e\u0301",
        "\u200f",
        "\ud800",
        "called it ",
        "GENEVA, May 2 (X) - ",
        "Mr. ",
        "in a statement ",
        "'s ",
        "its claim that ",
    ]
)


def assert_sound(text: str, found: list[Quotation]) -> None:
    covered: set[int] = set()
    for quotation in found:
        assert quotation.spans
        assert quotation.start == quotation.spans[0][0]
        assert quotation.end == quotation.spans[-1][1]
        for a, b in quotation.spans:
            assert 0 <= a < b <= len(text)
            assert any(c.isalnum() for c in text[a:b])
            letters = {i for i in range(a, b) if text[i].isalnum()}
            assert not letters & covered
            covered |= letters
        if quotation.cue is not None:
            assert text[quotation.cue.start : quotation.cue.end] == quotation.cue.text
        who = quotation.speaker
        if who is not None and who.start is not None:
            assert text[who.start : who.end] == who.text
        assert 0 <= quotation.confidence <= 1
    assert [q.start for q in found] == sorted(q.start for q in found)
    utterances = [q.utterance for q in found]
    assert utterances == sorted(utterances)


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(FRAGMENTS, max_size=25))
def test_any_text_gives_sound_quotations(parser: Parser, parts: list[str]) -> None:
    text = "".join(parts)
    assert_sound(text, find_quotations(parser.parse(text)))


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=400))
def test_any_unicode_gives_sound_quotations(parser: Parser, text: str) -> None:
    assert_sound(text, find_quotations(parser.parse(text)))


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(FRAGMENTS, max_size=12), noise=st.text(max_size=60), at=st.integers(0, 12))
def test_statements_stand_in_any_text_composed_or_not(
    parts: list[str], noise: str, at: int
) -> None:
    """Pieces are the text's own words, disjoint, in range, and the same when read again."""
    text = "".join([*parts[:at], noise, *parts[at:]])
    for form in (text, normalize("NFC", text), normalize("NFD", text)):
        statements = extractor().quotes(report(form))
        assert statements == extractor().quotes(report(form))
        assert_told(form, statements)


def assert_told(text: str, statements: Sequence[Statement]) -> None:
    """Every statement is of the text's own words, at the places it says."""
    for statement in statements:
        assert statement.text == " … ".join(text[a:b] for a, b in statement.spans)
        assert all(a < b <= len(text) for a, b in statement.spans)
        assert all(one[1] <= other[0] for one, other in pairwise(statement.spans))
        if statement.cue_start is not None:
            assert text[statement.cue_start : statement.cue_end] == statement.cue


@cache
def extractor() -> Extractor:
    return Extractor()


HOSTILE = [
    "",
    "“" * 10_000 + "a" + "”" * 10_000,
    "“a " * 10_000 + "”",
    "‘a " * 5_000,
    "'a " * 5_000,
    "``''" * 5_000,
    "»«" * 5_000,
    "said\n" * 3_000,
    "“We\nwill\nnot\nsign,”\nsaid\nAda\nBrunner.",
    "<p>&ldquo;No,&rdquo; said Ada Brunner.<br/><a href='x'>“more",
    "“NO,” SAID ADA BRUNNER. THE ARMY SAID IT HAD LEFT.",
    "“Nein,” sagte Anna. «Нет», сказала она. 「いいえ」と言った。",
    "\u200b“\u200dNo\u2060,”\u202e said \u2067Ada\u2069 Brunner.",
    "Q: Why?\n\nA:\n\nA: ",
    "A: : –",
    "– : “",
    '"' * 3_000,
    "‘" * 500 + "’" * 500,
    "“He said “she said “they said",
    '"No," ' * 300 + "she said.",
    "she said " * 2_000,
    "according to " * 300,
    "\u202b“לא,” אמר\u202c he said.",
    "Said said said said that that.",
    "according to",
    "per",
    ': "What is this?"',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_give_sound_quotations(parser: Parser, text: str) -> None:
    parsed = parser.parse(text)
    assert_sound(text, find_quotations(parsed))
    people(parsed)


@pytest.mark.parametrize("text", HOSTILE)
def test_both_readers_together_give_sound_statements_of_them(text: str) -> None:
    assert_told(text, extractor().quotes(report(text)))


def test_a_text_without_paragraphs_gives_sound_statements() -> None:
    text = stories(12, " ")
    found = extractor().quotes(report(text))
    assert len(found) > 24
    assert_told(text, found)


def test_the_same_text_gives_the_same_quotations(parser: Parser) -> None:
    text = "“No,” said Ada Brunner. She said the text was dead, according to an aide."
    assert find_quotations(parser.parse(text)) == find_quotations(parser.parse(text))


def test_a_paragraph_put_before_shifts_the_spans_alone(parser: Parser) -> None:
    text = "Ada Brunner said the text was dead. “It died on Monday,” she added."
    before = "Rain fell on the square.\n\n"
    plain, moved = (find_quotations(parser.parse(t)) for t in (text, before + text))
    assert [[(a + len(before), b + len(before)) for a, b in q.spans] for q in plain] == [
        list(q.spans) for q in moved
    ]
    assert [q.speaker.name for q in plain if q.speaker] == [
        q.speaker.name for q in moved if q.speaker
    ]


def gold_rows(name: str, step: int) -> list[dict[str, object]]:
    path = SHARED / "data" / "quotes" / name
    if not path.exists():
        pytest.skip(f"the corpus {name} is not at hand (it may not be shipped)")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][::step]


def letters(text: str, spans: list[list[int]]) -> frozenset[int]:
    return frozenset(i for a, b in spans for i in range(a, b) if text[i].isalnum())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("corpus", "step", "least"), [("polnear_dev.jsonl", 8, 0.55), ("wikinews_dev.jsonl", 2, 0.60)]
)
def test_f1_on_corpora(parser: Parser, corpus: str, step: int, least: float) -> None:
    """F1 over quotations that share 80 % of their letters with a reader's, greedily matched."""
    right = gold = given_ = 0
    for row in gold_rows(corpus, step):
        text = str(row["text"])
        quotes = row["quotes"]
        assert isinstance(quotes, list)
        wanted = [letters(text, q["spans"]) for q in quotes]
        found = [
            letters(text, [list(s) for s in q.spans]) for q in find_quotations(parser.parse(text))
        ]
        gold, given_ = gold + len(wanted), given_ + len(found)
        for one in found:
            best = max(wanted, key=lambda w: len(w & one) / len(w | one), default=frozenset())
            if best and len(best & one) >= 0.8 * len(best | one):
                wanted.remove(best)
                right += 1
    assert 2 * right / (gold + given_) >= least
