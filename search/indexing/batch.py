"""A batch of messages as what the index is to do, in an order that any repetition keeps. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from runtime.kafka import Record, Rejected
from runtime.kafka.records import readable
from runtime.stamps import stamp
from search.alerts.kafka.scanned import Scanned
from search.index.delays import stages
from search.index.documents import kind_of
from search.index.elastic.planning import Place
from search.index.protocol import Document, Kind
from wire.reading import Reading
from wire.shift import Shift


@dataclass
class Batch:
    """The readings and shifts of some messages, and those that are neither.

    `origins` has for each document the message that it came with last, `stamps` the times of its
    stages. `looked` counts the documents that each message brought, removed ones left out.
    """

    readings: list[Reading] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    origins: dict[Place, Record] = field(default_factory=dict)
    stamps: dict[str, Mapping[str, datetime]] = field(default_factory=dict)
    looked: list[tuple[Record, Kind, int]] = field(default_factory=list)

    @classmethod
    def of(cls, records: Sequence[Record], now: datetime) -> "Batch":
        """The batch of these records, which are stored at `now`."""
        batch = cls()
        good, batch.rejected = readable([r for r in records if r.topic == "statements"], Reading)
        for record, reading in good:
            batch._add(record, reading, now)
        told, bad = readable([r for r in records if r.topic == "shifts"], Shift)
        batch.rejected += bad
        for record, shift in told:
            batch.shifts.append(shift)
            batch.origins["shift", shift.id] = record
            batch.stamps[shift.id] = {"stored": now}
            batch.looked.append((record, "shift", int(not shift.removed)))
        return batch

    def _add(self, record: Record, reading: Reading, now: datetime) -> None:
        stamps = {**reading.article.stamps, "stored": now}
        article = msgspec.structs.replace(reading.article, stamps=stamps)
        self.readings.append(msgspec.structs.replace(reading, article=article))
        living = sum(not each.removed for each in reading.statements)
        self.looked.append((record, "article", int(not article.removed)))
        self.looked.append((record, "statement", living))
        changed: tuple[Document, ...] = (article, *reading.statements)
        for each in changed:
            self.origins[kind_of(each), each.id] = record
            self.stamps[each.id] = stages(article)

    def scanned(self, now: datetime) -> list[Scanned]:
        """What to tell of how many documents the watches were run on, by partition."""
        places: dict[str, list[tuple[int, Kind, int]]] = {}
        for record, kind, number in self.looked:
            place = f"{record.topic}/{record.partition}"
            places.setdefault(place, []).append((record.offset, kind, number))
        day = stamp(now)[:10]
        return [
            Scanned(id=place, day=day, looked=tuple(rows)) for place, rows in sorted(places.items())
        ]

    def cause(self, document: Document) -> str:
        """The trace of the message that a document came with, empty where it is not told."""
        record = self.origins.get((kind_of(document), document.id))
        return record.about.traceparent if record else ""

    def guilty(self, document: Document, why: str) -> Rejected:
        """The message of a document that can never be taken."""
        record = self.origins[kind_of(document), document.id]
        return Rejected(record, "refused", f"{kind_of(document)} {document.id}: {why}")


def rounds(readings: Iterable[Reading]) -> list[list[Reading]]:
    """The readings in their order, parted so that no article is in one round twice.

    To keep a text of an article beside the one that is there, that one must be there already.
    """
    found: list[list[Reading]] = []
    seen: set[str] = set()
    for reading in readings:
        if not found or reading.id in seen:
            found.append([])
            seen.clear()
        found[-1].append(reading)
        seen.add(reading.id)
    return found
