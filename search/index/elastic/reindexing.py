"""Indices moved to new mappings, a month at a time, while reading and writing go on.

The next generation is filled from the old one: first all of it, then again and again what was
written meanwhile (by sequence number), until that is little. Then the old one takes no writes for a
moment; writers wait, as they do for any busy server; the last rest is copied, and in one step the
aliases go over. Nothing that a writer was told is written is lost, wherever this is broken off:
until that step the old index is the one that counts. It is removed when nobody reads in it any
more: searches and exports that began before go on to their end.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from search.index.elastic.administration import drift
from search.index.elastic.bulk import Bulk, Refused, Write
from search.index.elastic.connection import Connection
from search.index.elastic.months import Months
from search.index.elastic.names import (
    COLLECTIONS,
    Collection,
    Names,
    generation,
    generation_of,
    kind_of_collection,
)
from search.index.elastic.stored import document_in, source, tombstone
from search.index.protocol import StoreUnavailable

log = logging.getLogger(__name__)

COPIED_AT_ONCE = 500
LITTLE = 200
"""So few documents left to copy hold up no writer for long."""

ROUNDS = 50
KEPT = "10m"

LOOK_SECONDS = 1.0
READERS_SECONDS = 1800.0
"""How long a reader in an old index is waited for; then it must begin again."""


class CannotMove(StoreUnavailable):
    """An index stays as it is; the message says why."""


class _NewIndex:
    """The place of a copy: the index was just made, and nobody else knows it."""

    def prepare(self, aliases: Iterable[str]) -> None:
        """There it is."""

    def forget(self, alias: str) -> None:
        """It is gone: somebody has removed it."""
        raise CannotMove(f"{alias} was removed while it was filled")


class Reindexing:
    """Moves indices. `tell` hears of each, in words; `sleep` makes the pauses of a busy server."""

    def __init__(
        self,
        connection: Connection,
        names: Names,
        tell: Callable[[str], object],
        sleep: Callable[[float], object],
    ) -> None:
        self._connection, self._names = connection, names
        self._tell, self._sleep = tell, sleep
        self._months = Months(connection, names)
        self._bulk = Bulk(connection, _NewIndex(), sleep, require_alias=False)

    def run(self, *, everything: bool = False, anew: bool = False) -> int:
        """Move the indices that have other mappings than the templates, or all; how many.

        `anew` removes what an interrupted move has left behind. Raises `CannotMove`.
        """
        drifted = {said.partition(":")[0] for said in drift(self._connection, self._names)}
        moved = 0
        for collection in COLLECTIONS:
            for index, aliases in self._months.indices(collection).items():
                if aliases and (everything or index in drifted):
                    self._move(collection, index, anew=anew)
                    moved += 1
        self._retire()
        return moved

    def _move(self, collection: Collection, old: str, *, anew: bool) -> None:
        month = self._names.month_in(collection, old)
        assert month is not None
        alias = self._names.of_month(collection, month)
        new = generation(alias, generation_of(old) + 1)
        with self._connection.asking() as client:
            if client.indices.exists(index=new):
                if not anew:
                    raise CannotMove(
                        f"{new} is there already: another `parley indices reindex` fills it, or one"
                        " was broken off; if none is at work, begin again with --anew"
                    )
                client.indices.delete(index=new)
        self._months.make(new, {})
        copied = self._fill(collection, old, new)
        self._block(old, blocked=True)
        try:
            copied += self._copy(collection, old, new, copied.since)
            self._switch(old, new, alias)
        except BaseException:
            self._block(old, blocked=False)
            raise
        self._tell(f"{alias}: {copied.documents:,} documents moved to {new}")

    def _retire(self) -> None:
        """Remove the generations whose place was taken, when nobody reads in them any more."""
        for collection in COLLECTIONS:
            indices = self._months.indices(collection)
            newest = {
                self._names.month_in(collection, index): generation_of(index)
                for index, aliases in indices.items()
                if aliases
            }
            for index in indices:
                month = self._names.month_in(collection, index)
                if generation_of(index) < newest.get(month, 0):
                    self._wait_for_readers(index)
                    self._months.remove([index])

    def _wait_for_readers(self, index: str) -> None:
        waited = 0.0
        # A search may be on its way to the index that the alias stood for a moment ago.
        self._sleep(LOOK_SECONDS)
        while waited < READERS_SECONDS:
            with self._connection.asking() as client:
                stats = client.indices.stats(index=index, metric="search")
            reading = stats["_all"]["total"]["search"]
            if not reading["open_contexts"] and not reading["query_current"]:
                return
            if not waited:
                self._tell(f"{index}: waiting for those who still read in it")
            self._sleep(LOOK_SECONDS)
            waited += LOOK_SECONDS

    def _fill(self, collection: Collection, old: str, new: str) -> "_Copied":
        copied = _Copied(-1, 0)
        for _ in range(ROUNDS):
            before = copied.documents
            copied += self._copy(collection, old, new, copied.since)
            if copied.documents - before <= LITTLE:
                break
        return copied

    def _copy(self, collection: Collection, old: str, new: str, since: int) -> "_Copied":
        """Copy what was written after the sequence number `since`; up to which one all is copied.

        A number may be handed out before its document can be seen, so it is the checkpoint that
        counts, up to which there is no gap, as it was before looking.
        """
        checkpoint = self._checkpoint(old)
        with self._connection.asking() as client:
            client.indices.refresh(index=old)
        number = 0
        for hits in self._written_after(old, since):
            writes = [_copy_of(collection, new, hit) for hit in hits]
            for write, outcome in zip(writes, self._bulk.write(writes), strict=True):
                if isinstance(outcome, Refused):
                    raise CannotMove(f"{old} stays: {write.id} can't be moved: {outcome.reason}")
            number += len(writes)
        return _Copied(checkpoint, number)

    def _checkpoint(self, index: str) -> int:
        with self._connection.asking() as client:
            stats = client.indices.stats(index=index, level="shards")
        shards = stats["indices"][index]["shards"].values()
        return min(
            int(copy["seq_no"]["local_checkpoint"])
            for copies in shards
            for copy in copies
            if copy["routing"]["primary"]
        )

    def _written_after(self, index: str, since: int) -> Iterator[Sequence[Mapping[str, Any]]]:
        with self._connection.asking() as client:
            moment = client.open_point_in_time(index=index, keep_alive=KEPT)["id"]
            place: list[Any] | None = None
            while True:
                answer = client.search(
                    size=COPIED_AT_ONCE,
                    query={"range": {"_seq_no": {"gt": since}}},
                    sort=[{"_seq_no": "asc"}],
                    pit={"id": moment, "keep_alive": KEPT},
                    version=True,
                    track_total_hits=False,
                    search_after=place,
                )
                moment, hits = answer["pit_id"], answer["hits"]["hits"]
                if hits:
                    yield hits
                if len(hits) < COPIED_AT_ONCE:
                    break
                place = hits[-1]["sort"]
            client.close_point_in_time(id=moment)

    def _block(self, index: str, *, blocked: bool) -> None:
        """With the block on, all writes under way are over when this returns."""
        with self._connection.asking() as client:
            if blocked:
                client.indices.add_block(index=index, block="write")
            else:
                client.indices.put_settings(index=index, settings={"index.blocks.write": None})

    def _switch(self, old: str, new: str, alias: str) -> None:
        wanted = self._months.aliases(alias)
        added = [{"add": {"index": new, "alias": n, **about}} for n, about in wanted.items()]
        removed = [{"remove": {"index": old, "alias": name}} for name in wanted]
        with self._connection.asking() as client:
            client.indices.refresh(index=new)
            here, there = (client.count(index=each)["count"] for each in (old, new))
            if here != there:
                raise CannotMove(f"{old} stays: {new} has {there} of its {here} documents")
            client.indices.update_aliases(actions=[*added, *removed])


class _Copied(msgspec.Struct, frozen=True):
    """Up to which sequence number all is copied, and how many documents that took."""

    since: int
    documents: int

    def __add__(self, more: "_Copied") -> "_Copied":
        return _Copied(more.since, self.documents + more.documents)


def _copy_of(collection: Collection, index: str, hit: Mapping[str, Any]) -> Write:
    """The document as today's program would write it, under the version that it has."""
    kept, kind = hit["_source"], kind_of_collection(collection)
    if kind is None:
        made = msgspec.json.encode(kept)
    elif kept["removed"]:
        made = tombstone(kept["id"], kept["version"])
    else:
        made = source(document_in(kind, kept))
    return Write(index, hit["_id"], hit["_version"], made)
