"""Every page, by axe-core and by what it does not look at, for WCAG 2.2 AA.

https://github.com/dequelabs/axe-core; its script comes with axe-playwright-python and is put in by
the browser's own inspector, which the Content-Security-Policy does not bind.
"""

from collections.abc import Callable
from itertools import pairwise, product
from typing import Any

import pytest

from search.console.application import PAGES as ROUTES
from tests.browser.conftest import Tabs, shot
from tests.browser.hosting import hosted
from tests.browser.pages import ELSEWHERE, EMPTY, NAMED, NO_PAGE, PAGES
from tests.search.console.conftest import TOKEN, Served

axe = pytest.importorskip("axe_playwright_python.base", reason="axe is not installed")

pytestmark = pytest.mark.slow

Tab = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS, SCHEMES = (360, 1600), ("light", "dark")
LEAST_TARGET = 24
"""CSS pixels (WCAG 2.2, 2.5.8)."""


def accessible(page: Any) -> None:
    """Nothing that axe finds, nothing too small to hit, nothing wider than the window."""
    page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate(
        "(tags) => axe.run({runOnly: tags, resultTypes: ['violations']})"
        ".then((result) => result.violations.map((each) =>"
        " `${each.id} (${each.impact}): ${each.nodes[0].html}`))",
        RULES,
    )
    assert found == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    assert page.evaluate(SMALL, LEAST_TARGET) == [], page.url
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map((each) => +each.tagName[1])"
    )
    assert levels[0] == 1, page.url
    assert levels.count(1) == 1, page.url
    assert all(later - former <= 1 for former, later in pairwise(levels))


SMALL = """(least) =>
  [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")]
  .filter((each) => each.checkVisibility() && !each.closest("p, li p, sup, td, th, dd, svg, .skip"))
  .map((each) => [each.labels && each.labels.length ? each.labels[0] : each, each])
  .filter(([place, each]) => {
    const { width, height } = place.getBoundingClientRect();
    return getComputedStyle(each).display !== "inline" && (width < least || height < least);
  })
  .map(([place, each]) => each.outerHTML.slice(0, 200))"""
"""Controls under the least size; links inside a sentence and points of a drawing are excepted."""


def in_every_dress(page: Any, name: str) -> None:
    """The same for a page that is open, narrow and wide, light and dark."""
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        shot(page, f"{name}-{width}-{scheme}")
        accessible(page)


@pytest.mark.parametrize("name", PAGES)
def test_every_page(tab: Tab, places: dict[str, str], name: str) -> None:
    page = tab()
    page.goto(places[name])
    in_every_dress(page, name)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_the_demo_has_no_case_of(open_tab: Tabs, console: Served, name: str) -> None:
    with hosted(console.client.app) as address:
        page = open_tab(address)
        page.goto(ELSEWHERE[name])
        in_every_dress(page, name)
        page.close()


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_store(open_tab: Tabs, empty: Served, path: str) -> None:
    with hosted(empty.client.app) as address:
        page = open_tab(address)
        page.goto(path)
        in_every_dress(page, f"empty{path.replace('/', '-')}")
        page.close()


def test_the_door(open_tab: Tabs, locked: Served) -> None:
    with hosted(locked.client.app) as address:
        page = open_tab(address)
        page.goto("/")
        assert page.url.startswith(f"{address}/login")
        in_every_dress(page, "login")
        page.locator("input[type=password]").fill("a wrong token of some length")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        accessible(page)
        page.locator("input[type=password]").fill(TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
        page.close()


def test_no_page_is_left_out() -> None:
    asked = {route.name for route in ROUTES if "GET" in (route.methods or ())}
    assert asked - NO_PAGE <= NAMED


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("document.querySelector('h1').style.color = '#999'", "color-contrast"),
        ("document.querySelector('.words').replaceWith(document.forms[0].q)", "label"),
    ],
)
def test_what_is_broken_is_found(tab: Tab, change: str, finding: str) -> None:
    page = tab(color_scheme="light")
    page.goto("/?limit=1")
    page.evaluate(change)
    with pytest.raises(AssertionError, match=finding):
        accessible(page)
