"""A role is alive while its event loop turns, whatever it waits for."""

import asyncio

from parley.cluster.roles import LOOP_HANGS_SECONDS, Role, until_told
from runtime.settings import Settings
from tests.fakes.clock import ManualClock


async def test_who_waits_for_a_server_is_alive_and_who_hangs_is_not() -> None:
    clock = ManualClock()
    role = Role("index", Settings(), clock)
    hang = asyncio.Event()

    async def work(role: Role) -> None:
        await hang.wait()
        clock.advance(LOOP_HANGS_SECONDS + 1)
        assert role.health.stands_still() == LOOP_HANGS_SECONDS + 1
        role.stopping.set()
        await role.stopping.wait()

    running = asyncio.create_task(until_told(role, work))
    for _ in range(300):
        clock.advance(1)
        await _a_few_turns()
    assert role.health.stands_still() is None, "it has waited for five minutes"
    hang.set()
    await running
    await _a_few_turns()
    assert clock.sleeping == 0


async def _a_few_turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)
