"""How often a wrong token may be shown: by one address, and by all together."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
MAX_FAILURES = 5
"""Wrong tokens that one address may show in this time before it must wait."""

MAX_OVERALL = 100
"""Wrong tokens that all addresses together may show in it: a guess from many machines."""

MAX_ADDRESSES = 10_000
"""Addresses that are remembered for their failures; the oldest are forgotten first."""


class Attempts:
    """Wrong tokens of the last minute. Times come in; nothing here looks at a clock."""

    def __init__(self) -> None:
        self._by_address: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._overall: deque[datetime] = deque(maxlen=MAX_OVERALL)

    def failed(self, address: str, now: datetime) -> None:
        """Count a wrong token."""
        self._overall.append(now)
        self._by_address.setdefault(address, deque(maxlen=MAX_FAILURES)).append(now)
        self._by_address.move_to_end(address)
        while len(self._by_address) > MAX_ADDRESSES:
            self._by_address.popitem(last=False)

    def wait(self, address: str, now: datetime) -> int:
        """Seconds until this address may try again; 0: now."""
        mine = self._by_address.get(address, deque())
        return max(
            _wait(mine, MAX_FAILURES, now),
            _wait(self._overall, MAX_OVERALL, now),
        )


def _wait(failures: deque[datetime], most: int, now: datetime) -> int:
    if len(failures) < most:
        return 0
    left = (failures[0] + WINDOW - now).total_seconds()
    # A clock that went back must not lock the door for longer than the window.
    return min(max(0, -int(-left // 1)), int(WINDOW.total_seconds()))
