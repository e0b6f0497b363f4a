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
Dress = Callable[[Any, str], None]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS, SCHEMES = (360, 1600), ("light", "dark")
LEAST_TARGET = 24
"""CSS pixels (WCAG 2.2, 2.5.8)."""


def accessible(page: Any) -> None:
    """Nothing that axe finds, and what `readable` asks for."""
    page.evaluate(axe.AXE_SCRIPT)
    found = page.evaluate(
        "(tags) => axe.run({runOnly: tags, resultTypes: ['violations']})"
        ".then((result) => result.violations.map((each) =>"
        " `${each.id} (${each.impact}): ${each.nodes[0].html}`))",
        RULES,
    )
    assert found == [], page.url
    readable(page)


def readable(page: Any) -> None:
    """No faint text, nothing too small to hit, nothing wider than the window, headings in order."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    assert page.evaluate(SMALL, LEAST_TARGET) == [], page.url
    assert page.evaluate(FAINT) == [], page.url
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4')].map((each) => +each.tagName[1])"
    )
    assert levels[0] == 1, page.url
    assert levels.count(1) == 1, page.url
    assert all(later - former <= 1 for former, later in pairwise(levels)), page.url


FAINT = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = parts(getComputedStyle(each).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest("svg, .unseen")) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(`${element.className || element.tagName} ${contrast}`);
  }
  return [...new Set(faint)];
}"""
"""Texts whose contrast is under 4.5 to 1 (WCAG 2.2, 1.4.3)."""

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


@pytest.fixture
def in_every_dress(request: pytest.FixtureRequest) -> Callable[[Any, str], None]:
    """Looks at an open page narrow and wide, light and dark.

    Axe takes seconds where a machine is busy: two of the four are its own, all four with `--soak`.
    """
    soak = request.config.getoption("--soak")

    def looked_at(page: Any, name: str) -> None:
        for number, (width, scheme) in enumerate(product(WIDTHS, SCHEMES)):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            shot(page, f"{name}-{width}-{scheme}")
            (accessible if soak or number in (0, 3) else readable)(page)

    return looked_at


@pytest.mark.parametrize("name", PAGES)
def test_every_page(tab: Tab, places: dict[str, str], in_every_dress: Dress, name: str) -> None:
    page = tab()
    page.goto(places[name])
    in_every_dress(page, name)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_the_demo_has_no_case_of(
    open_tab: Tabs, console: Served, in_every_dress: Dress, name: str
) -> None:
    with hosted(console.client.app) as address:
        page = open_tab(address)
        page.goto(ELSEWHERE[name])
        in_every_dress(page, name)
        page.close()


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_store(open_tab: Tabs, empty: Served, in_every_dress: Dress, path: str) -> None:
    with hosted(empty.client.app) as address:
        page = open_tab(address)
        page.goto(path)
        in_every_dress(page, f"empty{path.replace('/', '-')}")
        page.close()


def test_the_door(open_tab: Tabs, locked: Served, in_every_dress: Dress) -> None:
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


def test_nothing_moves_for_who_wants_no_motion(tab: Tab) -> None:
    page = tab(reduced_motion="reduce")
    page.goto("/?limit=2")
    page.evaluate("document.querySelector('.card').classList.add('new')")
    moving = """[...document.querySelectorAll("*")].map((each) => getComputedStyle(each))
      .filter((style) => style.animationName !== "none" || style.transitionDuration !== "0s"
        || style.scrollBehavior !== "auto").length"""
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0


def test_paper_has_the_words_and_not_the_controls(tab: Tab, places: dict[str, str]) -> None:
    page = tab(color_scheme="dark")
    page.goto(places["shift"])
    page.emulate_media(media="print")
    assert page.get_by_role("group", name="After").is_visible()
    assert page.locator("#sources").is_visible()
    assert page.locator("nav:visible, form:visible, button:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
