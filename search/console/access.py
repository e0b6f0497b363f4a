"""Who may read, and who may change what: everybody on this machine, or who shows a token."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address

from search.console.attempts import Attempts
from search.console.tokens import (
    MOST_SHOWN,
    SCOPES,
    TOKEN,
    Scope,
    Token,
    Tokens,
    digest_of,
    is_password_of,
)

COOKIE = "parley"
SESSION = timedelta(days=7)
LEAST_TOKEN = 16
"""Characters of a token; a shorter one can be guessed."""

OPEN = ("/livez", "/readyz", "/login", "/static/")
"""What can be had without the token: it tells nothing of what is stored."""


@dataclass(frozen=True)
class Reader:
    """Who asks: a `name` for the log and the ledger, and what this reader may do.

    `by_cookie`: a browser's session, whose requests another page could provoke. `mark` stands for
    the token that was shown.
    """

    name: str
    scope: Scope
    by_cookie: bool = False
    mark: str = ""

    def may(self, needs: Scope) -> bool:
        """Whether this reader may do what needs a scope."""
        return SCOPES.index(self.scope) >= SCOPES.index(needs)


@dataclass(frozen=True)
class MustWait:
    """Too many wrong tokens came just now; `seconds` until one may be shown again."""

    seconds: int


LOCAL = Reader("everybody on this machine", "admin")
"""Who asks where no token is set: the console is then served on this machine only."""

NOBODY = Reader("nobody", "read")
"""Who asks for what is open to all; what is stored is not."""

OPERATOR = "operator"
"""The name of who shows the token of the settings."""


@dataclass
class Access:
    """The door. It is open while there is no token at all, and the console for this machine only.

    `token` is the one of the settings, `tokens` are those that were added; with any of either, or
    `closed`, everybody must show one. `hosts` are the names by which the console may be asked for,
    besides `localhost` and addresses: a page elsewhere can let its own name lead to this machine
    (DNS rebinding), but not an address. `key` signs sessions and forms; they end with it.
    Everything but `knows_host` may look at the store: not for an event loop.
    """

    token: str
    now: Callable[[], datetime]
    hosts: tuple[str, ...] = ()
    tokens: Tokens | None = None
    closed: bool = False
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
        """Whether a path may be had without showing anything."""
        return any(path == each or (each.endswith("/") and path.startswith(each)) for each in OPEN)

    def is_open(self) -> bool:
        """Whether nobody need show anything."""
        kept = self.tokens is not None and self.tokens.any()
        return not (self.closed or self.token or kept)

    def reader_with(self, shown: str, address: str, name: str = "") -> Reader | MustWait | None:
        """Who shows this token, or this password under a name.

        A wrong one counts against the address it comes from. Nobody can guess a token that was
        drawn at random: it opens however many wrong ones come, also from its own address. So
        guessing, for one behind the same proxy, cannot shut the others out.
        """
        shown = shown[:MOST_SHOWN]
        if TOKEN.fullmatch(shown) and (reader := self._with_token(shown)):
            return reader
        if seconds := self.attempts.take(address, self.now()):
            return MustWait(seconds)
        reader = self._with_settings(shown) or self._with_password(shown, name)
        if reader is not None:
            self.attempts.withdraw(address)
        return reader

    def session(self, reader: Reader) -> str:
        """A cookie's value for who was let in: it says until when, and is signed."""
        until = f"{int((self.now() + SESSION).timestamp())}.{secrets.token_urlsafe(8)}"
        text = f"{until}.{reader.mark}"
        return f"{text}.{self._signature(text)}"

    def reader_of_session(self, cookie: str) -> Reader | None:
        """Who has this cookie, if it was made here, is not over, and its token still opens."""
        text, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(_digest(signature), _digest(self._signature(text))):
            return None
        until, _, mark = text.split(".")
        if int(until) <= self.now().timestamp():
            return None
        if self.token and mark == self._mark_of_settings():
            return Reader(OPERATOR, "admin", by_cookie=True, mark=mark)
        found = self.tokens.marked(mark) if self.tokens is not None else None
        if found is None or not found.good(self.now()):
            return None
        return Reader(found.name, found.scope, by_cookie=True, mark=mark)

    def _with_token(self, shown: str) -> Reader | None:
        found = self.tokens.with_digest(digest_of(shown)) if self.tokens is not None else None
        return self._let_in(found) if found is not None else None

    def _with_settings(self, shown: str) -> Reader | None:
        if self.token and hmac.compare_digest(_digest(shown), _digest(self.token)):
            return Reader(OPERATOR, "admin", mark=self._mark_of_settings())
        return None

    def _with_password(self, shown: str, name: str) -> Reader | None:
        if not name or self.tokens is None:
            return None
        found = self.tokens.named(name)
        if not is_password_of(found, shown) or found is None:
            return None
        return self._let_in(found)

    def _let_in(self, token: Token) -> Reader | None:
        if self.tokens is None or not token.good(self.now()):
            return None
        self.tokens.used(token, self.now())
        return Reader(token.name, token.scope, mark=token.mark)

    def _mark_of_settings(self) -> str:
        return hashlib.sha256(b"operator:" + self.token.encode()).hexdigest()[:24]

    def _signature(self, text: str) -> str:
        return hmac.new(self.key, f"session:{text}".encode(), hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest()


def _host_name(header: str) -> str:
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0].lower() if ":" in header else header.lower()
