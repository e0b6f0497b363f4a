"""Interviews in lines of questions and answers."""

from processors.quotes import find_quotations
from processors.quotes.dialogue import is_interview, questions
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
