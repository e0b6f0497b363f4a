"""An office with two receivers on loopback, `desk` and `other`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from tests.fakes.clock import ManualClock
from tests.fakes.office import Office, Receiver


@pytest.fixture
async def receivers() -> AsyncIterator[tuple[int, dict[str, Receiver]]]:
    found = {"desk": Receiver(), "other": Receiver()}
    app = web.Application()
    for name, each in found.items():
        app.router.add_post(f"/{name}", each.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield runner.addresses[0][1], found
    for each in found.values():
        each.hangs.set()
    await runner.cleanup()


@pytest.fixture
async def office(
    tmp_path: Path, receivers: tuple[int, dict[str, Receiver]]
) -> AsyncIterator[Office]:
    made = Office(tmp_path, receivers[0], ManualClock(datetime.now(UTC)))
    yield made
    await made.close()


@pytest.fixture
def desk(receivers: tuple[int, dict[str, Receiver]]) -> Receiver:
    return receivers[1]["desk"]


@pytest.fixture
def other(receivers: tuple[int, dict[str, Receiver]]) -> Receiver:
    return receivers[1]["other"]
