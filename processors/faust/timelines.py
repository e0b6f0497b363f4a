"""The set of a timeline's facts, in chunks by month so that a write stays small, and its view.

A chunk holds what each article said that month, the shifts of that month as they were last sent,
and what readers hold of them. A head names the chunks. Pure functions: a change gives the new
chunks to be written.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from processors.shifts import View, difference, fold, judged, without_words
from wire import PositionFact, PositionFacts, Shift
from wire.ids import month, month_of
from wire.verdict import Verdict

FAST = 1


class Said(msgspec.Struct, frozen=True):
    """What one article says on the timeline; without facts, the version that took them away."""

    version: int
    facts: tuple[PositionFact, ...] = ()


class Month(msgspec.Struct, frozen=True):
    """One chunk: by article what it says, and by id the shifts, removed ones without words.

    Verdicts by id too, each in the month that its shift's id begins with.
    """

    said: dict[str, Said] = {}
    shifts: dict[str, Shift] = {}
    verdicts: dict[str, Verdict] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is left to be kept."""
        return not (self.said or self.shifts or self.verdicts)


class Head(msgspec.Struct, frozen=True):
    """The months of which there are chunks, in order."""

    months: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """All chunks of one party on one issue, and the view of them as far as it was worked."""

    months: Mapping[str, Month] = field(default_factory=dict)
    view: View = field(default_factory=View, compare=False, repr=False)

    @property
    def head(self) -> Head:
        """What names the chunks."""
        return Head(tuple(sorted(self.months)))

    def facts(self) -> list[PositionFact]:
        """The set, of every article its highest version."""
        newest: dict[str, Said] = {}
        for chunk in self.months.values():
            for article_id, said in chunk.said.items():
                known = newest.get(article_id)
                if known is None or known.version <= said.version:
                    newest[article_id] = said
        return [fact for said in newest.values() for fact in said.facts]

    def shifts(self) -> list[Shift]:
        """The view as it was last sent."""
        return [shift for chunk in self.months.values() for shift in chunk.shifts.values()]

    def verdicts(self) -> list[Verdict]:
        """What readers hold of the shifts, what was taken back too."""
        return [each for chunk in self.months.values() for each in chunk.verdicts.values()]

    def size(self) -> int:
        """How many facts are held: what the timeline costs in memory."""
        return sum(
            len(said.facts) for chunk in self.months.values() for said in chunk.said.values()
        )


@dataclass(frozen=True)
class Change:
    """The timeline after a change, the shifts to send, and the chunks to write.

    `written` has None for a chunk that has nothing left. `older`: a newer version was there.
    """

    timeline: Timeline
    upserts: tuple[Shift, ...] = ()
    written: Mapping[str, Month | None] = field(default_factory=dict)
    older: bool = False


_heads = msgspec.json.Decoder(Head)
_months = msgspec.json.Decoder(Month)


def packed(value: Head | Month) -> bytes:
    """A value as the table keeps it."""
    return zlib.compress(msgspec.json.encode(value), FAST)


def unpacked_head(data: bytes | None) -> Head:
    """The head in a table's value; nothing is a timeline without chunks."""
    return Head() if data is None else _heads.decode(zlib.decompress(data))


def unpacked_month(data: bytes | None) -> Month:
    """The chunk in a table's value; nothing is an empty one."""
    return Month() if data is None else _months.decode(zlib.decompress(data))


def put(timeline: Timeline, message: PositionFacts, horizon: datetime | None = None) -> Change:
    """Let these be all the facts of an article, unless a newer version of it is there."""
    places = [name for name, chunk in timeline.months.items() if message.id in chunk.said]
    known = max((timeline.months[name].said[message.id].version for name in places), default=0)
    if known > message.version:
        return Change(timeline, older=True)
    home = month(message.facts[0].at) if message.facts else _home(message.id, places)
    drafts = _Drafts(timeline)
    for name in places:
        drafts.said(name).pop(message.id)
    drafts.said(home)[message.id] = Said(message.version, message.facts)
    # Also where all of it is there: a kill may have been between its chunk and those of the shifts.
    upserts = _renewed(drafts, horizon)
    if message.removed:
        upserts = tuple(without_words(each) if each.removed else each for each in upserts)
    return drafts.change(upserts)


def judge(timeline: Timeline, verdict: Verdict, horizon: datetime | None = None) -> Change:
    """Let a reader's verdict count, unless this version of it, or a higher one, is there."""
    home = month_of(verdict.shift_id)
    known = timeline.months.get(home, Month()).verdicts.get(verdict.id)
    if known is not None and known != verdict and known.version >= verdict.version:
        return Change(timeline, older=True)
    drafts = _Drafts(timeline)
    drafts.verdicts(home)[verdict.id] = verdict
    return drafts.change(_renewed(drafts, horizon))


def fold_before(timeline: Timeline, horizon: datetime) -> Change:
    """Forget facts and shifts from before the horizon; the last positions stay. Sends nothing."""
    facts, first = timeline.facts(), month(horizon)
    if all(fact.at >= horizon for fact in facts) and all(
        shift.id >= first for shift in timeline.shifts()
    ):
        return Change(timeline)
    versions = {
        article_id: said.version
        for chunk in timeline.months.values()
        for article_id, said in chunk.said.items()
    }
    drafts = _Drafts(timeline)
    for name in timeline.months:
        drafts.said(name).clear()
        for identifier in [each for each in drafts.shifts(name) if each < first]:
            drafts.shifts(name).pop(identifier)
    standing: dict[str, list[PositionFact]] = {}
    for fact in fold(facts, horizon):
        standing.setdefault(fact.article_id, []).append(fact)
    for article_id, kept in standing.items():
        drafts.said(month(kept[0].at))[article_id] = Said(versions[article_id], tuple(kept))
    return drafts.change(())


def _home(article_id: str, places: list[str]) -> str:
    return places[0] if places else month_of(article_id)


def _renewed(drafts: "_Drafts", horizon: datetime | None) -> tuple[Shift, ...]:
    """Compute the view anew and put its changed rows in their chunks; gives them."""
    changed = drafts.timeline()
    stored = changed.shifts()
    places = {
        identifier: name for name, chunk in changed.months.items() for identifier in chunk.shifts
    }
    true_now = judged(changed.view.shifts(changed.facts(), horizon), changed.verdicts())
    found = difference(stored, true_now, horizon)
    for shift in found.upserts:
        before, home = places.get(shift.id), month(shift.at)
        if before is not None and before != home:
            drafts.shifts(before).pop(shift.id)
        drafts.shifts(home)[shift.id] = without_words(shift) if shift.removed else shift
    return found.upserts


class _Drafts:
    """Copies of the chunks that a change touches."""

    def __init__(self, timeline: Timeline) -> None:
        self._before = timeline
        self._drafts: dict[str, Month] = {}

    def said(self, name: str) -> dict[str, Said]:
        return self._draft(name).said

    def shifts(self, name: str) -> dict[str, Shift]:
        return self._draft(name).shifts

    def verdicts(self, name: str) -> dict[str, Verdict]:
        return self._draft(name).verdicts

    def timeline(self) -> Timeline:
        chunks = {**self._before.months, **self._drafts}
        kept = {name: each for name, each in chunks.items() if not each.empty}
        return Timeline(kept, self._before.view)

    def change(self, upserts: Iterable[Shift]) -> Change:
        written = {
            name: None if draft.empty else draft
            for name, draft in self._drafts.items()
            if draft != self._before.months.get(name, Month())
        }
        return Change(self.timeline(), tuple(upserts), written)

    def _draft(self, name: str) -> Month:
        if name not in self._drafts:
            chunk = self._before.months.get(name, Month())
            self._drafts[name] = Month(dict(chunk.said), dict(chunk.shifts), dict(chunk.verdicts))
        return self._drafts[name]
