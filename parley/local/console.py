"""The console over the local store: wired, and served beside whatever else the program does."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial

from ingest.decide.health import health
from parley.failure import Failure
from parley.local.store import LocalStore
from parley.names import party_names
from parley.session import Session
from parley.version import VERSION
from processors.local import changed_since, earlier
from runtime.clock import Clock
from runtime.ledger import Balance, totals
from runtime.metrics import Registry
from runtime.settings import Settings
from search.alerts.local import AlertDesk
from search.console import (
    Access,
    Desk,
    FeedReport,
    HistoryEntry,
    Listener,
    NotServed,
    application,
    serve,
)
from wire import DeadLetter

HOST = "127.0.0.1"
PORT = 8080


class LocalSources:
    """What the console shows that is not in the index, from the one file."""

    def __init__(self, store: LocalStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def history(self, shift_id: str) -> Sequence[HistoryEntry]:
        """What happened to a shift."""
        return [
            HistoryEntry(
                recorded_at=each.recorded_at,
                version=each.version,
                status=each.status,
                reason=each.reason,
                replaced_by=each.replaced_by,
                article_id=each.article_id,
            )
            for each in self._store.history(shift_id)
        ]

    def earlier(self, shift_id: str) -> Sequence[str]:
        """The shifts whose place this one took."""
        with self._store.database.read() as connection:
            return earlier(connection, shift_id)

    def changed_since(self, number: int | None) -> tuple[int, Sequence[str]]:
        """Which shifts changed after a number."""
        with self._store.database.read() as connection:
            return changed_since(connection, number)

    def feeds(self) -> Sequence[FeedReport]:
        """How each feed is."""
        now = self._clock.now()
        return [
            FeedReport(
                url=each.url,
                title=each.title,
                words=health(each, now),
                failing=bool(each.failures) or each.gone,
                failures=each.failures,
                status=each.status,
                last_attempt_at=each.last_attempt_at,
                last_success_at=each.last_success_at,
                last_new_at=each.last_new_at,
                next_poll_at=each.next_poll_at,
            )
            for each in self._store.feeds.feeds()
        ]

    def stages(self) -> Mapping[str, Balance]:
        """The account of each stage."""
        return totals(self._store.ledger.balance())

    def letters(self, limit: int) -> Sequence[DeadLetter]:
        """Dead letters that wait."""
        return self._store.letters.list(limit=limit)

    def letter(self, identifier: str) -> DeadLetter | None:
        """One dead letter."""
        return self._store.letters.get(identifier)


def listener(settings: Settings, port: int, host: str = HOST) -> Listener:
    """Take the port. Raises `Failure` where it is taken or the console may not be served so."""
    try:
        return Listener.open(host, port, settings.console_token, partial(_has_token, settings))
    except NotServed as error:
        raise Failure(str(error)) from error


def _has_token(settings: Settings) -> bool:
    with LocalStore.open(settings.data_dir) as store:
        return store.tokens.any()


def listener_or_none(session: Session, port: int | None) -> Listener | None:
    """The same for a program that goes on without a console: the news come first.

    A port that was asked for must be had; the usual one may be somebody else's, which is said.
    """
    if port is not None:
        return listener(session.settings, port)
    try:
        return listener(session.settings, PORT)
    except Failure as failure:
        session.err.print(f"{failure}", markup=False)
        return None


@asynccontextmanager
async def console_beside(
    session: Session,
    settings: Settings,
    clock: Clock,
    taken: Listener | None,
    registry: Registry | None = None,
) -> AsyncIterator[asyncio.Task[None] | None]:
    """Serve the console inside the block, over the data directory of `settings`.

    Gives the server's task; None where no port was taken.
    """
    if taken is None:
        yield None
        return
    with LocalStore.open(settings.data_dir, clock) as store:
        app = application(
            Desk(
                index=store.index,
                sources=LocalSources(store, clock),
                clock=clock,
                registry=registry or Registry(),
                alerts=AlertDesk(store.database, store.alerts),
                verdicts=store.verdicts,
                party_name=party_names(settings),
                version=VERSION,
            ),
            Access(
                settings.console_token,
                session.clock.now,
                settings.console_hosts,
                tokens=store.tokens,
                closed=taken.public,
                key=store.tokens.key(),
            ),
        )
        async with serve(app, taken) as task:
            session.err.print(f"console: {taken.address}", markup=False)
            yield task
