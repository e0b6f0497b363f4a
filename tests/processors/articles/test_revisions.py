"""Which revision is the newest, and its number: a function of the set, not of arrival."""

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.articles import newest, ranked
from tests.fakes.facts import day, report
from wire import Article

TEXTS = st.sampled_from(["first", "second", "third"])
REVISIONS = st.lists(st.tuples(TEXTS, st.integers(0, 6)), min_size=1, max_size=8)


def revision(text: str, fetched: int) -> Article:
    return report(text=text, fetched_at=day(fetched), first_seen_at=day(fetched))


def test_nothing_is_known_of_no_revision() -> None:
    assert ranked([]) == []
    assert newest([]) is None


def test_revisions_are_numbered_by_fetch() -> None:
    known = ranked([revision("second", 2), revision("first", 0)])
    assert [(each.version, each.text) for each in known] == [(1, "first"), (2, "second")]


def test_a_fetch_of_the_same_text_is_no_revision() -> None:
    known = ranked([revision("first", 0), revision("first", 3)])
    assert [(each.version, each.fetched_at) for each in known] == [(1, day(0))]


def test_a_text_that_comes_back_is_a_revision_again() -> None:
    texts = ["first", "second", "first"]
    known = ranked(revision(text, number) for number, text in enumerate(texts))
    assert [each.text for each in known] == texts


def test_the_earliest_sight_counts_for_every_revision() -> None:
    found = newest([revision("second", 2), revision("first", 0)])
    assert found is not None
    assert found.text == "second"
    assert found.first_seen_at == day(0)


def test_two_texts_fetched_at_once_are_ordered_by_their_hash() -> None:
    one, other = revision("first", 1), revision("second", 1)
    expected = max(one, other, key=lambda each: each.content_hash)
    found = newest([one, other])
    assert found is not None
    assert found.text == expected.text
    assert newest([other, one]) == found


def test_moments_are_compared_not_their_spelling() -> None:
    east = timezone(timedelta(hours=5))
    late = revision("late", 1)
    early = report(text="early", fetched_at=(day(1) - timedelta(hours=1)).astimezone(east))
    found = newest([late, early])
    assert found is not None
    assert found.text == "late"


def test_revisions_of_two_articles_are_refused() -> None:
    with pytest.raises(ValueError, match="several articles"):
        ranked([report("one"), report("two")])


@given(REVISIONS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(rows: list[tuple[str, int]], random: object) -> None:
    revisions = [revision(text, fetched) for text, fetched in rows]
    shuffled = [*revisions, *revisions[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(shuffled) == ranked(revisions)
    assert [each.version for each in ranked(revisions)] == list(
        range(1, len(ranked(revisions)) + 1)
    )
