"""What a thing is called tells the position of whoever calls it so."""

import pytest

from processors.positions.naming import named
from tests.fakes.parsed import doc_of, word_of


@pytest.mark.parametrize(
    ("text", "cue", "value"),
    [
        ("Norland described it as a gesture of goodwill.", "described", 1),
        ("Norland called it an important decision.", "called", 1),
        ("Norland branded it an insult.", "branded", -1),
        ("Norland called it absurd.", "called", -1),
        ("Norland called it no breakthrough.", "called", None),
        ("Norland called it a herring.", "called", None),
        ("Norland called for a breakthrough.", "called", None),
        ("Norland painted a breakthrough.", "painted", None),
    ],
)
def test_the_name_that_a_cue_gives(text: str, cue: str, value: int | None) -> None:
    verb = word_of(text, cue)
    after = [t for t in doc_of(text) if t.i > verb.i]
    found = named(after, verb)
    assert (found[0].value if found else None) == value


def test_without_a_verb_nothing_is_named() -> None:
    words = list(doc_of("An insult."))
    assert named(words, None) is None
    assert named(words, words[0]) is None
