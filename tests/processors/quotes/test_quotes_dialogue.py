"""Interviews in lines of questions and answers."""

import pytest

from processors.quotes import find_quotations
from processors.quotes.dialogue import is_interview, questions, transcribed
from processors.syntax import Parser

TALK = """Ada Brunner leads the port. She spoke in May.

Q: Why is the bridge shut?

A: A ship struck it. We said so.

Question. When will it open?

Answer. Nobody knows."""


def test_who_is_interviewed_gives_the_answers_and_nobody_the_questions(parser: Parser) -> None:
    parsed = parser.parse(TALK)
    found = [q for q in find_quotations(parsed) if q.start > TALK.index("Q:")]
    assert [TALK[q.start : q.end] for q in found] == [
        "A ship struck it. We said so",
        "Nobody knows",
    ]
    assert [q.speaker.name for q in found if q.speaker] == ["Ada Brunner", "Ada Brunner"]
    assert {q.kind for q in found} == {"direct"}
    assert questions(TALK, parsed.paragraphs) == {1, 3}


def test_an_interview_with_nobody_named_has_no_speaker(parser: Parser) -> None:
    (found,) = find_quotations(parser.parse("Q: Why?\n\nA: Because it rains."))
    assert found.speaker is None


def test_a_letter_of_a_list_is_no_answer(parser: Parser) -> None:
    parsed = parser.parse("A: The bridge is shut.\n\nB: The road is open.")
    assert not is_interview(parsed.text, parsed.paragraphs)
    assert questions(parsed.text, parsed.paragraphs) == frozenset()
    assert find_quotations(parsed) == []


TRANSCRIPT = """The port's head spoke to the Lowick Echo.

Lowick Echo: Why is the bridge shut?

Ada Brunner: A ship struck it. Pia de Vries said "it leans".

Lowick Echo: When will it open?

Ada Brunner: Nobody knows."""


def test_each_line_of_a_transcript_is_said_by_the_name_before_it(parser: Parser) -> None:
    parsed = parser.parse(TRANSCRIPT)
    found = [q for q in find_quotations(parsed) if q.start > TRANSCRIPT.index("Echo: Why")]
    assert [TRANSCRIPT[q.start : q.end] for q in found] == [
        'A ship struck it. Pia de Vries said "it leans"',
        "Nobody knows",
    ]
    assert [q.speaker.name for q in found if q.speaker] == ["Ada Brunner", "Ada Brunner"]
    assert {(q.kind, q.cue.text) for q in found if q.cue} == {("direct", ":")}
    assert questions(TRANSCRIPT, parsed.paragraphs) == {1, 3}


def test_who_also_answers_is_heard_in_a_transcript(parser: Parser) -> None:
    text = "Lind: Will it hold?\n\nMoor: It will.\n\nLind: I doubt it.\n\nMoor: Wait."
    parsed = parser.parse(text)
    assert questions(text, parsed.paragraphs) == frozenset()
    assert [q.speaker.text for q in find_quotations(parsed) if q.speaker] == [
        "Lind", "Moor", "Lind", "Moor",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Name: Lowick\n\nHeight: 12\n\nName: Norland\n\nHeight: 9",
        "Lind: It will hold.\n\nLind: It does hold.\n\nMoor: It broke.",
        "he said: It will.\n\nshe said: No.\n\nhe said: It will.\n\nshe said: No.",
    ],
)
def test_labels_that_make_no_transcript(parser: Parser, text: str) -> None:
    assert transcribed(text, parser.parse(text).paragraphs) == {}
