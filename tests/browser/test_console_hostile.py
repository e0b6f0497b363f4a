"""What an attacker or a strange feed writes, as a browser takes it: no dialog, no broken page."""

from typing import Any

import pytest

from tests.browser.conftest import Tabs, shot
from tests.browser.hosting import hosted
from tests.browser.test_console_accessibility import accessible
from tests.search.console.conftest import Served
from tests.search.console.test_console_hostile import poisoned, poisonous  # noqa: F401

pytestmark = pytest.mark.slow

LISTS = (
    *("/?limit=100", "/search?limit=100", "/search?in=articles&limit=100"),
    *("/search?in=shifts&limit=100", "/parties", "/alerts", "/watches", "/watches?page=2"),
    *("/watches/new", "/verdicts", "/feeds", "/status"),
)
KINDS = ("shifts", "articles", "parties", "alerts", "watches", "status/letters")
SOME = 4
"""Pages of one kind that are opened, from all over the corpus; the lists have all of it."""

STRANGE = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "The Permanent Delegation of the Association of the United River Provinces " * 6,
    "الوفد الدائم لاتحاد الأنهار",
    "常設代表団" * 30,
    "Z\u0338\u0321\u0322a\u0336l\u0337g\u0335o\u0334" * 20,
    "\U0001f54a\ufe0f" * 40,
)


def test_no_script_of_theirs_runs(open_tab: Tabs, poisonous: Served) -> None:  # noqa: F811
    with hosted(poisonous.client.app) as address:
        page = open_tab(address)
        details: set[str] = set()
        for path in LISTS:
            page.goto(path)
            provoke(page)
            for kind in KINDS:
                links = linked(page, kind)
                details.update(links[:: max(1, len(links) // SOME)])
        assert len(details) > len(KINDS) * SOME
        for path in sorted(details):
            page.goto(path)
            provoke(page)
        page.close()


def linked(page: Any, kind: str) -> list[str]:
    """The pages of a kind that a page links to."""
    found: list[str] = page.evaluate(
        """(kind) => [...document.querySelectorAll(`main a[href^="/${kind}/"]`)]
        .map((each) => each.getAttribute("href"))""",
        kind,
    )
    return list(dict.fromkeys(found))


def provoke(page: Any) -> None:
    """Set off whatever handler stands in the page, and see that it is still our page."""
    page.evaluate(
        """for (const each of document.querySelectorAll("body *"))
        for (const kind of ["mouseover", "focus", "error", "load", "toggle", "begin"])
        each.dispatchEvent(new Event(kind))"""
    )
    assert page.title().endswith("· Parley")
    assert page.locator("main h1").count() == 1
    assert page.locator("script").count() == 1
    assert page.locator("iframe, object, embed, base, style, meta[http-equiv]").count() == 0


@pytest.mark.parametrize("width", [360, 1600])
def test_strange_names_break_no_page(open_tab: Tabs, empty: Served, width: int) -> None:
    for number, text in enumerate(STRANGE):
        odd, said, moved = poisoned(number, text)
        empty.store.apply([odd], [said], [moved])
    with hosted(empty.client.app) as address:
        page = open_tab(address, width)
        details: set[str] = set()
        for number, path in enumerate(LISTS):
            page.goto(path)
            shot(page, f"strange-{number:02}-{width}")
            fits(page)
            details.update(linked(page, "shifts"), linked(page, "articles"))
            details.update(each for each in linked(page, "parties") if "?" not in each)
        assert len(details) >= 3 * len(STRANGE)
        for number, path in enumerate(sorted(details)):
            page.goto(path)
            shot(page, f"strange-one-{number:02}-{width}")
            fits(page)
        for path in ("/?limit=1", max(details, key=len)):
            page.goto(path)
            accessible(page)
        page.close()


def fits(page: Any) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
