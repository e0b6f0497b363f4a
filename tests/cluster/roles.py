"""Roles and commands of the cluster as tests run them: in this process, or in one of their own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from parley.benchmarks.cluster.roles import environment
from parley.cluster.roles import Role, Work
from runtime.clock import SystemClock
from runtime.settings import Settings

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def role_at_work(name: str, work: Work, settings: Settings) -> AsyncIterator[Role]:
    """A role in this process, told to stop at the end; what ends it early is raised."""
    role = Role(name, settings, SystemClock())
    task = asyncio.ensure_future(work(role))
    try:
        yield role
    finally:
        role.stopping.set()
        await asyncio.wait_for(task, 60)


def environment_of(settings: Settings) -> dict[str, str]:
    """What a process with these settings is started with; none of the tester's own reach it."""
    fast = replace(settings, profile="fast")
    return environment(fast, "") | {"PARLEY_SHELL": settings.shell, "PYTHONPATH": str(ROOT)}
