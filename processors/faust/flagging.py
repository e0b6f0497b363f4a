"""The stage of timelines: facts and verdicts in, the shifts that changed out, then kept."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime

from processors.faust import timelines
from processors.faust.around import Around, Event
from processors.faust.outputs import tell_judged, tell_shifts
from processors.faust.tables import Kept, Superseded
from processors.faust.timelines import Change, Timeline
from runtime.kafka import Poison, Record
from runtime.metrics.catalogue import SHIFTS
from wire import Horizon, PositionFacts, Shift
from wire.dead_letter import Stage
from wire.horizon import HORIZON
from wire.topics import key_of
from wire.verdict import Verdict

MOST_FACTS = 10_000
"""Facts remembered between messages, about 45 MB with their views. The timelines unused for longest
go first."""

CHUNK = re.compile(r"\|\d{4}-\d\d$")
"""What a chunk's key has after the timeline's."""

Key = tuple[int, str]
"""The number of a partition, and party|issue."""


Begun = PositionFacts | Verdict | Horizon


class FlagShifts:
    """One article's facts of one timeline in, changed shifts out.

    Or what a reader holds of one of its shifts; or a horizon, to be folded to.
    """

    stage: Stage = "shift"
    at_once = 32

    def __init__(self, around: Around, table: Kept) -> None:
        self._around, self._table = around, table
        self._remembered = Remembered()
        self._horizons: dict[tuple[int, int], datetime | None] = {}

    async def begin(self, event: Event, record: Record) -> Begun:
        """What the message says. Raises `Superseded` where the timeline is somebody else's."""
        if record.about.type == HORIZON:
            return record.decode(Horizon)
        message: PositionFacts | Verdict
        if record.topic == "verdicts":
            if not self._table.is_owned(event):
                raise Superseded(record.position)
            message = record.decode(Verdict)
        else:
            message = record.decode(PositionFacts)
        if key_of(message) != record.key_text:
            raise Poison("malformed", f"the key is not the timeline's, {key_of(message)}")
        return message

    async def finish(self, event: Event, record: Record, begun: Begun) -> str | None:
        """Tell the shifts that changed, then keep the facts. Gives the reason of a left-out."""
        if isinstance(begun, Horizon):
            await self._fold(event, begun.before)
            return None
        key = record.key_text
        timeline, horizon = self._timeline(event, key), self._horizon(event)
        if isinstance(begun, Verdict):
            change = timelines.judge(timeline, begun, horizon)
        else:
            change = timelines.put(timeline, begun, horizon)
        if change.older:
            return "older"
        values = _values(key, timeline, change)
        for name, value in values.items():
            self._table.fits(name, value or b"")
        if isinstance(begun, Verdict):
            await tell_judged(self._around.publisher, change.upserts)
        else:
            await tell_shifts(self._around.publisher, change.upserts, begun.id, record.about)
        await self._keep(event, key, change.timeline, values)
        self._count(change.upserts)
        return None

    async def _fold(self, event: Event, before: datetime) -> None:
        """Fold every timeline of the partition; tells nothing: nobody's position has changed."""
        horizon = max(before, self._horizon(event) or before)
        heads = [key for key in self._table.keys(event) if "|" in key and not CHUNK.search(key)]
        for key in heads:
            timeline = self._timeline(event, key)
            change = timelines.fold_before(timeline, horizon)
            await self._keep(event, key, change.timeline, _values(key, timeline, change))
            await asyncio.sleep(0)
        await self._table.put(event, {HORIZON: horizon.isoformat().encode()})
        self._horizons.clear()

    async def _keep(
        self, event: Event, key: str, timeline: Timeline, values: Mapping[str, bytes | None]
    ) -> None:
        place = (event.message.partition, key)
        self._remembered.forget(place)
        await self._table.put(event, values)
        self._remembered.keep(event.message.generation_id or 0, place, timeline)

    def _horizon(self, event: Event) -> datetime | None:
        """Before which nothing is news in the event's partition."""
        place = (event.message.generation_id or 0, event.message.partition)
        if place not in self._horizons:
            held = self._table.get(event, HORIZON)
            self._horizons[place] = datetime.fromisoformat(held.decode()) if held else None
        return self._horizons[place]

    def _timeline(self, event: Event, key: str) -> Timeline:
        self._table.check(event)
        known = self._remembered.find(
            event.message.generation_id or 0, (event.message.partition, key)
        )
        if known is not None:
            return known
        head = timelines.unpacked_head(self._table.get(event, key))
        return Timeline(
            {
                name: timelines.unpacked_month(self._table.get(event, f"{key}|{name}"))
                for name in head.months
            }
        )

    def _count(self, shifts: Iterable[Shift]) -> None:
        for shift in shifts:
            self._around.registry.add(SHIFTS, direction=shift.direction, status=shift.status)


def _values(key: str, before: Timeline, change: Change) -> dict[str, bytes | None]:
    """What is to be written, the chunks before the head.

    A chunk that no head names is written again; a name without a chunk would be a hole.
    """
    values: dict[str, bytes | None] = {
        f"{key}|{name}": None if chunk is None else timelines.packed(chunk)
        for name, chunk in change.written.items()
    }
    if change.timeline.head != before.head:
        values[key] = timelines.packed(change.timeline.head)
    return values


class Remembered:
    """The timelines that changed last: reading a thousand facts costs more than one view.

    A generation of the group ends with every rebalance: what was remembered before it may have been
    changed by another worker since.
    """

    def __init__(self, most: int = MOST_FACTS) -> None:
        self._most = most
        self._facts = 0
        self._generation = 0
        self._known: OrderedDict[Key, Timeline] = OrderedDict()

    def find(self, generation: int, key: Key) -> Timeline | None:
        """A timeline as it was kept last."""
        self._begin(generation)
        return self._known.get(key)

    def keep(self, generation: int, key: Key, timeline: Timeline) -> None:
        """Remember a timeline as it has just been written."""
        self._begin(generation)
        self.forget(key)
        self._known[key] = timeline
        self._facts += timeline.size()
        while self._facts > self._most and len(self._known) > 1:
            self.forget(next(iter(self._known)))

    def forget(self, key: Key) -> None:
        """Do not trust what is remembered of a timeline any more."""
        known = self._known.pop(key, None)
        self._facts -= known.size() if known else 0

    def _begin(self, generation: int) -> None:
        if generation != self._generation:
            self._known.clear()
            self._facts = 0
            self._generation = generation
