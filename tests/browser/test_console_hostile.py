"""What an attacker or a strange feed writes, as a browser takes it: no dialog, no broken page."""

from typing import Any

import msgspec
import pytest

from search.console import HistoryEntry
from tests.browser.conftest import Tabs, shot
from tests.browser.hosting import hosted
from tests.browser.test_console_accessibility import accessible
from tests.fakes.documents import DAY, article, day, shift, statement
from tests.search.console.conftest import Served
from tests.search.console.test_console_security import ADDRESSES, HOSTILE
from wire import Outlet

pytestmark = pytest.mark.slow

STRANGE = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "The Permanent Delegation of the Association of the United River Provinces " * 6,
    "الوفد الدائم لاتحاد الأنهار",
    "常設代表団" * 30,
    "Z̸̡̢a̶l̷g̵o̴" * 20,
    "🕊️" * 40,
)


def filled(served: Served, texts: tuple[str, ...]) -> None:
    """A store in which every name, title, quotation and address is one of the texts."""
    for number, text in enumerate(texts):
        at, address = day(number), ADDRESSES[number % len(ADDRESSES)]
        odd = article(f"a{number}", f"{text}\nand {text}", title=text, at=at)
        odd = msgspec.structs.replace(
            odd, url=address, outlet=Outlet(name=text, domain=text), published_claimed=text
        )
        said = msgspec.structs.replace(
            statement(f"s{number}", text, article_id=odd.id, party=text, speaker=text, at=at),
            title=text,
            outlet=text,
            counterparties=(text,),
            condition=text,
            conditional=True,
            cue=text[:3],
        )
        moved = shift(f"m{number}", before=text, after=f"{text} no", party=text, why=text, at=at)
        evil = {"title": text, "url": address, "outlet": text, "speaker": text, "role": text}
        source = msgspec.structs.replace(moved.sources[0], title=text, url=address, outlet=text)
        moved = msgspec.structs.replace(
            moved,
            before=msgspec.structs.replace(moved.before, **evil),
            after=msgspec.structs.replace(moved.after, **evil),
            counterparties=(text,),
            sources=(source,),
        )
        served.store.apply([odd], [said], [moved])
        served.sources.entries[moved.id] = [HistoryEntry(DAY, 1, "provisional", text)]


def pages_of(page: Any, texts: tuple[str, ...]) -> list[str]:
    """The pages that show the texts; those of one document by the links to it."""
    found = ["/", "/search", "/search?in=articles", "/search?in=shifts", "/parties", "/status"]
    page.goto("/")
    for kind in ("shifts", "articles"):
        links = page.locator(f"a[href^='/{kind}/']")
        found += sorted({links.nth(n).get_attribute("href") for n in range(links.count())})
    page.goto("/parties")
    links = page.locator("a[href^='/parties/']:not([href*='?'])")
    found += sorted({links.nth(n).get_attribute("href") for n in range(links.count())})
    assert len(found) > 6 + 2 * len(texts)
    return found


def test_no_script_of_theirs_runs(open_tab: Tabs, empty: Served) -> None:
    filled(empty, HOSTILE)
    with hosted(empty.client.app) as address:
        page = open_tab(address, service_workers="block")
        for path in pages_of(page, HOSTILE):
            page.goto(path)
            # A script that ran late would still be seen: everything is pointed at once.
            page.evaluate(
                """for (const each of document.querySelectorAll("main *")) for (const kind of
                ["mouseover", "focus", "error", "load"]) each.dispatchEvent(new Event(kind))"""
            )
            assert page.title().endswith("· Parley")
            assert page.locator("main h1").count() == 1
        page.close()


@pytest.mark.parametrize("width", [360, 1600])
def test_strange_names_break_no_page(open_tab: Tabs, empty: Served, width: int) -> None:
    filled(empty, STRANGE)
    with hosted(empty.client.app) as address:
        page = open_tab(address, width)
        shown = pages_of(page, STRANGE)
        for number, path in enumerate(shown):
            page.goto(path)
            shot(page, f"strange-{number:02}-{width}")
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert too_wide <= 0, path
        for path in ("/?limit=1", shown[6], shown[-1]):
            page.goto(path)
            accessible(page)
        page.close()
