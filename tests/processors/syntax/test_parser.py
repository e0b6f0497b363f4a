"""The parse: offsets stay those of the article whatever stands in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.syntax import ParsedText, Parser
from processors.syntax import parser as module


def assert_aligned(parsed: ParsedText) -> None:
    for sentence in parsed.sentences():
        assert 0 <= sentence.start < sentence.end <= len(parsed.text)
        assert sentence.start == sentence.offset + sentence.span.start_char
        for token in sentence.span:
            start = sentence.offset + token.idx
            original = parsed.text[start : start + len(token)]
            assert len(original) == len(token)
            if token.is_alpha:
                assert original == token.text


def test_offsets_count_code_points_of_the_article(parser: Parser) -> None:
    text = "😀 Été.\n\n“We leave,” the e\u0301lder\u00a0envoy said.\u200f\n\n‘No,’ he added."
    parsed = parser.parse(text)
    assert_aligned(parsed)
    assert [p.index for p in parsed.paragraphs] == [0, 1, 2]
    assert text[slice(*parsed.paragraphs[2].regions[0][:2])] == "No,"


def test_sentences_know_their_paragraph(parser: Parser) -> None:
    parsed = parser.parse("He left. She stayed.\n\nThey met.")
    assert [(s.paragraph, parsed.text[s.start : s.end].strip()) for s in parsed.sentences()] == [
        (0, "He left."),
        (0, "She stayed."),
        (1, "They met."),
    ]


def test_a_dateline_is_a_sentence_of_its_own(parser: Parser) -> None:
    parsed = parser.parse("GENEVA, March 2 (Agency) - Norway said it would wait.")
    assert [parsed.text[s.start : s.end] for s in parsed.sentences()][-1] == (
        "Norway said it would wait."
    )


def test_each_word_is_parsed_once(parser: Parser) -> None:
    text = "One minister spoke.\n\n" + "Another one wept. " * 400
    parsed = parser.parse(text)
    starts = [s.offset + t.idx for s in parsed.sentences() for t in s.span if not t.is_space]
    assert len(starts) == len(set(starts))
    assert len(parsed.paragraphs[1].docs) > 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        '"' * 5_000,
        "“" * 3_000 + "”" * 10,
        "\ud800 lone surrogates \udfff here",
        "\x00\x00 null\x00 bytes",
        "\u202e\u202d\u200f right to left “כן” he said",
        "a" * 20_000,
        "😀" * 9_000,
        "e\u0301" * 5_000,
        "5 4 3 2 1",
    ],
)
def test_hostile_texts(parser: Parser, text: str) -> None:
    assert_aligned(parser.parse(text))


def test_what_is_too_long_is_parsed_as_far_as_the_limit(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CHARACTERS", 60)
    parsed = parser.parse("The first minister spoke here.\n\n" + "The second one did not. " * 9)
    assert not parsed.whole
    assert len(parsed.paragraphs) == 2
    assert {s.paragraph for s in parsed.sentences()} == {0}


def test_a_text_within_the_limit_is_whole(parser: Parser) -> None:
    assert parser.parse("A minister spoke.").whole


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_is_parsed_in_its_own_offsets(parser: Parser, text: str) -> None:
    assert_aligned(parser.parse(text))
