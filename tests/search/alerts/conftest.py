"""An office with two receivers on loopback, `desk` and `other`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.clock import ManualClock
from tests.fakes.office import Office, Receiver, receiving


@pytest.fixture
async def receivers() -> AsyncIterator[tuple[int, dict[str, Receiver]]]:
    async with receiving("desk", "other") as found:
        yield found


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
