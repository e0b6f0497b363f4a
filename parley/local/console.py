"""The console over the local store: wired, and served beside whatever else the program does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from parley.cluster.store import open_store
from parley.failure import Failure
from parley.local.sources import LocalSources
from parley.local.store import LocalStore
from parley.names import party_names
from parley.office import Office
from parley.session import Session
from parley.version import VERSION
from runtime.clock import Clock
from runtime.metrics import Registry
from runtime.settings import Settings
from search.alerts.local import AlertDesk
from search.console import (
    Access,
    Desk,
    Listener,
    NotServed,
    application,
    serve,
)

HOST = "127.0.0.1"
PORT = 8080


def listener(settings: Settings, port: int, host: str = HOST) -> Listener:
    """Take the port. Raises `Failure` where it is taken or the console may not be served so."""
    try:
        return Listener.open(host, port, settings.console_token, partial(_has_token, settings))
    except NotServed as error:
        raise Failure(str(error)) from error


def _has_token(settings: Settings) -> bool:
    opened = open_store if settings.shell == "cluster" else LocalStore.open
    with opened(settings.data_dir) as store:
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
        desk = AlertDesk(store.database, store.alerts)
        office = Office(store, store.index, desk, store.verdicts, LocalSources(store, clock))
        async with console_of(session, settings, clock, office, taken, registry) as task:
            yield task


@asynccontextmanager
async def console_of(
    session: Session,
    settings: Settings,
    clock: Clock,
    office: Office,
    taken: Listener,
    registry: Registry | None = None,
) -> AsyncIterator[asyncio.Task[None]]:
    """Serve the console over an office inside the block; gives the server's task."""
    tokens = office.store.tokens
    app = application(
        Desk(
            index=office.index,
            sources=office.sources,
            clock=clock,
            registry=registry or Registry(),
            alerts=office.desk,
            verdicts=office.verdicts,
            party_name=party_names(settings),
            version=VERSION,
        ),
        Access(
            settings.console_token,
            session.clock.now,
            settings.console_hosts,
            tokens=tokens,
            closed=taken.public,
            key=tokens.key(),
        ),
    )
    async with serve(app, taken) as task:
        session.err.print(f"console: {taken.address}", markup=False)
        yield task
