"""The console as its readers have it: clicks, keys, narrow and wide, light and dark."""

import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from parley.local.store import FILE
from tests.browser.conftest import shot
from tests.fakes.program import Program

pytestmark = pytest.mark.slow

Tab = Callable[..., Any]
PAGES = ("/", "/search?q=talks", "/parties", "/parties/Brazil", "/feeds", "/status")


def test_from_the_newest_shift_to_the_words_in_the_article(tab: Tab) -> None:
    page = tab()
    page.goto("/")
    card = page.locator("[data-shift]").first
    party = card.locator(".party").inner_text()
    card.locator("h2 a").click()
    assert party in page.locator("h1").inner_text()
    after = page.locator(".side").nth(1)
    quote = after.locator("blockquote").inner_text().strip("“”")
    after.get_by_text("the words in the article").click()
    assert page.locator(".place:target").count() == 1
    assert " ".join(quote.split()[:3]) in page.locator(".text").inner_text()
    page.locator(".text sup a").first.click()
    assert page.locator(".read li:target").is_visible()


def test_search_with_facets_and_the_drawing(tab: Tab) -> None:
    page = tab()
    page.goto("/search")
    page.get_by_role("searchbox").fill("talks")
    page.get_by_role("button", name="Search").click()
    total = _total(page)
    assert page.locator("mark.hit").first.inner_text().lower().startswith("talk")
    page.locator(".facets a").first.click()
    assert 0 < _total(page) <= total
    page.locator(".chosen a").first.click()
    assert _total(page) == total
    bar = page.locator(".histogram a").last
    wanted = bar.get_attribute("aria-label").rpartition(" ")[2]
    bar.locator(".reach").click()
    assert _total(page) == int(wanted)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "parley-statements.csv"


def _total(page: Any) -> int:
    found = re.match(r"[\d,]+", page.locator(".count").inner_text())
    assert found
    return int(found.group().replace(",", ""))


def test_the_keyboard_alone_leads_everywhere(tab: Tab) -> None:
    page = tab()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('[data-shift] h2')"):
            break
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/shifts/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_every_page_fits_and_can_be_read(tab: Tab, width: int, scheme: str) -> None:
    page = tab(width, color_scheme=scheme)
    page.goto("/")
    links = [
        page.locator("[data-shift] h2 a").first.get_attribute("href"),
        page.get_by_text("the words in the article").first.get_attribute("href"),
    ]
    for number, path in enumerate([*PAGES, *links]):
        page.goto(path)
        shot(page, f"{number}-{width}-{scheme}")
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, path
        assert page.evaluate(FAINT) == [], path
        assert page.locator("h1").count() == 1


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


def test_controls_have_names(tab: Tab) -> None:
    page = tab()
    for path in PAGES:
        page.goto(path)
        nameless = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select")]
            .filter((e) => e.checkVisibility() && !e.textContent.trim()
              && !e.getAttribute("aria-label") && !(e.labels && e.labels.length))
            .map((e) => e.outerHTML)"""
        )
        assert nameless == [], path


def test_times_are_in_the_reader_s_zone_with_the_original_on_hover(tab: Tab) -> None:
    page = tab(timezone_id="Asia/Tokyo", locale="en-GB")
    page.goto("/")
    time = page.locator("[data-shift] time").first
    assert "GMT+9" in time.inner_text()
    assert time.get_attribute("title").endswith("UTC")


def test_it_can_be_read_without_scripts(tab: Tab) -> None:
    page = tab(java_script_enabled=False)
    page.goto("/")
    assert "UTC" in page.locator("[data-shift] time").first.inner_text()
    page.goto("/search?q=talks")
    page.locator(".facets summary").click()
    page.locator(".facets a").first.click()
    assert page.locator(".chosen a").count() == 1


def test_a_shift_appears_by_itself(tab: Tab, demo: Program) -> None:
    page = tab()
    page.goto("/")
    page.get_by_text("Live", exact=True).wait_for()
    cards = page.locator("[data-shift]")
    hidden = cards.first.get_attribute("data-shift")
    # The newest card is taken out of the page: with the next change of any shift it comes back.
    page.evaluate("document.querySelector('[data-shift]').remove()")
    page.wait_for_timeout(1500)
    with sqlite3.connect(demo.data_dir / FILE, timeout=30) as connection:
        connection.execute(
            "INSERT INTO shift_history (shift_id, recorded_at, version, status, reason)"
            " SELECT shift_id, recorded_at, version, status, reason FROM shift_history LIMIT 1"
        )
    connection.close()
    page.get_by_text("Live: 1 new shift").wait_for(timeout=10_000)
    assert "new" in page.locator(f"[data-shift='{hidden}']").get_attribute("class").split()
