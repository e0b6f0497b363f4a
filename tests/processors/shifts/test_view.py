"""The view of a timeline: a pure function of a set, and what a shift shows."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from processors.shifts import shifts
from tests.fakes.facts import change, day, said
from wire import PositionFact, Shift

QUOTES = ("the river stays shut", "our boats are ready to sail", "no boat will pass", "perhaps")


@st.composite
def facts(draw: st.DrawFn) -> PositionFact:
    stance = draw(st.integers(-2, 2))
    fields: dict[str, Any] = {
        "kind": draw(st.sampled_from(["act", "direct", "indirect"])),
        "outlet": draw(st.sampled_from(["The Courant", "The Herald"])),
        "article": draw(st.sampled_from("abcdefgh")),
        "ordinal": draw(st.integers(0, 2)),
        "counterparties": tuple(sorted(draw(st.sets(st.sampled_from(["Syldavia", "Borduria"]))))),
        "confidence": draw(st.sampled_from([0.2, 0.5, 0.9])),
        "start": draw(st.sampled_from([0, 400, 3000])),
    }
    if stance and draw(st.booleans()):
        fields["change"] = change(-stance, stance)
    when = draw(st.integers(0, 40)) / 2
    return said(stance, when, draw(st.sampled_from(QUOTES)), **fields)


TIMELINES = st.lists(facts(), max_size=14)


def one_reading(timeline: list[PositionFact]) -> list[PositionFact]:
    """A fact's id stands for one fact."""
    return list({fact.id: fact for fact in timeline}.values())


@settings(max_examples=100, deadline=None)
@given(TIMELINES, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(timeline: list[PositionFact], random: Any) -> None:
    given_order = one_reading(timeline)
    shuffled = [*given_order, *given_order[:5]]
    random.shuffle(shuffled)
    assert shifts(shuffled) == shifts(given_order)


@settings(max_examples=100, deadline=None)
@given(TIMELINES)
def test_every_shift_is_a_change_of_position(timeline: list[PositionFact]) -> None:
    found = shifts(one_reading(timeline))
    assert [shift.id for shift in found] == sorted({shift.id for shift in found})
    known = {fact.statement_id: fact for fact in timeline}
    for shift in found:
        move = shift.after.stance - shift.before.stance
        assert (move > 0) == (shift.direction == "softening")
        assert move != 0
        assert shift.after.statement_id in known
        assert shift.at == known[shift.after.statement_id].at
        assert 0 <= shift.confidence <= 1
        assert shift.independent_sources >= 1
        assert shift.status in ("provisional", "confirmed")
        if not shift.before.presupposed:
            assert shift.before.at is not None
            assert shift.before.at <= shift.at
            assert shift.before.stance * shift.after.stance < 0


@settings(max_examples=100, deadline=None)
@given(TIMELINES, st.integers(0, 20))
def test_a_later_day_takes_nothing_back(timeline: list[PositionFact], cut: int) -> None:
    """Once the days in which reports of it may still come are over, a shift stands."""
    everything = one_reading(timeline)
    settled = day(cut - 0.5)
    early = {
        shift.id: shift.direction
        for shift in shifts([fact for fact in everything if fact.at < settled])
    }
    quiet = [fact for fact in everything if fact.at < settled or fact.at > day(cut + 4)]
    later = {shift.id: shift.direction for shift in shifts(quiet)}
    assert early.items() <= later.items() or _copied(everything)


def _copied(timeline: list[PositionFact]) -> bool:
    """A late copy may be read otherwise than its original, and outvote it."""
    return len({fact.article_id for fact in timeline}) < len(timeline)


def the(*timeline: PositionFact) -> Shift:
    (shift,) = shifts(timeline)
    return shift


def test_a_shift_can_be_read_by_itself() -> None:
    shift = the(
        said(2, 0, "we shall sign", kind="direct", move="AGREE", counterparties=("Syldavia",)),
        said(
            -2,
            5,
            "we shall not",
            move="REJECT",
            counterparties=("Syldavia",),
            url="https://courant.example/5",
            negotiation="river",
            made_by="rules/1",
        ),
    )
    assert (shift.party, shift.issue, shift.counterparties) == ("Ruritania", "talks", ("Syldavia",))
    assert (shift.negotiation, shift.made_by, shift.version) == ("river", "rules/1", 1)
    before, after = shift.before, shift.after
    assert (before.stance, before.quote, before.at, before.move) == (
        2,
        "we shall sign",
        day(0),
        "AGREE",
    )
    assert (after.stance, after.quote, after.at, after.kind) == (
        -2,
        "we shall not",
        day(5),
        "indirect",
    )
    assert (after.speaker, after.role, after.outlet, after.title, after.url) == (
        "Ada Holm",
        "foreign minister",
        "The Courant",
        "On the river",
        "https://courant.example/5",
    )


def test_a_presupposed_before_shows_the_words() -> None:
    shift = the(said(2, 0, change=change(-2, 2, "resumed"), kind="act"))
    assert shift.before.presupposed
    assert (shift.before.stance, shift.before.quote, shift.before.article_id) == (
        -2,
        "resumed",
        None,
    )


def test_a_known_before_is_shown_though_the_words_presuppose_one() -> None:
    shift = the(said(-1, 0, "perhaps not"), said(1, 5, "talks go on", change=change(-2, 1)))
    assert (shift.before.presupposed, shift.before.stance) == (False, -1)


def test_the_nearest_before_is_shown() -> None:
    shift = the(said(2, 0, "first yes"), said(1, 6, "second yes to you"), said(-2, 9, "no"))
    assert shift.before.quote == "second yes to you"


def test_the_known_before_is_shown_where_another_is_only_presupposed() -> None:
    shift = the(
        said(1, 0, "yes", counterparties=("Syldavia",)),
        said(
            -2, 5, "no", change=change(2, -2), counterparties=("Borduria", "Syldavia"), kind="act"
        ),
    )
    assert shift.counterparties == ("Borduria", "Syldavia")
    assert (shift.before.presupposed, shift.before.stance) == (False, 1)


def test_changes_before_the_horizon_are_known_and_not_told() -> None:
    timeline = [said(2, 0), said(-2, 5), said(2, 9)]
    assert [shift.at for shift in shifts(timeline, horizon=day(6))] == [day(9)]


def test_the_opposite_said_on_the_same_day_is_shown_as_mixed_signals() -> None:
    plain = the(said(-2, 0), said(2, 5, "yes", kind="act"))
    mixed = the(
        said(-2, 0),
        said(2, 5, "yes", kind="act", article="a"),
        said(-1, 5, "if at all", article="a", start=500, anonymous=True),
    )
    assert (plain.mixed_signals, mixed.mixed_signals) == (False, True)
    assert mixed.confidence < plain.confidence


def test_more_sources_make_it_surer() -> None:
    alone = [said(2, 0), said(-2, 5, "no talks", outlet="The Courant")]
    second = said(-2, 5.5, "they will stay at home", outlet="The Herald")
    assert the(*alone, second).confidence > the(*alone).confidence
