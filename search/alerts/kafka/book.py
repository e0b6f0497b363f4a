"""The watches that stand, in memory, as their topic has them: for whoever matches."""

from collections.abc import Collection, Iterable, Mapping

from runtime.kafka import Record
from runtime.kafka.tailing import Tail
from wire.watch import Watch


class WatchBook:
    """Follows a `Tail` of the topic of watches. To be used from one thread at a time.

    `generation` changes with every change, so that a matcher is made anew only then.
    """

    def __init__(self, tail: Tail) -> None:
        self._tail = tail
        self._standing: dict[str, Watch] = {}
        self._owners: set[str] = set()
        self.generation = 0

    @property
    def watches(self) -> Mapping[str, Watch]:
        """The watches that stand, by id."""
        return self._standing

    @property
    def owners(self) -> Collection[str]:
        """Whoever has, or has had, a watch: he is told what becomes of what he was told of."""
        return self._owners

    def catch_up(self) -> None:
        """Read all that is there by now. Raises `KafkaFailure`, `KafkaException`."""
        ends = self._tail.ends()
        while not self._tail.reached(ends):
            self._take(self._tail.read(1.0))

    def update(self) -> bool:
        """Read what has come, without waiting; whether any watch has changed."""
        before = self.generation
        while records := self._tail.read(0.0):
            self._take(records)
        return self.generation != before

    def _take(self, records: Iterable[Record]) -> None:
        for record in records:
            watch = watch_of(record)
            if watch is not None:
                self._owners.add(watch.owner)
            if watch is not None and not watch.removed:
                self._standing[watch.id] = watch
            else:
                self._standing.pop(record.key_text, None)
            self.generation += 1


def watch_of(record: Record) -> Watch | None:
    """The watch of a message; None for one that is gone or that this program cannot read."""
    return None if record.value is None else record.decode_or_warn(Watch, "watch")
