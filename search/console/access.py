"""Who may read, and who may change what: everybody on this machine, or who shows a token."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Literal

from search.console.attempts import Attempts

COOKIE = "parley"
SESSION = timedelta(days=7)
LEAST_TOKEN = 16
"""Characters of a token; a shorter one can be guessed."""

OPEN = ("/livez", "/readyz", "/login", "/static/")
"""What can be had without the token: it tells nothing of what is stored."""

Scope = Literal["read", "watch", "admin"]
SCOPES: tuple[Scope, ...] = ("read", "watch", "admin")
"""What a token may be good for; each holds those before it.

`read`: look. `watch`: also keep watches, mute, mark verdicts. `admin`: also see dead letters'
insides and change where alerts go.
"""


@dataclass(frozen=True)
class Reader:
    """Who asks: a `name` for the log and the ledger, and what this reader may do.

    `by_cookie`: a browser's session, whose requests another page could provoke.
    """

    name: str
    scope: Scope
    by_cookie: bool = False

    def may(self, needs: Scope) -> bool:
        """Whether this reader may do what needs a scope."""
        return SCOPES.index(self.scope) >= SCOPES.index(needs)


LOCAL = Reader("everybody on this machine", "admin")
"""Who asks where no token is set: the console is then served on this machine only."""

NOBODY = Reader("nobody", "read")
"""Who asks for what is open to all; what is stored is not."""

OPERATOR = "operator"
"""The name of who shows the token of the settings."""


@dataclass
class Access:
    """The door. Without a `token` it is open, and the console is for this machine only.

    `hosts` are the names by which it may be asked for, besides `localhost` and addresses: a page
    elsewhere can let its own name lead to this machine (DNS rebinding), but not an address.
    `key` signs sessions and forms; they end with it.
    """

    token: str
    now: Callable[[], datetime]
    hosts: tuple[str, ...] = ()
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    attempts: Attempts = field(default_factory=Attempts)

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

    def reader_with(self, shown: str, address: str) -> Reader | None:
        """Who shows this token; a wrong one counts against the address it comes from."""
        if self.token and hmac.compare_digest(_digest(shown), _digest(self.token)):
            return Reader(OPERATOR, "admin")
        self.attempts.failed(address, self.now())
        return None

    def wait(self, address: str) -> int:
        """Seconds until an address may show a token again; 0: it may now."""
        return self.attempts.wait(address, self.now())

    def session(self) -> str:
        """A cookie's value for who has shown the token: it says until when, and is signed."""
        until = f"{int((self.now() + SESSION).timestamp())}.{secrets.token_urlsafe(8)}"
        return f"{until}.{self._signature(until)}"

    def reader_of_session(self, cookie: str) -> Reader | None:
        """Who has this cookie, if it was made here, with the token of now, and is not over."""
        until, _, signature = cookie.rpartition(".")
        if not self.token or not hmac.compare_digest(
            _digest(signature), _digest(self._signature(until))
        ):
            return None
        if int(until.partition(".")[0]) <= self.now().timestamp():
            return None
        return Reader(OPERATOR, "admin", by_cookie=True)

    def _signature(self, text: str) -> str:
        signed = hmac.new(_digest(self.token), f"session:{text}".encode(), hashlib.sha256)
        return signed.hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()


def _host_name(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0].lower() if ":" in header else header.lower()
