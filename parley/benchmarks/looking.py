"""Every page and call of the console, over a large store: how long each takes, and how large it is.

Each turn asks another party, another search, another article, so that no answer can have been kept.
"""

import random
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from parley.benchmarks.fiction import OUTLETS, PARTIES, RARE, SEED
from parley.benchmarks.served import Served, console, drop_from_memory
from parley.local.store import FILE, LocalStore
from runtime.clock import Clock
from search.query import EVERYTHING
from wire.vocabulary import ISSUES

MOST_SECONDS = 0.150
MOST_BYTES = 100_000
"""The budget: the 95th percentile of any answer on one core, and the size of any page."""

TURNS = 40
WATCHED = 500
"""Documents of each kind that addresses are made of."""

Address = Callable[[random.Random], str]


@dataclass(frozen=True)
class Page:
    """One kind of address. `of` makes one of them; a call of the API has no limit of size."""

    name: str
    of: Address


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
        """Whether a page is over the budget of size."""
        return not self.name.startswith("/api/") and self.size > MOST_BYTES


class NotAnswered(Exception):
    """A page answered with an error: its time would say nothing."""


def look(folder: Path, clock: Clock, turns: int = TURNS) -> list[Look]:
    """Ask every page `turns` times. Raises `NotAnswered`, `RuntimeError`."""
    pages = pages_of(folder, clock)
    drop_from_memory(folder / FILE)
    with console(folder) as served:
        return [_look(served, page, turns) for page in pages]


def pages_of(folder: Path, clock: Clock) -> list[Page]:
    """Every kind of address that the console has, with what to ask in this store."""
    with LocalStore.open(folder, clock) as store:
        shifts, articles, statements = (
            [hit.id for hit in store.index.search(kind, EVERYTHING, WATCHED).hits]
            for kind in ("shift", "article", "statement")
        )
        edited = [each for each in articles if store.index.revisions(each)]
        letters = [each.id for each in store.letters.list(limit=WATCHED)]
        cursors = {
            kind: store.index.search(kind, EVERYTHING, WATCHED).next
            for kind in ("shift", "statement")
        }

    def one_of(form: str, values: list[str]) -> Address:
        return lambda chance: form.format(quote(chance.choice(values), safe=""))

    def word(form: str) -> Address:
        return one_of(form, RARE)

    def two(form: str) -> Address:
        return lambda chance: form.format(quote(" ".join(chance.sample(RARE, 2))))

    def narrow(form: str) -> Address:
        return lambda chance: form.format(
            chance.choice(RARE), quote(chance.choice(PARTIES)), chance.choice(ISSUES)
        )

    def plain(path: str) -> Address:
        return lambda _: path

    api = "/api/v1"
    found = [
        ("/", plain("/")),
        ("/?party=", one_of("/?party={}", PARTIES)),
        ("/?q=", word("/?q={}")),
        ("/?cursor=", plain(f"/?cursor={cursors['shift']}")),
        ("/shifts/ID", one_of("/shifts/{}", shifts)),
        ("/search", plain("/search")),
        ("/search?q=WORD", word("/search?q={}")),
        ("/search?q=TWO", two("/search?q={}")),
        ("/search?q=-WORD", word("/search?q=-{}")),
        ("/search?q=&party=&issue=", narrow("/search?q={}&party={}&issue={}")),
        ("/search?party=", one_of("/search?party={}", PARTIES)),
        ("/search?outlet=", one_of("/search?outlet={}", OUTLETS)),
        ("/search?kind=", one_of("/search?kind={}", ["direct", "mixed", "indirect", "act"])),
        ("/search?after=", plain("/search?after=2026-03")),
        ("/search?cursor=", plain(f"/search?cursor={cursors['statement']}")),
        ("/search?in=articles&q=", word("/search?in=articles&q={}")),
        ("/search?in=shifts&q=", word("/search?in=shifts&q={}")),
        ("/search.csv?party=&issue=", narrow("/search.csv?q={}&party={}&issue={}")),
        ("/articles/ID", one_of("/articles/{}", articles)),
        ("/articles/ID edited", one_of("/articles/{}", edited)),
        ("/statements/ID", one_of("/statements/{}", statements)),
        ("/parties", plain("/parties")),
        ("/parties/NAME", one_of("/parties/{}", PARTIES)),
        (
            "/parties/NAME?issue=",
            lambda chance: f"/parties/{PARTIES[0]}?issue={chance.choice(ISSUES)}",
        ),
        ("/feeds", plain("/feeds")),
        ("/status", plain("/status")),
        ("/status/letters/ID", one_of("/status/letters/{}", letters)),
        ("/login", plain("/login")),
        ("/metrics", plain("/metrics")),
        (f"{api}/shifts", one_of(api + "/shifts?party={}", PARTIES)),
        (f"{api}/shifts/ID", one_of(api + "/shifts/{}", shifts)),
        (f"{api}/shifts/ID/history", one_of(api + "/shifts/{}/history", shifts)),
        (f"{api}/statements", word(api + "/statements?q={}&limit=100")),
        (f"{api}/statements/ID", one_of(api + "/statements/{}", statements)),
        (f"{api}/articles", word(api + "/articles?q={}&limit=100")),
        (f"{api}/articles/ID", one_of(api + "/articles/{}", articles)),
        (f"{api}/parties/NAME/timeline", one_of(api + "/parties/{}/timeline", PARTIES)),
        (f"{api}/facets", word(api + "/facets?q={}")),
        (f"{api}/feeds", plain(api + "/feeds")),
        (f"{api}/status", plain(api + "/status")),
        (f"{api}/openapi.json", plain(api + "/openapi.json")),
    ]
    return [Page(name, address) for name, address in found]


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
        p95=statistics.quantiles(warm, n=20)[-1] if len(warm) > 1 else warm[0],
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
