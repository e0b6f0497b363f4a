"""What a stage tells of the partitions that it owns: their offsets, their lag, that one stalls."""

import logging
from collections.abc import Mapping, Sequence

from runtime.clock import Clock
from runtime.kafka.membership import Membership
from runtime.kafka.offsets import Place
from runtime.kafka.watchdog import Watchdog
from runtime.metrics import Registry
from runtime.metrics.cluster import COMMITTED, LAG, PARTITIONS, REBALANCES
from runtime.settings import Settings

log = logging.getLogger(__name__)

MEASURE_SECONDS = 5.0


class Telling:
    """The numbers of one stage's partitions. Partitions come and go on the consumer's thread."""

    def __init__(
        self,
        settings: Settings,
        stage: str,
        *,
        clock: Clock,
        registry: Registry,
        stalled_seconds: float,
    ) -> None:
        self._prefix = f"{settings.prefix}."
        self._stage, self._clock, self._registry = stage, clock, registry
        self._watchdog = Watchdog(stalled_seconds)
        self._committed: dict[Place, int] = {}
        self._measured = clock.monotonic()

    def came(self, places: Sequence[Place]) -> None:
        """Partitions were given to this member."""
        self._registry.add(REBALANCES, stage=self._stage)
        log.info("stage %s got %s", self._stage, _named(places))

    def went(self, places: Sequence[Place]) -> None:
        """Partitions were taken from it."""
        self._registry.add(REBALANCES, stage=self._stage)
        log.info("stage %s gave %s back", self._stage, _named(places))
        for place in places:
            self._committed.pop(place, None)

    def committed(self, positions: Mapping[Place, int]) -> None:
        """Offsets were committed."""
        self._committed |= positions

    def waits(self) -> None:
        """The stage does not read for a good reason."""
        self._watchdog.forget()

    async def tell(self, member: Membership) -> None:
        """Set the numbers, now and then. Raises `Stalled`."""
        if self._clock.monotonic() - self._measured < MEASURE_SECONDS:
            return
        self._measured = self._clock.monotonic()
        self._registry.set(PARTITIONS, len(member.owned), stage=self._stage)
        ends = await member.ends()
        self._committed |= await member.committed(member.owned - self._committed.keys())
        # Told by two owners, a partition would stand still for ever in one of them.
        self._registry.forget(LAG, stage=self._stage)
        self._registry.forget(COMMITTED, stage=self._stage)
        known = {place: end for place, end in ends.items() if place in self._committed}
        for place, lag in self._watchdog.look(self._measured, self._committed, known).items():
            topic, partition = place[0].removeprefix(self._prefix), str(place[1])
            labels = {"stage": self._stage, "topic": topic, "partition": partition}
            self._registry.set(COMMITTED, self._committed[place], **labels)
            self._registry.set(LAG, lag, **labels)


def _named(places: Sequence[Place]) -> str:
    return ", ".join(f"{topic}/{number}" for topic, number in sorted(places)) or "nothing"
