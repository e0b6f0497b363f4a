"""Near-duplicates: which texts of a set are copies of an earlier one, by their signatures."""

from collections.abc import Callable

from runtime.signature import SAME_TEXT, VALUES, values

PROBES = 16
"""Values looked up to find candidates. A pair just alike enough (0.45) shares none of sixteen with
a chance of 0.55^16, below one in ten thousand."""


class Copies:
    """Groups texts, given in a fixed order, by the first text each is nearly the same as.

    The order of the calls decides the groups, so a caller sorts by (at, id) first.
    """

    def __init__(self) -> None:
        self._leaders: list[tuple[int, ...]] = []
        self._probes: dict[tuple[int, int], list[int]] = {}

    def place(
        self, signature: str, allowed: Callable[[int], bool] = lambda leader: True
    ) -> int | None:
        """Number of the earliest group that the text belongs to, None where it is like none.

        Only groups that `allowed` accepts count.
        """
        packed = values(signature)
        candidates = {
            leader for probe in enumerate(packed[:PROBES]) for leader in self._probes.get(probe, ())
        }
        for leader in sorted(candidates):
            if self._alike(packed, leader) and allowed(leader):
                return leader
        return None

    def add(self, signature: str) -> int:
        """Start a new group with this text as its first; gives the group's number."""
        number = len(self._leaders)
        packed = values(signature)
        self._leaders.append(packed)
        for probe in enumerate(packed[:PROBES]):
            self._probes.setdefault(probe, []).append(number)
        return number

    def _alike(self, packed: tuple[int, ...], leader: int) -> bool:
        same = sum(a == b for a, b in zip(packed, self._leaders[leader], strict=True))
        return same >= SAME_TEXT * VALUES
