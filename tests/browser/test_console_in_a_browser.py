"""The console as its readers have it: clicks, keys, narrow and wide, light and dark."""

import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from parley.local.store import FILE
from tests.browser.conftest import Tabs
from tests.fakes.program import Program

pytestmark = pytest.mark.slow

Tab = Callable[..., Any]


def test_from_the_newest_shift_to_the_words_in_the_article(tab: Tab) -> None:
    page = tab()
    page.goto("/")
    card = page.locator("[data-shift]").first
    party = card.locator(".party").inner_text()
    card.locator("h2 a").click()
    assert party in page.locator("h1").inner_text()
    after = page.get_by_role("group", name="After")
    quote = after.locator("blockquote").inner_text().strip("“”")
    after.get_by_text("the words in the article").click()
    assert page.locator(".place:target").count() == 1
    marked = page.locator(".place:target + .said")
    assert marked.inner_text().split()[:3] == quote.split()[:3]
    assert marked.evaluate(IN_VIEW)
    page.wait_for_selector(".said.aimed")
    words = " ".join(page.locator(".said.aimed").all_inner_texts())
    assert set(words.split()) <= set(quote.split())
    assert marked.evaluate("(each) => getComputedStyle(each).boxShadow") != "none"
    page.locator(".text sup a").first.click()
    assert page.locator(".read li:target").is_visible()


IN_VIEW = """(each) => {
  const place = each.getBoundingClientRect();
  const band = document.querySelector(".top").getBoundingClientRect();
  return place.top >= Math.max(band.bottom, 0) && place.bottom <= innerHeight;
}"""


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


def test_a_drawing_is_walked_with_the_arrow_keys(tab: Tab, places: dict[str, str]) -> None:
    page = tab()
    page.goto(places["party-issue"])
    drawing = page.locator("[data-walk]").first
    points = drawing.locator("svg a")
    assert points.count() > 2
    assert drawing.locator("svg a[tabindex='0']").count() == 1
    points.last.focus()
    page.keyboard.press("ArrowLeft")
    point = points.nth(points.count() - 2)
    assert point.evaluate("(each) => each === document.activeElement")
    row = page.locator(point.get_attribute("href"))
    told = drawing.locator("[data-telling]")
    assert told.inner_text() == row.inner_text()
    assert told.get_attribute("aria-live") == "polite"
    page.keyboard.press("Home")
    assert points.first.evaluate("(each) => each === document.activeElement")
    page.keyboard.press("Enter")
    assert page.locator(".rows li:target").evaluate(IN_VIEW)


def test_a_point_tells_its_words_when_it_is_pointed_at(tab: Tab, places: dict[str, str]) -> None:
    page = tab()
    page.goto(places["party-issue"])
    drawing = page.locator("[data-walk]").first
    dot = drawing.locator("svg a .dot").last
    dot.hover()
    target = dot.evaluate("(each) => each.parentElement.getAttribute('href')")
    assert drawing.locator("[data-telling] p").first.inner_text() in (
        page.locator(target).inner_text()
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("setTimeout(() => alert('seen'))", "dialog: seen"),
        ("setTimeout(() => { throw new Error('seen'); })", "seen"),
        ("console.error('seen')", "seen"),
        ("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:1/x'}))", ":1/x"),
        (
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
            "Content Security Policy",
        ),
    ],
)
def test_what_goes_wrong_is_seen(open_tab: Tabs, address: str, change: str, said: str) -> None:
    page = open_tab(address)
    page.goto("/status")
    page.evaluate(f"() => {{ {change} }}")
    page.wait_for_timeout(0)
    page.reload()
    assert any(said in each for each in open_tab.wrong)
    open_tab.wrong.clear()


def test_times_are_in_the_reader_s_zone_with_the_original_on_hover(tab: Tab) -> None:
    page = tab(timezone_id="Asia/Tokyo", locale="en-GB")
    page.goto("/")
    time = page.locator("[data-shift] time").first
    assert "GMT+9" in time.inner_text()
    assert time.get_attribute("title").endswith("UTC")


@pytest.mark.parametrize("width", [360, 1600])
def test_it_can_be_read_without_scripts(tab: Tab, places: dict[str, str], width: int) -> None:
    page = tab(width, java_script_enabled=False)
    for name, path in places.items():
        answer = page.goto(path)
        assert answer.status < 500, name
        assert page.locator("main h1").is_visible(), name
        assert page.locator("main [hidden]:visible").count() == 0, name
    page.goto("/")
    assert "UTC" in page.locator("[data-shift] time").first.inner_text()
    assert page.locator(".filters select").first.is_visible() is (width == 1600)
    if width == 360:
        page.locator(".filters summary").click()
        assert page.locator(".filters select").first.is_visible()
    page.goto("/search?q=talks")
    if width == 360:
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
