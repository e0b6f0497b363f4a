"""Writing many documents at once: by external versions, each with an outcome of its own.

An item that the server could not take now is tried again with growing pauses; one that it can never
take is refused with its reason; one that is older than what is kept is no failure.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import msgspec
from elasticsearch import ApiError

from runtime.metrics import Registry
from runtime.metrics.cluster import BULK_ITEMS, BULK_SECONDS
from search.index.elastic.connection import Connection
from search.index.elastic.errors import SERVERS_FAULT, TOO_MANY, ElasticAway, is_block, reason

log = logging.getLogger(__name__)

MIB = 1024 * 1024
CHUNK_BYTES = 8 * MIB
CHUNK_WRITES = 1_000
PAUSES = (0.1, 0.3, 1.0, 2.0, 4.0)
"""Seconds before each further try; who waits longer does so with the whole batch."""

SHARD_WAIT = "10s"
"""For a shard that is nowhere, as that of a new index on a full disk: Elasticsearch waits a minute,
and nobody would hear of it until all tries were over."""

TOO_LARGE = 413
CONFLICT, NOT_FOUND = 409, 404
FINE = range(200, 300)


@dataclass(frozen=True)
class Write:
    """One document for the index behind `alias`; what has a higher version is left as it is."""

    alias: str
    id: str
    version: int
    source: bytes


@dataclass(frozen=True)
class Refused:
    """Why a document can never be taken."""

    reason: str


Outcome = Literal["written", "older"] | Refused
Item = Outcome | Literal["passing", "no_index"]


def outcome_of(item: Mapping[str, Any]) -> Item:
    """What became of one item of a bulk request."""
    status = int(item["status"])
    if status in FINE:
        return "written"
    if status == CONFLICT:
        return "older"
    error = item.get("error") or {}
    if status == NOT_FOUND and error.get("type") == "index_not_found_exception":
        return "no_index"
    if status == TOO_MANY or status >= SERVERS_FAULT or is_block(error):
        return "passing"
    return Refused(f"{error.get('type', status)}: {reason(error)}")


def counted_as(item: Item) -> str:
    """The outcome's name in the metric."""
    match item:
        case Refused():
            return "dead"
        case "passing" | "no_index":
            return "again"
        case _:
            return item


class Places(Protocol):
    """Where documents go: makes the index behind an alias when it is first written to."""

    def prepare(self, aliases: Iterable[str]) -> None:
        """Make sure that there is an index behind each alias."""
        ...

    def forget(self, alias: str) -> None:
        """What was thought to be there is not."""
        ...


class Bulk:
    """Writes to aliases; without `require_alias` to any index, by its name."""

    def __init__(
        self,
        connection: Connection,
        places: Places,
        sleep: Callable[[float], object],
        *,
        require_alias: bool = True,
        registry: Registry | None = None,
    ) -> None:
        self._connection = connection
        self._require_alias = require_alias
        self._registry = registry or Registry()
        self._places = places
        self._sleep = sleep

    def write(self, writes: Sequence[Write]) -> list[Outcome]:
        """Write all; the outcome of each, in their order.

        Raises `ElasticAway` when the server takes some of them at no try; all may be written again.
        """
        outcomes: dict[int, Outcome] = {}
        pending = dict(enumerate(writes))
        why = ""
        for pause in (0.0, *PAUSES):
            if pause:
                log.info("bulk: %d of %d are tried again: %s", len(pending), len(writes), why)
                self._sleep(pause)
            for chunk in chunks(pending):
                for number, item, said in self._sent(chunk):
                    if item == "no_index":
                        self._places.forget(chunk[number].alias)
                    self._registry.add(BULK_ITEMS, outcome=counted_as(item))
                    if item == "no_index" or item == "passing":  # noqa: PLR1714 - narrows the type
                        why = said
                    else:
                        outcomes[number] = item
            pending = {n: each for n, each in pending.items() if n not in outcomes}
            if not pending:
                return [outcomes[number] for number in range(len(writes))]
        raise ElasticAway(
            f"Elasticsearch at {self._connection.address} does not take"
            f" {len(pending)} of {len(writes)} documents now: {why}"
        )

    def _sent(self, chunk: Mapping[int, Write]) -> list[tuple[int, Item, str]]:
        began = time.perf_counter()
        try:
            self._places.prepare({each.alias for each in chunk.values()})
            return list(self._send(chunk))
        except ElasticAway as error:
            return [(number, "passing", str(error)) for number in chunk]
        finally:
            self._registry.observe(BULK_SECONDS, time.perf_counter() - began)

    def _send(self, chunk: Mapping[int, Write]) -> Iterator[tuple[int, Item, str]]:
        try:
            with self._connection.asking() as client:
                answer = client.bulk(
                    operations=_lines(chunk.values()),  # type: ignore[arg-type] # lines as they are
                    require_alias=self._require_alias,
                    timeout=SHARD_WAIT,
                    filter_path=["items.*.status", "items.*.error"],
                )
        except ApiError as error:
            if error.meta.status != TOO_LARGE:
                raise
            yield from self._in_halves(chunk, str(error))
            return
        for number, item in zip(chunk, answer["items"], strict=True):
            found = item["index"]
            yield number, outcome_of(found), reason(found.get("error"))

    def _in_halves(self, chunk: Mapping[int, Write], why: str) -> Iterator[tuple[int, Item, str]]:
        if len(chunk) == 1:
            yield next(iter(chunk)), Refused(f"too large for the server: {why}"), why
            return
        numbers = list(chunk)
        middle = len(numbers) // 2
        for half in (numbers[:middle], numbers[middle:]):
            yield from self._send({number: chunk[number] for number in half})


def chunks(writes: Mapping[int, Write]) -> Iterator[dict[int, Write]]:
    """The writes in requests of a bearable size, in their order."""
    chunk: dict[int, Write] = {}
    size = 0
    for number, each in writes.items():
        if chunk and (size + len(each.source) > CHUNK_BYTES or len(chunk) == CHUNK_WRITES):
            yield chunk
            chunk, size = {}, 0
        chunk[number] = each
        size += len(each.source)
    if chunk:
        yield chunk


def _lines(writes: Iterable[Write]) -> bytes:
    lines: list[bytes] = []
    for each in writes:
        # `external_gte`: an equal version replaces, so that a new reading of the same revision,
        # or a removal of it, is kept.
        head = {
            "_index": each.alias,
            "_id": each.id,
            "version": each.version,
            "version_type": "external_gte",
        }
        lines += [msgspec.json.encode({"index": head}), each.source]
    return b"\n".join([*lines, b""])
