"""Every page and call of the console, over a large store: how long each takes, and how large it is.

Each turn asks another party, another search, another article, so that no answer can have been kept.
"""

import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parley.benchmarks.addresses import Page, pages_of
from parley.benchmarks.fiction import SEED
from parley.benchmarks.percentile import p95
from parley.benchmarks.served import Served, console, drop_from_memory
from parley.local.store import FILE
from runtime.clock import Clock

MOST_SECONDS = 0.150
MOST_BYTES = 100_000
"""The budget: the 95th percentile of any answer on one core, and the size of any page."""

TURNS = 40


@dataclass(frozen=True)
class Look:
    """How a kind of address answered. Seconds; `cold` is the first of all, from the disk."""

    name: str
    cold: float
    median: float
    p95: float
    cpu: float | None
    size: int

    @property
    def too_slow(self) -> bool:
        """Whether it is over the budget of time."""
        return self.p95 > MOST_SECONDS

    @property
    def too_large(self) -> bool:
        """Whether a page is over the budget of size; exports are as long as what they hold."""
        is_page = not self.name.startswith("/api/") and not self.name.endswith((".csv", ".atom"))
        return is_page and self.size > MOST_BYTES


class NotAnswered(Exception):
    """A page answered with an error: its time would say nothing."""


def look(folder: Path, clock: Clock, turns: int = TURNS) -> list[Look]:
    """Ask every page `turns` times. Raises `NotAnswered`, `RuntimeError`."""
    pages = pages_of(folder, clock)
    drop_from_memory(folder / FILE)
    with console(folder) as served:
        return [_look(served, page, turns) for page in pages]


def _look(served: Served, page: Page, turns: int) -> Look:
    # The same addresses at every run, whatever was asked before.
    chance = random.Random(f"{SEED} {page.name}")  # noqa: S311 - not for secrets
    seconds, sizes = [], []
    connection = served.connection()
    before = after = None
    try:
        for turn in range(turns + 1):
            path = page.of(chance)
            answer = served.ask(path, connection)
            if answer.status >= 400:
                raise NotAnswered(f"{path} answered {answer.status}: {served.said[-400:].strip()}")
            seconds.append(answer.seconds)
            sizes.append(answer.size)
            if turn == 0:
                before = served.cpu_seconds()
        after = served.cpu_seconds()
    finally:
        connection.close()
    cold, *warm = seconds
    return Look(
        name=page.name,
        cold=cold,
        median=statistics.median(warm),
        p95=p95(warm),
        cpu=None if before is None or after is None else (after - before) / turns,
        size=max(sizes),
    )


def over_budget(looks: list[Look]) -> Iterator[str]:
    """What is over the budget, in words."""
    for each in looks:
        if each.too_slow:
            yield f"{each.name}: p95 {each.p95 * 1000:.0f} ms, at most {MOST_SECONDS * 1000:.0f}"
        if each.too_large:
            yield f"{each.name}: {each.size:,} bytes, at most {MOST_BYTES:,}"
