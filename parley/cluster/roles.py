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

LOOP_HANGS_SECONDS = 120.0
"""Without a turn of the event loop: then the process is no more alive."""

BEAT_SECONDS = 1.0


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
        self.health = Health(self.clock, {"kafka": "not reached yet"}, patience=LOOP_HANGS_SECONDS)

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
        asyncio.run(until_told(role, work))


async def until_told(role: Role, work: Work) -> None:
    """Work until a signal or the role's `stopping`. Raises what has ended the work before."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, role.stopping.set)
    log.info("%s begins", role.name)
    working = asyncio.ensure_future(work(role))
    told = asyncio.create_task(role.stopping.wait())
    beating = asyncio.create_task(_beat(role))
    working.add_done_callback(lambda _: beating.cancel())
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


async def _beat(role: Role) -> None:
    """Show that the event loop turns, whatever the role waits for."""
    while True:
        role.health.turned()
        await role.clock.sleep(BEAT_SECONDS)
