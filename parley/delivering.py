"""The courier beside a running pipeline or alert role: set up, looked after, measured."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from functools import partial

from runtime.clock import Clock
from runtime.metrics import Registry
from runtime.metrics import catalogue as metrics
from runtime.settings import Settings
from runtime.sqlite import STORAGE_PAUSE_SECONDS, Database, StorageError
from search.alerts.carriers import Carriers
from search.alerts.carrying import NotArrived
from search.alerts.courier import Courier, Writing
from search.alerts.notice import Notice
from search.alerts.targets import Target

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
"""Between two looks for messages that are due: an indexed lookup of some microseconds."""

OUTCOMES = {"": "again", "message": "failed", "target": "gone"}
"""What becomes of a message that did not arrive, by `NotArrived.never`."""


def courier_of(
    database: Database,
    carriers: Carriers,
    clock: Clock,
    write: Writing,
    *,
    settings: Settings,
    registry: Registry,
    console: str = "",
) -> Courier:
    """A courier as the settings want it; its attempts are counted in the registry."""
    return Courier(
        database,
        carriers.carry,
        clock,
        write,
        chance=random.random,
        per_hour=settings.alerts_per_hour,
        console=settings.console_url or console,
        tried=partial(measure, registry, clock),
    )


def measure(
    registry: Registry,
    clock: Clock,
    target: Target,
    notices: Sequence[Notice],
    failed: NotArrived | None,
) -> None:
    """Count an attempt, and how long after its article was stored a new alert has arrived."""
    outcome = "delivered" if failed is None else OUTCOMES[failed.never]
    registry.add(metrics.DELIVERIES, kind=target.kind, outcome=outcome)
    for notice in notices if failed is None else ():
        stored = notice.alert.stamps.get("stored")
        news = notice.alert.version == 1 and notice.alert.subject != "operation"
        if news and stored is not None:
            seconds = (clock.now() - stored).total_seconds()
            registry.observe(metrics.DELAY_SECONDS, max(0.0, seconds), step="stored_sent")


async def deliver(courier: Courier, may: Callable[[], bool] = lambda: True) -> None:
    """Look for messages that are due while that is ours to do, until cancelled."""
    while True:
        try:
            if may():
                courier.look()
        except StorageError as error:
            log.error("%s; looking again in %.0f s", error, STORAGE_PAUSE_SECONDS)
            await asyncio.sleep(STORAGE_PAUSE_SECONDS)
        # Real time: a demo's clock runs so fast that its seconds are no pause.
        await asyncio.sleep(LOOK_SECONDS)
