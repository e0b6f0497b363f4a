from collections.abc import AsyncIterator, Callable

import pytest

from runtime.http import GuardedClient
from runtime.settings import Settings
from tests.fakes.clock import ManualClock
from tests.fakes.hostile import HostileServer

ClientOf = Callable[..., GuardedClient]


@pytest.fixture
async def server() -> AsyncIterator[HostileServer]:
    async with HostileServer() as served:
        yield served


@pytest.fixture
async def client_of() -> AsyncIterator[ClientOf]:
    """Makes clients that are closed at the end; keywords that the client has not are settings."""
    made: list[GuardedClient] = []

    def make(**given: object) -> GuardedClient:
        own = {name: given.pop(name) for name in ("resolver", "refuses", "tls") if name in given}
        settings = Settings(**{"http_total_seconds": 20.0, **given})  # type: ignore[arg-type]
        client = GuardedClient(settings, ManualClock(), **own)  # type: ignore[arg-type]
        made.append(client)
        return client

    yield make
    for client in made:
        await client.close()
