"""What one worker holds after very many messages: watched on the way, not only at the end."""

import asyncio
import time
from collections.abc import Iterable
from itertools import islice

from ingest.kafka.sink import publish_article
from parley.benchmarks.cluster.installation import installation
from parley.benchmarks.cluster.roles import RoleProcess, roles
from parley.benchmarks.cluster.throughput import NotDone
from runtime.kafka import Publisher, clients
from runtime.kafka.lag import lags
from runtime.settings import Settings
from wire import Article

LOOK_SECONDS = 2.0
STILL_SECONDS = 120.0
"""Without any progress for so long, the worker does not work."""

AT_ONCE = 1000


def held(settings: Settings, articles: Iterable[Article]) -> tuple[int, list[int]]:
    """How many articles it worked, and the bytes that it and its child held, every two seconds.

    Raises `RoleFailed`, `NotDone`.
    """
    with installation(settings) as own, roles(own, ["work"]) as (worker,):
        number = asyncio.run(_published(own, articles))
        return number, _watched(own, worker)


def _watched(settings: Settings, worker: RoleProcess) -> list[int]:
    client, seen = clients.reached(settings), []
    before, since = -1, time.monotonic()
    while True:
        seen.append(worker.memory())
        left = sum(each.lag for each in lags(client, settings) if each.group == "work")
        if not left:
            return seen
        if left != before:
            before, since = left, time.monotonic()
        elif time.monotonic() - since > STILL_SECONDS:
            raise NotDone(f"the worker stands still with {left} messages before it")
        time.sleep(LOOK_SECONDS)


async def _published(settings: Settings, articles: Iterable[Article]) -> int:
    number, source = 0, iter(articles)
    with Publisher(settings, "bench") as publisher:
        while batch := list(islice(source, AT_ONCE)):
            await asyncio.gather(*(publish_article(publisher, article) for article in batch))
            number += len(batch)
    return number
