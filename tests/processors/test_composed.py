"""Texts in composed and decomposed form: read alike, told in their own characters."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from processors.composed import composed, restored
from tests.fakes.reports import report
from wire import Speaker, Statement


def statement(**told: object) -> Statement:
    """A statement of three words, with what a test tells of it."""
    fields: dict[str, object] = {
        "id": "s",
        "article_id": "a",
        "version": 1,
        "start": 0,
        "end": 4,
        "spans": ((0, 4),),
        "text": "Café",
        "kind": "direct",
        "made_by": "test",
        "at": report("").published_at,
    }
    return Statement(**(fields | told))  # type: ignore[arg-type]


def test_a_composed_text_is_read_as_it_is() -> None:
    article = report("Café")
    same, places = composed(article)
    assert same is article
    assert places is None
    rows = [statement()]
    assert restored(rows, article.text, places) == rows


def test_a_decomposed_text_is_read_composed_and_its_places_are_kept() -> None:
    article = report("Cafe\u0301 e\u0301 o")
    read, places = composed(article)
    assert read.text == "Café é o"
    assert places == [0, 1, 2, 3, 5, 6, 8, 9, 10]


def test_statements_speak_the_texts_own_characters() -> None:
    text = "Rene\u0301: Cafe\u0301"
    _, places = composed(report(text))
    row = statement(
        start=6,
        end=10,
        spans=((6, 10),),
        cue=":",
        cue_start=4,
        cue_end=5,
        speaker=Speaker(text="René", start=0, end=4),
    )
    (told,) = restored([row], text, places)
    assert (told.start, told.end, told.spans) == (7, 12, ((7, 12),))
    assert told.text == "Cafe\u0301"
    assert told.cue == text[told.cue_start : told.cue_end] == ":"
    assert told.speaker == Speaker(text="Rene\u0301", start=0, end=5)


def test_what_has_no_place_stays_as_it_is() -> None:
    text = "e\u0301 Cafe\u0301"
    _, places = composed(report(text))
    row = statement(start=2, end=6, spans=((2, 6),), cue="says", speaker=Speaker(text="the mayor"))
    (told,) = restored([row], text, places)
    assert told.cue == "says"
    assert told.cue_start is None
    assert told.speaker == row.speaker


def test_pieces_of_one_statement_are_told_together() -> None:
    text = "e\u0301a b e\u0301c"
    _, places = composed(report(text))
    (told,) = restored([statement(start=0, end=7, spans=((0, 2), (5, 7)))], text, places)
    assert told.text == "e\u0301a … e\u0301c"
    assert (told.start, told.end) == (0, 9)


@given(st.text(max_size=60))
def test_every_place_of_any_text_has_one_in_its_own_characters(text: str) -> None:
    read, places = composed(report(text))
    assert unicodedata.is_normalized("NFC", read.text) or places is not None
    if places is not None:
        assert len(places) == len(read.text) + 1
        assert places == sorted(places)
        assert (places[0], places[-1]) == (0, len(text))
