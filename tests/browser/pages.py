"""Every page of the console, by a name and its address; ids come from the store that is shown."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

PAGES: Mapping[str, str] = {
    "shifts": "/?limit=2",
    "shifts-filtered": "/?party={party}&direction=hardening&limit=1",
    "shifts-none": "/?q=zebra",
    "shift": "/shifts/{shift}",
    "search": "/search?q=talks&limit=3",
    "search-articles": "/search?q=talks&in=articles&limit=3",
    "search-shifts": "/search?in=shifts&party={party}&limit=1",
    "search-none": "/search?q=zebra",
    "article": "/articles/{article}",
    "parties": "/parties",
    "party": "/parties/{party}",
    "party-issue": "/parties/{party}?issue={issue}",
    "alerts": "/alerts",
    "alerts-none": "/alerts?party=Nobody",
    "alert": "/alerts/{alert}",
    "watches": "/watches",
    "new watch": "/watches/new?kind=query&q=surcharge",
    "watch": "/watches/{watch}",
    "edit watch": "/watches/{watch}/edit",
    "remove watch": "/watches/{watch}/remove",
    "ledger": "/watches/{watch}/ledger",
    "verdicts": "/verdicts",
    "feeds": "/feeds",
    "status": "/status",
    "unknown": "/nothing",
    "unread": "/search?q=(talks",
}
"""What is looked at on the demo's store; short lists, for axe takes its time for each element."""

ELSEWHERE: Mapping[str, str] = {
    "letter": "/status/letters/2026-05-letter",
    "gone": "/shifts/2026-05-shift-gone",
    "status-small": "/status",
    "feeds-small": "/feeds",
}
"""What the demo has no case of, looked at on the small store of the console's tests."""

EMPTY = (
    *("/", "/search", "/parties", "/alerts", "/watches", "/watches/new"),
    *("/verdicts", "/feeds", "/status"),
)
"""What is looked at on a store with nothing in it."""

NAMED = frozenset(PAGES) | frozenset(ELSEWHERE)
NO_PAGE = frozenset(
    {"export", "verdicts export", "alerts export", "ledger export", "watch feed"}
    | {"statement", "login", "logout"}
)
"""Routes that answer with a file or lead on; the login page has a test of its own."""


def answered(address: str, path: str) -> Any:
    """What the API answers."""
    with urlopen(f"{address}/api/v1{path}", timeout=30) as response:
        return json.load(response)


def addresses(address: str) -> dict[str, str]:
    """The addresses of `PAGES` for a console: its shift with the most sources and what is in it."""
    shifts = answered(address, "/shifts?limit=100&confidence=0.5")["items"]
    shift = max(shifts, key=lambda each: (len(each["sources"]), each["id"]))
    after = shift["to"]
    alerts = answered(address, "/alerts")["items"]
    values = {
        "alert": alerts[0]["id"] if alerts else "",
        "watch": alerts[0]["watch_id"] if alerts else "",
        "shift": shift["id"],
        "article": f"{after['article_id']}#{after['statement_id']}",
        "party": quote(shift["party"]),
        "issue": shift["issue"],
    }
    return {name: path.format(**values) for name, path in PAGES.items()}
