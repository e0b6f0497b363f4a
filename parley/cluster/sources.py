"""What the cluster's console shows besides the index: from topics, and the file they feed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from parley.cluster.feeds import remembered_feeds
from parley.local.sources import LocalSources
from parley.local.store import LocalStore
from runtime.clock import Clock
from runtime.kafka.dead_letters import read_letters
from runtime.kafka.gathered import totals
from runtime.ledger import Balance
from runtime.settings import Settings
from search.console import FeedReport
from search.index import Index
from wire import DeadLetter, Shift

FRESH_SECONDS = 15.0
"""A topic that is read from end to end is not read again for so long."""

MOST_REPLACED = 100

R = TypeVar("R")


class ClusterSources(LocalSources):
    """See `search.console.Sources`."""

    def __init__(
        self, settings: Settings, clock: Clock, store: LocalStore, index: Index[None]
    ) -> None:
        super().__init__(store, clock, index)
        self._settings = settings
        self._fresh: dict[str, tuple[float, object]] = {}

    def earlier(self, shift_id: str) -> Sequence[str]:
        """The shifts whose place this one took."""
        found: list[str] = []
        named: str | None = shift_id
        while named and len(found) < MOST_REPLACED:
            shift = self._index.get("shift", named)
            named = shift.replaces if isinstance(shift, Shift) else None
            if named is None or named in found:
                break
            found.append(named)
        return found

    def feeds(self) -> Sequence[FeedReport]:
        """How each feed is, as the topic of feeds has it."""
        return self._kept("feeds", self._feeds)

    def stages(self, since: datetime | None = None) -> Mapping[str, Balance]:
        """The account of each stage, as all processes have told it."""
        with self._store.database.read() as connection:
            return totals(connection, self._clock.now(), since)

    def waiting_letters(self) -> int:
        """Dead letters that wait."""
        return len(self._letters())

    def letters(self, limit: int) -> Sequence[DeadLetter]:
        """Dead letters that wait, without their original bytes."""
        return self._letters()[:limit]

    def letter(self, identifier: str) -> DeadLetter | None:
        """One dead letter."""

        def keep(each: DeadLetter) -> DeadLetter:
            return each if each.id == identifier else _light(each)

        found = read_letters(self._settings, keep)
        return next((each for each in found if each.id == identifier), None)

    def _letters(self) -> list[DeadLetter]:
        found = self._kept("letters", lambda: read_letters(self._settings, _light))
        return [each for each in found if each.replayed_at is None]

    def _feeds(self) -> Sequence[FeedReport]:
        return self.reports(remembered_feeds(self._settings))

    def _kept(self, name: str, read: Callable[[], R]) -> R:
        """What was read a moment ago, or read anew."""
        at, found = self._fresh.get(name, (float("-inf"), None))
        if self._clock.monotonic() - at < FRESH_SECONDS:
            return found  # type: ignore[return-value]
        fresh = read()
        self._fresh[name] = (self._clock.monotonic(), fresh)
        return fresh


def _light(letter: DeadLetter) -> DeadLetter:
    """Without its original bytes, which may be some MiB."""
    return msgspec.structs.replace(letter, original=b"")
