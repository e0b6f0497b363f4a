"""Tokens and passwords that open the console: made, written down as digests, shown, compared.

A token is drawn at random, so that one round of SHA-256 hides it well enough; a password is chosen
by a person, and kept as scrypt makes it (RFC 7914) with the cost that OWASP's sheet on the storage
of passwords names: 32 MiB and about a tenth of a second.
"""

import base64
import hashlib
import hmac
import re
import threading
from datetime import datetime
from typing import Literal, Protocol

import msgspec

Scope = Literal["read", "watch", "admin"]
SCOPES: tuple[Scope, ...] = ("read", "watch", "admin")
"""What a token may be good for; each holds those before it.

`read`: look. `watch`: also keep watches, mute them, mark verdicts. `admin`: also see who has a
token, and take tokens away.
"""

PREFIX = "parley_"
"""Lets programs that look for leaked secrets know one of ours."""

RANDOM_BYTES = 32
TOKEN = re.compile(PREFIX + r"[A-Za-z0-9_-]{43}", re.ASCII)

LEAST_PASSWORD = 12
"""Characters of a password, as OWASP has them where nothing else is asked for (8 with more)."""

MOST_SHOWN = 1024
"""Characters of a token or password that are looked at."""

NAME = re.compile(r"[\w.@-]{1,64}", re.ASCII)
SALT_BYTES = 16

_COST, _BLOCK, _LANES = 2**15, 8, 3
_MEMORY = 64 * 1024 * 1024
_one_at_a_time = threading.Lock()


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """One way in. `digest` is of the secret, which is nowhere kept; `mark` stands in sessions."""

    name: str
    scope: Scope
    kind: Literal["token", "password"] = "token"
    digest: str
    made_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    schema: int = 1

    @property
    def mark(self) -> str:
        """Another one for each secret: a session ends when its token or password is replaced."""
        return hashlib.sha256(f"mark:{self.digest}".encode()).hexdigest()[:24]

    def good(self, now: datetime) -> bool:
        """Whether its time is not over."""
        return self.expires_at is None or now < self.expires_at


class Tokens(Protocol):
    """The tokens that are kept. Everything may be called from any thread."""

    def any(self) -> bool:
        """Whether there is one at all, an expired one as well."""
        ...

    def all(self) -> list[Token]:
        """Every token, by name."""
        ...

    def named(self, name: str) -> Token | None:
        """The token of this name."""
        ...

    def with_digest(self, digest: str) -> Token | None:
        """The token whose secret has this digest."""
        ...

    def marked(self, mark: str) -> Token | None:
        """The token that a session stands on."""
        ...

    def used(self, token: Token, at: datetime) -> None:
        """Note when a token was last shown."""
        ...

    def remove(self, name: str) -> bool:
        """Let in nobody any more who has it; whether there was one."""
        ...


def secret_of(random: bytes) -> str:
    """A token as it is written down, from `RANDOM_BYTES` random bytes."""
    return PREFIX + base64.urlsafe_b64encode(random).decode("ascii").rstrip("=")


def digest_of(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def digest_of_password(password: str, salt: bytes) -> str:
    """What is kept of a password: salt and scrypt's result, in hexadecimal digits."""
    return f"scrypt:{salt.hex()}:{_scrypt(password, salt).hex()}"


def is_password_of(token: Token | None, password: str) -> bool:
    """Whether this is the password. Where there is none to compare, it takes as long."""
    kept = token.digest if token is not None and token.kind == "password" else _NO_PASSWORD
    _, salt, expected = kept.split(":")
    made = _scrypt(password[:MOST_SHOWN], bytes.fromhex(salt)).hex()
    return hmac.compare_digest(made, expected)


def _scrypt(password: str, salt: bytes) -> bytes:
    # One at a time: a crowd at the door must not take all memory and every core.
    with _one_at_a_time:
        return hashlib.scrypt(
            password.encode("utf-8", "surrogateescape"),
            salt=salt,
            n=_COST,
            r=_BLOCK,
            p=_LANES,
            maxmem=_MEMORY,
            dklen=32,
        )


_NO_PASSWORD = f"scrypt:{'00' * SALT_BYTES}:{'00' * 32}"
