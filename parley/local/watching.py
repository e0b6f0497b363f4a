"""What a person sees while the pipeline runs: shifts as they come, and why nothing comes."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

from rich.console import Console

from ingest.poll import Poller
from parley.local.pipeline import Pipeline
from parley.render import render_shift_line
from parley.session import Session
from search.query import LEAST
from wire import Shift

LOOK_SECONDS = 5.0
"""How often it is looked whether any feed was reached."""

OFFLINE = (
    "no feed can be reached: is there a network? Parley keeps trying; "
    "`parley demo` needs no network"
)


def announced(console: Console) -> Callable[[Shift], None]:
    """Prints one line for each shift that holds and is sure enough; all are in the store."""

    def announce(shift: Shift) -> None:
        if not shift.removed and shift.confidence >= LEAST:
            render_shift_line(console, shift)

    return announce


def on_signals() -> asyncio.Event:
    """An event that is set at Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def stopped(other: asyncio.Task[None] | None = None) -> None:
    """Return at Ctrl-C or SIGTERM, or when `other` has ended (and raise what ended it)."""
    stop = on_signals()
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({waiting, *([other] if other else [])}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if other is not None and other.done():
        other.result()


def until_stopped(
    session: Session,
) -> Callable[[Poller, Pipeline], Awaitable[None]]:
    """Waits for Ctrl-C or SIGTERM; says once when no feed can be reached."""

    async def until(poller: Poller, pipeline: Pipeline) -> None:
        del pipeline
        stop = on_signals()
        warned = False
        while not stop.is_set():
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await stop.wait()
            except TimeoutError:
                offline = poller.is_cut_off()
                if offline and not warned:
                    session.err.print(OFFLINE, markup=False)
                warned = warned or offline
        session.err.print("stopping", markup=False)

    return until
