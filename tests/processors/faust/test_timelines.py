"""A timeline in chunks: which are written, what is sent, what is folded."""

from collections.abc import Iterable, Mapping

import msgspec

from processors.faust import timelines
from processors.faust.timelines import Change, Head, Month, Said, Timeline
from processors.shifts import shifts
from tests.fakes.facts import day, said
from wire import PositionFact, PositionFacts


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
