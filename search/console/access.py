"""Who may read: everybody on this machine, or who shows the token. Attempts are limited."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address

COOKIE = "parley"
SESSION = timedelta(days=7)
LEAST_TOKEN = 16
"""Characters of a token; a shorter one can be guessed."""

MAX_FAILURES = 5
WINDOW = timedelta(minutes=1)
"""Wrong tokens that one address may show in this time before it must wait."""

MAX_ADDRESSES = 10_000
"""Addresses that are remembered for their failures; the oldest are forgotten first."""

OPEN = ("/livez", "/readyz", "/login", "/static/")
"""What can be had without the token: it tells nothing of what is stored."""


@dataclass
class Access:
    """The door. Without a `token` it is open, and the console is for this machine only.

    `hosts` are the names by which it may be asked for, besides `localhost` and addresses: a page
    elsewhere can let its own name lead to this machine (DNS rebinding), but not an address.
    """

    token: str
    now: Callable[[], datetime]
    hosts: tuple[str, ...] = ()
    _failures: OrderedDict[str, list[datetime]] = field(default_factory=OrderedDict)

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names this console."""
        name = _host_name(header)
        if name in ("localhost", *(host.lower() for host in self.hosts)):
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True

    def is_free(self, path: str) -> bool:
        """Whether a path may be read without showing anything."""
        return not self.token or any(
            path == each or (each.endswith("/") and path.startswith(each)) for each in OPEN
        )

    def accepts_token(self, shown: str, address: str) -> bool:
        """Whether this is the token; a wrong one counts against the address it comes from."""
        if hmac.compare_digest(_digest(shown), _digest(self.token)):
            self._failures.pop(address, None)
            return True
        self._failures.setdefault(address, []).append(self.now())
        self._failures.move_to_end(address)
        while len(self._failures) > MAX_ADDRESSES:
            self._failures.popitem(last=False)
        return False

    def must_wait(self, address: str) -> bool:
        """Whether too many wrong tokens came from this address just now."""
        since = self.now() - WINDOW
        recent = [moment for moment in self._failures.get(address, ()) if moment > since]
        if recent:
            self._failures[address] = recent
        else:
            self._failures.pop(address, None)
        return len(recent) >= MAX_FAILURES

    def session(self) -> str:
        """A cookie's value for who has shown the token: it says until when, and is signed."""
        until = f"{int((self.now() + SESSION).timestamp())}.{secrets.token_urlsafe(8)}"
        return f"{until}.{self._signature(until)}"

    def accepts_session(self, cookie: str) -> bool:
        """Whether the cookie was made here, with the token of now, and is not over."""
        until, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(_digest(signature), _digest(self._signature(until))):
            return False
        return int(until.partition(".")[0]) > self.now().timestamp()

    def _signature(self, text: str) -> str:
        return hmac.new(_digest(self.token), text.encode(), hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()


def _host_name(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0].lower() if ":" in header else header.lower()
