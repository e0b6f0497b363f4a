"""What an outlet shows at a moment."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.demo.edition import Edition, editions
from parley.demo.newsroom import NewsroomError, bundled
from tests.fakes.newsroom import BEGIN, newsroom, story

HOUR = timedelta(hours=1)
BUNDLED = editions(bundled())


def edition(*stories: object) -> Edition:
    (made,) = editions([newsroom(*stories)])  # type: ignore[arg-type]
    return made


def shown(made: Edition, hours: float) -> list[str]:
    return [entry.current.title for entry in made.entries(BEGIN + hours * HOUR)]


def test_nothing_is_out_before_its_time() -> None:
    made = edition(story("a", 1), story("b", 3))
    assert shown(made, 0.99) == []
    assert shown(made, 1) == ["Title of a"]
    assert shown(made, 3) == ["Title of b", "Title of a"]


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    made = edition(
        story("a", 0),
        story("wrong", 1),
        story("b", 2),
        story("right", 3, revises="wrong", path="/news/wrong"),
        story("last", 4, revises="right", path="/news/wrong"),
    )
    assert shown(made, 2) == ["Title of b", "Title of wrong", "Title of a"]
    assert shown(made, 3) == ["Title of b", "Title of right", "Title of a"]
    assert shown(made, 9) == ["Title of b", "Title of last", "Title of a"]
    entry = made.entries(BEGIN + 9 * HOUR)[1]
    assert entry.first.published_at == BEGIN + HOUR
    assert entry.updated_at == BEGIN + 4 * HOUR


def test_changes_are_counted_and_foretold() -> None:
    made = edition(story("a", 1), story("b", 3, revises="a", path="/news/a"))
    at = [BEGIN + hours * HOUR for hours in (0, 1, 2, 3)]
    assert [made.out(moment) for moment in at] == [0, 1, 1, 2]
    assert [made.last_change(moment) for moment in at] == [None, at[1], at[1], at[3]]
    assert [made.next_change(moment) for moment in at] == [at[1], at[3], at[3], None]


def test_outlets_stand_in_the_order_of_their_first_stories() -> None:
    made = editions(
        [newsroom(story("a", 2, domain="b.example"), story("b", 1, domain="a.example"))]
    )
    assert [one.domain for one in made] == ["a.example", "b.example"]


def test_an_outlet_may_write_for_two_newsrooms_with_equal_ids() -> None:
    one = newsroom(story("a", 0), story("b", 1, revises="a", path="/news/a"), name="x")
    two = newsroom(story("a", 2, path="/other"), name="x")
    (made,) = editions([one, two])
    assert len({entry.first.id for entry in made.entries(BEGIN + 5 * HOUR)}) == 2
    assert [entry.current.path for entry in made.entries(BEGIN + 5 * HOUR)] == ["/other", "/news/a"]


def test_one_page_in_two_newsrooms_is_refused() -> None:
    with pytest.raises(NewsroomError, match="in two newsrooms, x and y"):
        editions([newsroom(story("a"), name="x"), newsroom(story("a", 1), name="y")])


def test_one_domain_under_two_names_is_refused() -> None:
    renamed = msgspec.structs.replace(story("b"), outlet="Another")
    with pytest.raises(NewsroomError, match="several names: Another, The Courant"):
        editions([newsroom(story("a")), newsroom(renamed)])


@given(st.integers(0, 60 * 24 * 90))
def test_each_line_of_revisions_is_shown_once_with_its_newest_words(minutes: int) -> None:
    now = BUNDLED[0].stories[0].published_at + timedelta(minutes=minutes)
    for made in BUNDLED:
        entries = made.entries(now)
        assert len({entry.current.path for entry in entries}) == len(entries)
        assert all(entry.updated_at <= now for entry in entries)
        superseded = {story.revises for story in made.stories if story.published_at <= now}
        assert not superseded & {entry.current.id for entry in entries}
        assert len(entries) + len(superseded - {None}) == made.out(now)
