"""What every role has in common: its numbers, its probes, its servers waited for, its end."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from parley.session import Session
from runtime.clock import Clock
from runtime.health import Health, serve_as_set
from runtime.kafka import KafkaFailure, TopicName, check_topics, clients, wait_for_kafka
from runtime.metrics import Registry
from runtime.settings import Settings

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 30.0
"""For a role to finish what it has in hand, once it was told to stop."""


@dataclass
class Role:
    """One running process of the cluster. Long work ends when `stopping` is set."""

    name: str
    settings: Settings
    clock: Clock
    registry: Registry = field(default_factory=Registry)
    health: Health = field(init=False)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    began: bool = False

    def __post_init__(self) -> None:
        self.health = Health(self.clock, {"kafka": "not reached yet"})

    async def kafka_is_ready(self, topics: Sequence[TopicName]) -> None:
        """Wait for Kafka, and see that the topics are as their table says.

        Raises `KafkaRefused`, `WrongTopics`.
        """
        await wait_for_kafka(self.settings, self.clock)
        client = clients.admin(self.settings, clients.Complaints(self.settings))
        await asyncio.to_thread(check_topics, client, self.settings, topics)
        self.health.holds("kafka")
        self.began = True


Work = Callable[[Role], Awaitable[None]]


def run_role(session: Session, name: str, work: Work) -> None:
    """Run a role until SIGTERM or Ctrl-C, which end it in peace. Raises what ends it otherwise.

    `work` returns soon after the role's `stopping` is set, with its groups left.
    """
    session.start_logging()
    settings = session.settings
    role = Role(name, settings, session.clock)
    with serve_as_set(settings, role.health, role.registry):
        asyncio.run(_until_told(role, work))


async def _until_told(role: Role, work: Work) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, role.stopping.set)
    log.info("%s begins", role.name)
    working = asyncio.ensure_future(work(role))
    told = asyncio.create_task(role.stopping.wait())
    await asyncio.wait({working, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if not working.done() and role.began:
        log.info("%s stops", role.name)
        await asyncio.wait({working}, timeout=PATIENCE_SECONDS)
    if not working.done():
        if role.began:
            log.warning("%s did not end in %.0f s: broken off", role.name, PATIENCE_SECONDS)
        working.cancel()
        await asyncio.wait({working})
    if working.cancelled():
        return
    error = working.exception()
    if isinstance(error, KafkaFailure):
        log.error("%s ends: %s", role.name, error)
    if error is not None:
        raise error
