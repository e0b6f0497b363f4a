"""What a timeline keeps when old facts leave it."""

from processors.shifts import MEMORY, fold, shifts
from processors.shifts.memory import LOOK_BACK
from tests.fakes.facts import day, said

SYLDAVIA, BORDURIA = ("Syldavia",), ("Borduria",)


def test_memory_is_two_years() -> None:
    assert MEMORY.days == 730


def test_the_last_position_towards_each_side_stays() -> None:
    timeline = [
        said(-2, 0, "never", counterparties=SYLDAVIA),
        said(2, 10, "yes", counterparties=SYLDAVIA + BORDURIA),
        said(-2, 20, "not you", counterparties=BORDURIA),
        said(2, 30, "gladly", counterparties=SYLDAVIA),
    ]
    kept = fold(timeline, day(100))
    assert [(fact.quote, fact.counterparties) for fact in kept] == [
        ("not you", BORDURIA),
        ("gladly", SYLDAVIA),
    ]
    assert fold(kept, day(100)) == kept


def test_a_joint_position_is_kept_for_whom_it_still_stands() -> None:
    timeline = [
        said(2, 10, "yes", counterparties=SYLDAVIA + BORDURIA),
        said(-2, 20, "not you", counterparties=BORDURIA),
    ]
    assert [(fact.quote, fact.counterparties) for fact in fold(timeline, day(100))] == [
        ("yes", SYLDAVIA),
        ("not you", BORDURIA),
    ]


def test_a_word_to_nobody_is_kept() -> None:
    (kept,) = fold([said(1, 0, "perhaps"), said(2, 10, "yes")], day(100))
    assert (kept.quote, kept.counterparties) == ("yes", ())


def test_the_look_back_is_kept_whole() -> None:
    edge = day(100) - LOOK_BACK
    inside = [said(2, (edge - day(0)).days + n, f"yes {n}") for n in range(3)]
    assert fold(inside, day(100)) == inside


def test_what_most_made_of_it_stands() -> None:
    words = "the boats may pass from Friday on"
    timeline = [
        said(-1, 0, words, article="a"),
        said(-2, 0.1, words, article="b", outlet="The Herald"),
        said(-2, 0.2, words, article="c", outlet="The Star"),
    ]
    (kept,) = fold(timeline, day(100))
    assert (kept.article_id, kept.stance) == (timeline[0].article_id, -2)


def test_the_view_from_the_horizon_on_is_the_same() -> None:
    timeline = [
        said(2, 0, "yes", counterparties=SYLDAVIA),
        said(-2, 20, "no", counterparties=SYLDAVIA),
        said(2, 90, "yes after all", counterparties=SYLDAVIA),
        said(-2, 120, "no and no", counterparties=SYLDAVIA),
        said(2, 150, "well then", counterparties=SYLDAVIA),
    ]
    horizon = day(100)
    whole = shifts(timeline, horizon)
    assert len(whole) == 2
    assert shifts(fold(timeline, horizon), horizon) == whole
