"""Articles from files on their way, several at once: where they go decides the shell."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.backfill import Backfill
from parley.session import Session
from wire import Article

Fate = Literal["stored", "known", "dead"]

Take = Callable[[Article], Awaitable[Fate]]
"""Deals with one article and says what became of it; several calls come at the same time."""


@dataclass
class Tally:
    """What became of the inputs; all of them are in one of the numbers."""

    stored: int = 0
    known: int = 0
    dead: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    done: str = "read"

    def sentence(self) -> str:
        """For the person who waited."""
        parts = [f"{self.stored:,} articles {self.done}"]
        if self.known:
            parts.append(f"{self.known:,} known already")
        parts += [f"{n:,} left out ({reason})" for reason, n in sorted(self.dropped.items())]
        if self.dead:
            parts.append(f"{self.dead:,} set aside as dead letters (see `parley dlq list`)")
        return ", ".join(parts)


async def through(
    session: Session, articles: Backfill, take: Take, tally: Tally, *, lanes: int, doing: str
) -> None:
    """Give every article to `take`, `lanes` of them at once, and show how far it is."""
    source = iter(articles)
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    disable = not session.err.is_terminal
    with Progress(*columns, console=session.err, disable=disable) as progress:
        bar = progress.add_task(doing, total=len(articles))
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(lanes):
                    group.create_task(_lane(source, take, tally, lambda: progress.advance(bar)))
        except BaseExceptionGroup as several:
            # One lane met it first; the others would say the same.
            raise several.exceptions[0] from several


async def _lane(
    source: Iterator[Article], take: Take, tally: Tally, advance: Callable[[], None]
) -> None:
    for article in source:
        fate = await take(article)
        tally.stored += fate == "stored"
        tally.known += fate == "known"
        tally.dead += fate == "dead"
        advance()
        await asyncio.sleep(0)
