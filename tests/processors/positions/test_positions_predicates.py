"""What a verb takes as its object, its subject and its complement."""

import pytest

from processors.positions.predicates import predicate, subject_of
from tests.fakes.parsed import word_of


@pytest.mark.parametrize(
    ("text", "word", "key", "obj"),
    [
        ("Norland expressed support for talks.", "expressed", "express support", "talks"),
        ("Norland took part.", "took", "take part", None),
        ("Norland called off the raid.", "called", "call off", "raid"),
        ("Norland met on Friday.", "met", "meet", None),
        ("Norland returned to the table in May.", "returned", "return", "table"),
        ("The truce signed by Norland fell.", "signed", "sign", "truce"),
        ("The envoys waiting left.", "waiting", "wait", None),
        ("Norland hopes for peace.", "hopes", "hope", "peace"),
        ("Norland slept.", "slept", "sleep", None),
    ],
)
def test_the_object_of_a_verb(text: str, word: str, key: str, obj: str | None) -> None:
    found = predicate(word_of(text, word))
    assert found.key == key
    assert (found.obj.text if found.obj else None) == obj


@pytest.mark.parametrize(
    ("text", "word", "clause"),
    [
        ("Norland said it would sign.", "said", "sign"),
        ("Norland moved to close the border.", "moved", "close"),
        ("Norland slept.", "slept", None),
    ],
)
def test_the_complement_of_a_verb(text: str, word: str, clause: str | None) -> None:
    found = predicate(word_of(text, word))
    assert (found.clause.text if found.clause else None) == clause


@pytest.mark.parametrize(
    ("text", "word", "subject"),
    [
        ("The port was attacked by Norland.", "attacked", "Norland"),
        ("Norland came and went.", "went", "Norland"),
        ("Norland wants to sign.", "sign", "Norland"),
        ("Sign the truce.", "Sign", None),
    ],
)
def test_who_does_it(text: str, word: str, subject: str | None) -> None:
    found = subject_of(word_of(text, word))
    assert (found.text if found else None) == subject
