"""Finds out that a worker stands still: input is pending and the offset of a partition stops."""

from collections.abc import Mapping

from runtime.kafka.errors import Stalled
from runtime.kafka.offsets import Place


class Watchdog:
    """Commits were seen to stall on one partition after a recovery; nothing else would say so.

    `patience`: seconds without a committed step in a partition with pending input.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._since: dict[Place, tuple[int, float]] = {}

    def look(
        self, now: float, committed: Mapping[Place, int], ends: Mapping[Place, int]
    ) -> dict[Place, int]:
        """The lag of each owned partition (those of `ends`). Raises `Stalled`.

        `committed` is what the group has at Kafka, 0 where it has nothing; a partition that is
        owned no more is forgotten.
        """
        self._since = {place: known for place, known in self._since.items() if place in ends}
        lags = {}
        for place, end in ends.items():
            offset = committed.get(place, 0)
            lags[place] = max(0, end - offset)
            known = self._since.get(place)
            if not lags[place]:
                self._since.pop(place, None)
            elif known is None or known[0] != offset:
                self._since[place] = (offset, now)
            elif now - known[1] > self._patience:
                raise Stalled(
                    f"{place[0]}/{place[1]} stands still at offset {offset} of {end} for"
                    f" {now - known[1]:.0f} s: nothing is lost, start this worker again"
                )
        return lags

    def forget(self) -> None:
        """Begin anew: input was not read for a good reason (a recovery, a server that is away)."""
        self._since.clear()
