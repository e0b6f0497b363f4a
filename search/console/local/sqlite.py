"""The console's tokens over the one SQLite file."""

import sqlite3
from datetime import datetime, timedelta

import msgspec

from runtime.sqlite import Database, StorageError
from search.console.tokens import Token
from wire.codec import decode, encode

USE_NOTED = timedelta(minutes=1)
"""The time of last use is this coarse, so that reading does not become writing."""


class SqliteTokens:
    """`search.console.tokens.Tokens`, and what the command line does with them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def key(self) -> bytes:
        """What signs sessions and forms; the same for every program on this file."""
        with self._database.read() as connection:
            (key,) = connection.execute("SELECT key FROM console_key").fetchone()
        return bytes(key)

    def put(self, token: Token) -> bool:
        """Keep a new token; False where its name is taken."""
        with self._database.write() as tx:
            try:
                tx.execute(
                    "INSERT INTO console_tokens VALUES (?, ?, ?, NULL, ?)",
                    (token.name, token.digest, token.mark, encode(token)),
                )
            except sqlite3.IntegrityError:
                return False
        return True

    def remove(self, name: str) -> bool:
        """Forget a token; whether there was one."""
        with self._database.write() as tx:
            found = tx.execute("DELETE FROM console_tokens WHERE name = ?", (name,))
            return found.rowcount > 0

    def any(self) -> bool:
        """Whether there is one at all."""
        with self._database.read() as connection:
            return connection.execute("SELECT 1 FROM console_tokens").fetchone() is not None

    def all(self) -> list[Token]:
        """Every token, by name."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT body, last_used_at FROM console_tokens ORDER BY name")
            return [_token(*row) for row in rows]

    def named(self, name: str) -> Token | None:
        """The token of this name."""
        return self._one("SELECT body, last_used_at FROM console_tokens WHERE name = ?", name)

    def with_digest(self, digest: str) -> Token | None:
        """The token whose secret has this digest."""
        return self._one("SELECT body, last_used_at FROM console_tokens WHERE digest = ?", digest)

    def marked(self, mark: str) -> Token | None:
        """The token that a session stands on."""
        return self._one("SELECT body, last_used_at FROM console_tokens WHERE mark = ?", mark)

    def used(self, token: Token, at: datetime) -> None:
        """Note when a token was last shown. A store that can't be written still lets people in."""
        if token.last_used_at is not None and at - token.last_used_at < USE_NOTED:
            return
        try:
            with self._database.write() as tx:
                tx.execute(
                    "UPDATE console_tokens SET last_used_at = ? WHERE digest = ?",
                    (at.isoformat(), token.digest),
                )
        except StorageError:
            return

    def _one(self, query: str, value: str) -> Token | None:
        with self._database.read() as connection:
            row = connection.execute(query, (value,)).fetchone()
        return _token(*row) if row else None


def _token(body: bytes, last_used_at: str | None) -> Token:
    used = datetime.fromisoformat(last_used_at) if last_used_at else None
    return msgspec.structs.replace(decode(body, Token), last_used_at=used)
