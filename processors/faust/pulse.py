"""Whether this process was frozen for so long that its group has taken it for dead."""

from runtime.clock import Clock
from runtime.kafka import KafkaFailure


class Frozen(KafkaFailure):
    """The process stood still for longer than its session: its partitions are somebody else's."""


class Pulse:
    """Beats with the event loop. `most`: seconds between two beats that a session outlives.

    A process that wakes does not know yet that others own its partitions. It must not write.
    """

    def __init__(self, clock: Clock, most: float) -> None:
        self._clock, self._most = clock, most
        self._last = clock.monotonic()
        self._longest = 0.0

    def beat(self) -> None:
        """The loop came round."""
        now = self._clock.monotonic()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def check(self) -> None:
        """Raise `Frozen` if there was too long a pause, or one is just over."""
        longest = max(self._longest, self._clock.monotonic() - self._last)
        if longest > self._most:
            raise Frozen(
                f"this process stood still for {longest:.0f} s and was taken for dead; others have"
                " its work: start it again"
            )
