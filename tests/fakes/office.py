"""An office that sends alerts for tests: a store, a courier, and a real webhook on loopback."""

import asyncio
import json
import sqlite3
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from runtime.http import GuardedClient
from runtime.settings import Settings
from runtime.sqlite import Database
from search.alerts.addressing import kind_of
from search.alerts.carriers import Carriers
from search.alerts.courier import Courier, Writing
from search.alerts.local import MIGRATIONS, Alerts
from search.alerts.targets import Target, secret_of
from search.index import MIGRATIONS as INDEX
from search.index import SqliteIndex
from tests.fakes.clock import ManualClock
from tests.fakes.documents import shift
from tests.fakes.watches import rule
from wire import Shift

SECRET, OTHER = secret_of(b"a" * 24), secret_of(b"b" * 24)


class Receiver:
    """A webhook on loopback: what it got, and what it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.hangs = asyncio.Event()
        self.hangs.set()

    async def take(self, request: web.Request) -> web.Response:
        self.got.append((dict(request.headers), await request.read()))
        await self.hangs.wait()
        inward = {"Location": "http://127.0.0.1:1/"} if self.status == 302 else {}
        return web.Response(status=self.status, headers=inward)

    @property
    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.got]


class Office:
    """A store, a courier, and two receivers named `desk` and `other`."""

    def __init__(
        self,
        folder: Path,
        port: int,
        clock: ManualClock,
        tls: ssl.SSLContext | None = None,
        **settings: Any,
    ) -> None:
        self.clock = clock
        self.port = port
        self.database = Database.open(folder / "parley.db", (*INDEX, *MIGRATIONS))
        self.index = SqliteIndex(self.database)
        self.alerts = Alerts(self.database, clock)
        given = {"allowed_private_hosts": (f"127.0.0.1:{port}",), "http_total_seconds": 5.0}
        made = Settings(**(given | settings))
        self.client = GuardedClient(made, clock, tls=tls)
        self.console = made.console_url
        self.carriers = Carriers(self.client, made, tls=tls)
        self.courier = self.made()

    def made(self, per_hour: int = 100, write: Writing | None = None) -> Courier:
        return Courier(
            self.database,
            self.carriers.carry,
            self.clock,
            write or self.write,
            chance=lambda: 0.5,
            per_hour=per_hour,
            console=self.console,
        )

    async def write(self, work: Callable[[sqlite3.Connection], None]) -> None:
        with self.database.write() as tx:
            work(tx)

    def target(self, name: str, url: str | None = None) -> Target:
        url = url or f"http://127.0.0.1:{self.port}/{name}"
        made = Target(name=name, url=url, secret=SECRET, kind=kind_of(url))
        with self.database.write() as tx:
            self.alerts.put_target(tx, made)
        return made

    def watch(self, *targets: str, name: str = "w", **fields: Any) -> None:
        early = self.clock.now() - timedelta(days=9)
        with self.database.write() as tx:
            self.alerts.put(tx, rule(name, targets=targets, created_at=early, **fields))

    def take(self, *shifts: Shift) -> None:
        with self.database.write() as tx:
            self.index.apply(tx, shifts=shifts)
            self.alerts.take(tx, shifts, {})

    def now(self, name: str, **fields: Any) -> Shift:
        return shift(name, at=self.clock.now(), **fields)

    async def deliver(self) -> None:
        while self.courier.look():  # noqa: ASYNC110 - nobody sets an event for it
            await asyncio.sleep(0.01)

    def states(self) -> list[str]:
        with self.database.read() as connection:
            rows = connection.execute(
                "SELECT state FROM deliveries ORDER BY alert_id, version, target"
            )
            return [state for (state,) in rows]

    def desk(self) -> Target:
        return next(each for each in self.alerts.targets() if each.name == "desk")

    async def close(self) -> None:
        await self.courier.close()
        await self.carriers.close()
        await self.client.close()
        self.alerts.close()
        self.database.close()


async def until(holds: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - nobody sets an event for it
            await asyncio.sleep(0.01)


@asynccontextmanager
async def receiving(*names: str) -> AsyncIterator[tuple[int, dict[str, Receiver]]]:
    """Receivers at /name on one port of loopback."""
    found = {name: Receiver() for name in names}
    app = web.Application()
    for name, each in found.items():
        app.router.add_post(f"/{name}", each.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1], found
    finally:
        for each in found.values():
            each.hangs.set()
        await runner.cleanup()
