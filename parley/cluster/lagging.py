"""Waiting until the roles have done all there is."""

import time

from confluent_kafka.admin import AdminClient
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from parley.session import Session
from runtime.kafka.lag import PartitionLag, lags

LOOK_SECONDS = 0.5


def until_done(session: Session, client: AdminClient, seconds: float) -> list[PartitionLag]:
    """The lags when all of them are zero, or when the time is up. Raises `KafkaException`."""
    clock, settings = session.clock, session.settings
    deadline = clock.monotonic() + seconds
    columns = (TextColumn("working"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    disable = not session.err.is_terminal
    with Progress(*columns, console=session.err, disable=disable, transient=True) as progress:
        bar = progress.add_task("working", total=None)
        while True:
            found = lags(client, settings)
            left, all_of_it = sum(each.lag for each in found), sum(each.end for each in found)
            progress.update(bar, total=all_of_it, completed=all_of_it - left)
            if not left or clock.monotonic() >= deadline:
                return found
            time.sleep(min(LOOK_SECONDS, max(0.0, deadline - clock.monotonic())))
