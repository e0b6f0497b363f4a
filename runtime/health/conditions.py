"""What a role needs before it can work, and whether it still turns; told from any thread."""

import threading
from dataclasses import dataclass

from runtime.clock import Clock


@dataclass(frozen=True)
class Condition:
    """One thing that a role needs, and in words what is wrong with it; None: nothing."""

    name: str
    trouble: str | None


class Health:
    """The conditions of one process by name. Safe from any thread.

    Ready is a process whose conditions all hold. Alive is one whose loop has turned within
    `patience` seconds; without a patience it is alive as long as it answers. A process that
    recovers for long is alive and not ready: it says `turned()` meanwhile.
    """

    def __init__(
        self, clock: Clock, needs: dict[str, str] | None = None, *, patience: float | None = None
    ) -> None:
        """`needs`: what is not there yet, by name, with the words for it."""
        self._clock = clock
        self.began = clock.now()
        self._patience = patience
        self._troubles: dict[str, str | None] = dict(needs or {})
        self._turned = clock.monotonic()
        self._guard = threading.Lock()

    def holds(self, name: str) -> None:
        """The condition is met."""
        with self._guard:
            self._troubles[name] = None

    def lacks(self, name: str, trouble: str) -> None:
        """The condition is not met (any more); `trouble` says for an operator why."""
        if not trouble:
            raise ValueError(f"say what is wrong with {name}")
        with self._guard:
            self._troubles[name] = trouble

    def turned(self) -> None:
        """The role's loop came round once more."""
        with self._guard:
            self._turned = self._clock.monotonic()

    def conditions(self) -> list[Condition]:
        """Every condition, in the order in which they were first named."""
        with self._guard:
            return [Condition(name, trouble) for name, trouble in self._troubles.items()]

    def ready(self) -> bool:
        """Whether all conditions hold."""
        return all(condition.trouble is None for condition in self.conditions())

    def stands_still(self) -> float | None:
        """Seconds since the last turn where they are more than the patience, else None."""
        with self._guard:
            since = self._clock.monotonic() - self._turned
        return since if self._patience is not None and since > self._patience else None
