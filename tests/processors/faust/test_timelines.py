"""A timeline in chunks: which are written, what is sent, what is folded."""

from collections.abc import Iterable, Mapping

import msgspec

from processors.faust import timelines
from processors.faust.timelines import Change, Head, Month, Said, Timeline
from processors.shifts import shifts
from tests.fakes.facts import day, said
from tests.processors.shifts.test_judged import verdict
from wire import PositionFact, PositionFacts, Shift


def message(*facts: PositionFact, article: str = "", version: int = 1) -> PositionFacts:
    """What an article says of Ruritania on talks."""
    name = article or facts[0].article_id
    return PositionFacts(id=name, version=version, party="Ruritania", issue="talks", facts=facts)


def after(*messages: PositionFacts) -> Timeline:
    """The timeline after some messages."""
    timeline = Timeline()
    for each in messages:
        timeline = timelines.put(timeline, each).timeline
    return timeline


def stored(writes: Iterable[Mapping[str, Month | None]]) -> dict[str, Month]:
    """What a table holds after these writes, read from its bytes."""
    table: dict[str, Month] = {}
    for write in writes:
        for name, chunk in write.items():
            if chunk is None:
                table.pop(name)
            else:
                table[name] = timelines.unpacked_month(timelines.packed(chunk))
    return table


YES, NO, YES_AGAIN = said(2, 0), said(-2, 3), said(2, 40)


def test_a_message_writes_the_chunks_that_it_touches_and_no_other() -> None:
    first = timelines.put(Timeline(), message(YES))
    second = timelines.put(first.timeline, message(NO))
    third = timelines.put(second.timeline, message(YES_AGAIN))
    assert [list(each.written) for each in (first, second, third)] == [
        ["2026-05"],
        ["2026-05"],
        ["2026-06"],
    ]
    assert third.timeline.head == Head(("2026-05", "2026-06"))
    assert [len(each.upserts) for each in (first, second, third)] == [0, 1, 1]
    assert {each.id for each in third.timeline.shifts()} == {
        each.id for each in shifts([YES, NO, YES_AGAIN])
    }
    assert stored([first.written, second.written, third.written]) == third.timeline.months


def test_what_is_there_already_changes_nothing() -> None:
    timeline = after(message(YES), message(NO))
    assert timelines.put(timeline, message(NO)) == Change(timeline)


def test_an_older_version_is_left_out() -> None:
    timeline = after(message(YES, version=2))
    assert timelines.put(timeline, message(NO, article=YES.article_id)) == Change(
        timeline, older=True
    )


def test_facts_that_went_do_not_come_back_with_an_older_version() -> None:
    taken = message(article=NO.article_id, version=2)
    timeline = after(message(YES), message(NO), taken)
    assert timeline.facts() == [YES]
    assert [each.removed for each in timeline.shifts()] == [True]
    assert timelines.put(timeline, message(NO)).older
    assert after(taken, message(YES)).facts() == [YES]


def test_a_removed_shift_keeps_no_words_but_is_sent_with_them() -> None:
    timeline = after(message(YES), message(NO))
    change = timelines.put(timeline, message(article=NO.article_id, version=2))
    (sent,) = change.upserts
    assert (sent.removed, sent.after.quote) == (True, NO.quote)
    assert [each.after.quote for each in change.timeline.shifts()] == [None]


def test_a_takedown_sends_no_words_either() -> None:
    timeline = after(message(YES), message(NO))
    down = PositionFacts(
        id=NO.article_id, version=2, removed=True, party="Ruritania", issue="talks"
    )
    change = timelines.put(timeline, down)
    (sent,) = change.upserts
    assert (sent.removed, sent.after.quote, sent.why) == (True, None, "")
    held = b"".join(msgspec.json.encode(each) for each in change.timeline.months.values())
    assert NO.quote.encode() not in held


def test_an_article_that_moves_to_another_month_is_in_one_chunk() -> None:
    timeline = after(message(YES), message(NO))
    later = msgspec.structs.replace(NO, at=day(40))
    change = timelines.put(timeline, message(later, version=2))
    assert set(change.written) == {"2026-05", "2026-06"}
    assert change.timeline.facts() == [YES, later]
    assert sorted(change.timeline.months["2026-05"].said) == [YES.article_id]
    (shift,) = change.timeline.months["2026-06"].shifts.values()
    assert shift.at == day(40)


def test_a_chunk_with_nothing_left_goes() -> None:
    alone = after(message(NO))
    change = timelines.put(alone, message(msgspec.structs.replace(NO, at=day(40)), version=2))
    assert change.written["2026-05"] is None
    assert change.timeline.head == Head(("2026-06",))


def test_a_kill_between_two_chunks_leaves_the_newer_facts() -> None:
    """The message comes again; until then a chunk may still have what another one has newer."""
    moved = msgspec.structs.replace(NO, at=day(40))
    torn = Timeline(
        {
            "2026-05": Month({NO.article_id: Said(1, (NO,))}),
            "2026-06": Month({NO.article_id: Said(2, (moved,))}),
        }
    )
    assert torn.facts() == [moved]
    mended = timelines.put(torn, message(moved, version=2))
    assert mended.written == {"2026-05": None}
    assert mended.timeline.facts() == [moved]


def test_folding_keeps_the_last_position_and_sends_nothing() -> None:
    timeline = after(message(YES), message(NO), message(said(-2, 50)))
    change = timelines.fold_before(timeline, day(200))
    assert change.upserts == ()
    assert [(fact.stance, fact.counterparties) for fact in change.timeline.facts()] == [(-2, ())]
    assert change.timeline.shifts() == []
    assert timelines.fold_before(change.timeline, day(200)).written == {}
    again = timelines.put(change.timeline, message(said(2, 210)), day(200))
    assert [each.direction for each in again.upserts] == ["softening"]


def test_values_read_back() -> None:
    head = Head(("2026-05",))
    assert timelines.unpacked_head(timelines.packed(head)) == head
    assert timelines.unpacked_head(None) == Head()
    assert timelines.unpacked_month(None) == Month()
    assert Timeline().size() == 0
    assert after(message(YES), message(NO)).size() == 2


def shift_of(timeline: Timeline) -> Shift:
    """The only one."""
    (found,) = timeline.shifts()
    return found


def test_a_verdict_takes_a_shift_away_and_gives_it_back() -> None:
    timeline = after(message(YES), message(NO))
    shift = shift_of(timeline)
    wrong = timelines.judge(timeline, verdict(shift, "wrong"))
    assert [(each.removed, each.version) for each in wrong.upserts] == [(True, 2)]
    assert stored([wrong.written])["2026-05"].verdicts == {
        each.id: each for each in wrong.timeline.verdicts()
    }
    right = timelines.judge(wrong.timeline, verdict(shift, "right", version=2))
    assert [(each.status, each.version) for each in right.upserts] == [("confirmed", 3)]
    back = timelines.judge(right.timeline, verdict(shift, "right", version=3, removed=True))
    assert [(each.status, each.version) for each in back.upserts] == [("provisional", 4)]


def test_an_older_verdict_is_left_out_and_the_same_once_more_changes_nothing() -> None:
    timeline = after(message(YES), message(NO))
    shift = shift_of(timeline)
    given = verdict(shift, "wrong", version=2)
    judged = timelines.judge(timeline, given).timeline
    assert timelines.judge(judged, given) == Change(judged)
    assert timelines.judge(judged, verdict(shift, "right")) == Change(judged, older=True)
    # The first of one version counts, as in the store of verdicts.
    other = verdict(shift, "right", version=2)
    assert timelines.judge(judged, other) == Change(judged, older=True)


def test_a_verdict_is_kept_where_its_shift_is_not_there_and_when_all_is_folded() -> None:
    shift = shift_of(after(message(YES), message(NO)))
    early = timelines.judge(Timeline(), verdict(shift, "wrong"))
    assert early.timeline.head == Head(("2026-05",))
    assert early.upserts == ()
    full = timelines.put(timelines.put(early.timeline, message(YES)).timeline, message(NO))
    assert full.upserts == ()
    folded = timelines.fold_before(full.timeline, day(200))
    assert [each.shift_id for each in folded.timeline.verdicts()] == [shift.id]


def test_what_a_kill_left_half_written_is_mended_when_the_message_comes_again() -> None:
    """The chunk of the cause was written, that of the shift was not; both were told."""
    first, moved = said(2, 0), said(-2, 40, article="moved")
    whole = after(message(first), message(moved))
    shift = shift_of(whole)
    judged = timelines.judge(whole, verdict(shift, "wrong"))
    name = "2026-05"
    assert set(judged.written) == {name, "2026-06"}
    torn = Timeline({**whole.months, name: judged.timeline.months[name]})
    again = timelines.judge(torn, verdict(shift, "wrong"))
    assert again.timeline == judged.timeline
    # Else a verdict that is taken back would find a shift that seems never to have gone.
    back = timelines.judge(again.timeline, verdict(shift, "wrong", version=2, removed=True))
    assert [each.removed for each in back.upserts] == [False]


def test_the_same_of_an_articles_facts() -> None:
    whole = after(message(said(2, 40)), message(said(-2, 45)))
    early = message(said(-2, 0))
    changed = timelines.put(whole, early)
    assert set(changed.written) >= {"2026-05", "2026-06"}, "nothing to be torn"
    torn = Timeline({**whole.months, "2026-05": changed.timeline.months["2026-05"]})
    assert timelines.put(torn, early).timeline == changed.timeline
