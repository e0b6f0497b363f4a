"""How often a token or password may be tried: by one address, and by all together."""

import threading
from collections import OrderedDict, deque
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

WINDOW = timedelta(minutes=1)
MOST = 5
"""Wrong ones that one address may show in this time before it must wait."""

MOST_OVERALL = 100
"""Wrong ones that all addresses together may show in it: a guess from many machines."""

MAX_ADDRESSES = 10_000
"""Addresses that are remembered for their failures; the oldest are forgotten first."""


class Attempts:
    """Wrong attempts of the last minute. Times come in; may be called from any thread."""

    def __init__(self) -> None:
        self._by_address: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._overall: deque[datetime] = deque(maxlen=MOST_OVERALL)
        self._turn = threading.Lock()

    def take(self, address: str, now: datetime) -> int:
        """Count an attempt as a wrong one until `withdraw` says that it was right.

        Gives 0, or the seconds that this address must wait: then nothing is counted.
        """
        with self._turn:
            mine = self._by_address.setdefault(_network(address), deque(maxlen=MOST))
            self._by_address.move_to_end(_network(address))
            while len(self._by_address) > MAX_ADDRESSES:
                self._by_address.popitem(last=False)
            seconds = max(_wait(mine, MOST, now), _wait(self._overall, MOST_OVERALL, now))
            if not seconds:
                mine.append(now)
                self._overall.append(now)
            return seconds

    def withdraw(self, address: str) -> None:
        """The last attempt from here was right. Wrong ones before it still count."""
        with self._turn:
            for counted in (self._by_address.get(_network(address)), self._overall):
                if counted:
                    counted.pop()


def _wait(failures: deque[datetime], most: int, now: datetime) -> int:
    # A clock that was set back must not lock the door until it has caught up.
    while failures and failures[-1] > now:
        failures.pop()
    if len(failures) < most:
        return 0
    left = (failures[0] + WINDOW - now).total_seconds()
    return max(0, -int(-left // 1))


def _network(address: str) -> str:
    """One reader's address: of the sixth version everybody has 2^64 of them."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or int(found) >> 64)
    return address
