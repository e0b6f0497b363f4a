"""Dead letters have a limit: when most messages fail, the messages are not to blame."""

from collections import deque
from collections.abc import Sequence

from runtime.kafka.errors import TooManyFailures
from runtime.kafka.records import Rejected

WINDOW = 200
LEAST = 20
"""Fewer messages than this say nothing about a share."""


class Breaker:
    """Watches the newest outcomes of a stage. `share` 1 never breaks."""

    def __init__(self, stage: str, share: float) -> None:
        self._stage, self._share = stage, share
        self._newest: deque[bool] = deque(maxlen=WINDOW)

    def note(self, worked: int, rejected: Sequence[Rejected]) -> None:
        """Note a batch of `worked` messages. Raises `TooManyFailures` before one is set aside."""
        good = min(max(0, worked - len(rejected)), WINDOW)
        self._newest.extend([False] * good + [True] * min(len(rejected), WINDOW))
        failing = sum(self._newest)
        if len(self._newest) >= LEAST and failing > self._share * len(self._newest):
            newest = rejected[-1] if rejected else None
            said = f"; the newest: {newest.record.position}: {newest.text}" if newest else ""
            raise TooManyFailures(
                f"stage {self._stage} stops: {failing} of its newest {len(self._newest)} messages"
                f" failed{said}. Nothing is lost: mend the cause and start again, or set"
                " failing_share to 1 to have them all set aside as dead letters"
            )
