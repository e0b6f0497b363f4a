"""What to ask the console: every page and call, each with addresses that a store has answers to."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from parley.benchmarks.fiction import OUTLETS, PARTIES, RARE
from parley.local.store import LocalStore
from runtime.clock import Clock
from search.alerts.finding import Wanted
from search.alerts.local import AlertDesk
from search.query import EVERYTHING
from wire.vocabulary import ISSUES

WATCHED = 500
"""Documents of each kind that addresses are made of."""

Address = Callable[[random.Random], str]


@dataclass(frozen=True)
class Page:
    """One kind of address. `of` makes one of them; a call of the API has no limit of size."""

    name: str
    of: Address


def pages_of(folder: Path, clock: Clock) -> list[Page]:
    """Every kind of address that the console has, with what to ask in this store."""
    with LocalStore.open(folder, clock) as store:
        shifts, articles, statements = (
            [hit.id for hit in store.index.search(kind, EVERYTHING, WATCHED).hits]
            for kind in ("shift", "article", "statement")
        )
        edited = [each for each in articles if store.index.revisions(each)]
        letters = [each.id for each in store.letters.list(limit=WATCHED)]
        desk = AlertDesk(store.database, store.alerts)
        alerts = [each.id for each in desk.alerts(Wanted(), WATCHED).alerts]
        watches = [each.id for each in desk.watches()]
        cursors = {
            kind: store.index.search(kind, EVERYTHING).next for kind in ("shift", "statement")
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
        ("/alerts", plain("/alerts")),
        ("/alerts?party=", one_of("/alerts?party={}", PARTIES)),
        ("/alerts?state=&issue=", one_of("/alerts?state=confirmed&issue={}", list(ISSUES))),
        ("/alerts.csv", plain("/alerts.csv")),
        ("/alerts/ID", one_of("/alerts/{}", alerts)),
        ("/watches", plain("/watches")),
        ("/watches/ID", one_of("/watches/{}", watches)),
        ("/watches/ID/edit", one_of("/watches/{}/edit", watches)),
        ("/watches/ID/remove", one_of("/watches/{}/remove", watches)),
        ("/watches/ID/ledger.csv", one_of("/watches/{}/ledger.csv", watches)),
        ("/watches/ID/ledger", one_of("/watches/{}/ledger", watches)),
        ("/watches/ID/alerts.atom", one_of("/watches/{}/alerts.atom", watches)),
        ("/watches/new?q=WORD", word("/watches/new?q={}")),
        ("/watches/new?q=-WORD", word("/watches/new?q=-{}")),
        ("/watches/new?party=", one_of("/watches/new?kind=shift-rule&party={}", PARTIES)),
        ("/verdicts", plain("/verdicts")),
        ("/verdicts.csv", plain("/verdicts.csv")),
        ("/login", plain("/login")),
        ("/metrics", plain("/metrics")),
        (f"{api}/shifts", one_of(api + "/shifts?party={}", PARTIES)),
        (f"{api}/shifts/ID", one_of(api + "/shifts/{}", shifts)),
        (f"{api}/shifts/ID/history", one_of(api + "/shifts/{}/history", shifts)),
        (f"{api}/statements", word(api + "/statements?q={}&limit=100")),
        (f"{api}/statements/ID", one_of(api + "/statements/{}", statements)),
        (f"{api}/articles", word(api + "/articles?q={}&limit=100")),
        (f"{api}/articles/ID", one_of(api + "/articles/{}", articles)),
        (f"{api}/articles/ID/revisions", one_of(api + "/articles/{}/revisions", edited)),
        (f"{api}/parties", plain(f"{api}/parties")),
        (f"{api}/parties/NAME/timeline", one_of(api + "/parties/{}/timeline", PARTIES)),
        (f"{api}/facets", word(api + "/facets?q={}")),
        (f"{api}/verdicts", plain(api + "/verdicts")),
        (f"{api}/shifts/ID/verdicts", one_of(api + "/shifts/{}/verdicts", shifts)),
        (f"{api}/watches", plain(api + "/watches")),
        (f"{api}/watches/ID", one_of(api + "/watches/{}", watches)),
        (f"{api}/watches/ID/ledger", one_of(api + "/watches/{}/ledger", watches)),
        (f"{api}/targets", plain(api + "/targets")),
        (f"{api}/alerts", one_of(api + "/alerts?party={}", PARTIES)),
        (f"{api}/alerts/ID", one_of(api + "/alerts/{}", alerts)),
        (f"{api}/dead-letters", plain(api + "/dead-letters")),
        (f"{api}/dead-letters/ID", one_of(api + "/dead-letters/{}", letters)),
        (f"{api}/me", plain(api + "/me")),
        (f"{api}/tokens", plain(api + "/tokens")),
        (f"{api}/feeds", plain(api + "/feeds")),
        (f"{api}/status", plain(api + "/status")),
        (f"{api}/openapi.json", plain(api + "/openapi.json")),
    ]
    return [Page(name, address) for name, address in found]
