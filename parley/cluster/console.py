"""The console of the cluster: its file follows the topics while pages are served."""

import asyncio
import logging

from parley.cluster.office import ALSO, cluster_office
from parley.cluster.roles import Role
from parley.local.console import console_of
from parley.session import Session
from runtime.sqlite import StorageError
from search.alerts.kafka.following import TOPICS, Following
from search.console import Listener
from search.index.elastic import unchecked, wait_for_elasticsearch

log = logging.getLogger(__name__)

FOLLOW_SECONDS = 0.25
PAUSE_SECONDS = 5.0


async def console(session: Session, role: Role, taken: Listener) -> None:
    """Serve until the role is told to stop.

    Raises `KafkaFailure`, `StoreUnavailable`, `StorageError` where no waiting helps.
    """
    role.health.lacks("elasticsearch", "not reached yet")
    await role.kafka_is_ready([*TOPICS, *ALSO, "feeds", "dead-letters"])
    index = unchecked(role.settings)
    try:
        await wait_for_elasticsearch(index.connection, role.clock)
    finally:
        index.close()
    role.health.holds("elasticsearch")
    opening = cluster_office(session)
    office, following = await asyncio.to_thread(opening.__enter__)
    try:
        async with console_of(
            session, role.settings, role.clock, office, taken, role.registry
        ) as serving:
            tasks = [
                asyncio.create_task(_follow(following), name="topics"),
                asyncio.create_task(role.stopping.wait(), name="stop"),
            ]
            try:
                await asyncio.wait([serving, *tasks], return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                results = await asyncio.gather(*tasks, return_exceptions=True)
            for result in results:
                if isinstance(result, Exception):
                    raise result
    finally:
        await asyncio.to_thread(opening.__exit__, None, None, None)


async def _follow(following: Following) -> None:
    """Let the file follow the topics. Raises `KafkaFailure` where Kafka will never let us."""
    while True:
        try:
            await asyncio.to_thread(following.step, FOLLOW_SECONDS)
        except StorageError as error:
            log.error("%s; trying again in %.0f s", error, PAUSE_SECONDS)
            await asyncio.sleep(PAUSE_SECONDS)
