"""A reader's verdict: one at a time, with versions that count on, and no news in a repetition."""

import msgspec

from search.verdicts import given, taken_back
from search.verdicts.giving import MAX_NOTE, MAX_READER
from tests.fakes.documents import DAY, day, shift

SHIFT = msgspec.structs.replace(shift("x", version=3), made_by="core 1")


def test_a_verdict_says_what_was_looked_at() -> None:
    found = given(None, SHIFT, "wrong-party", reader="  Anna \n Berg ", note=" the union ", now=DAY)
    assert found is not None
    assert (found.shift_id, found.shift_version, found.version) == (SHIFT.id, 3, 1)
    assert (found.party, found.issue, found.made_by) == ("Ruritania", "talks", "core 1")
    assert (found.reader, found.note) == ("Anna Berg", "the union")
    assert found.id.startswith("2026-05-")


def test_a_change_of_mind_is_the_next_version_of_the_same() -> None:
    first = given(None, SHIFT, "right", reader="Anna", note="", now=DAY)
    second = given(first, SHIFT, "wrong", reader="Anna", note="", now=day(1))
    assert first is not None
    assert second is not None
    assert (second.id, second.version, second.at) == (first.id, 2, day(1))
    assert given(second, SHIFT, "wrong", reader="Anna", note="because", now=day(2)) is not None


def test_the_same_again_is_no_news() -> None:
    first = given(None, SHIFT, "right", reader="Anna", note="sure", now=DAY)
    assert given(first, SHIFT, "right", reader="Anna", note=" sure ", now=day(1)) is None


def test_what_was_taken_back_can_be_given_again() -> None:
    first = given(None, SHIFT, "right", reader="Anna", note="", now=DAY)
    gone = taken_back(first, day(1))
    assert gone is not None
    assert (gone.removed, gone.version) == (True, 2)
    assert taken_back(gone, day(2)) is None
    assert taken_back(None, day(2)) is None
    again = given(gone, SHIFT, "right", reader="Anna", note="", now=day(3))
    assert again is not None
    assert (again.removed, again.version) == (False, 3)


def test_two_readers_do_not_share_a_verdict() -> None:
    mine = given(None, SHIFT, "right", reader="Anna", note="", now=DAY)
    yours = given(None, SHIFT, "right", reader="Bert", note="", now=DAY)
    assert mine is not None
    assert yours is not None
    assert mine.id != yours.id


def test_what_is_too_long_is_cut() -> None:
    found = given(None, SHIFT, "right", reader="A" * 1000, note="n" * 9999, now=DAY)
    assert found is not None
    assert (len(found.reader), len(found.note)) == (MAX_READER, MAX_NOTE)
