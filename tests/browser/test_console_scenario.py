"""A morning at the desk, once with the mouse and once with the keyboard alone."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest

from tests.browser.conftest import arrived
from tests.browser.test_console_in_a_browser import IN_VIEW
from tests.fakes.program import Program

pytestmark = pytest.mark.slow

Tab = Callable[..., Any]
Role = Literal["link", "button", "searchbox", "textbox"]
MOST_STOPS = 250
"""Stops of the Tab key after which something can't be reached."""


class Hand(Protocol):
    """How a reader reaches what the page shows; `within` is where it is looked for."""

    def press(self, role: Role, name: str, within: str = "body") -> None: ...

    def write(self, role: Role, name: str, text: str) -> None: ...


class Mouse:
    def __init__(self, page: Any) -> None:
        self._page = page

    def press(self, role: Role, name: str, within: str = "body") -> None:
        self._page.locator(within).first.get_by_role(role, name=name).first.click()

    def write(self, role: Role, name: str, text: str) -> None:
        self._page.get_by_role(role, name=name).first.fill(text)


class Keys:
    """Tab, Enter and letters; where the focus is not seen, it is not there."""

    def __init__(self, page: Any) -> None:
        self._page = page

    def press(self, role: Role, name: str, within: str = "body") -> None:
        self._reach(role, name, within)
        self._page.keyboard.press("Enter")

    def write(self, role: Role, name: str, text: str) -> None:
        self._reach(role, name, "body")
        self._page.keyboard.press("Control+A")
        self._page.keyboard.type(text)

    def _reach(self, role: Role, name: str, within: str) -> None:
        wanted = self._page.locator(within).first.get_by_role(role, name=name).first
        wanted.wait_for()
        for _ in range(MOST_STOPS):
            if wanted.evaluate("(each) => each === document.activeElement"):
                break
            self._page.keyboard.press("Tab")
        outline = wanted.evaluate(
            "(each) => [getComputedStyle(each).outlineStyle, getComputedStyle(each).outlineWidth]"
        )
        assert outline == ["solid", "3px"], f"{role} {name}"


@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_a_morning_at_the_desk(
    tab: Tab, demo: Program, tmp_path: Path, hand: Callable[[Any], Hand]
) -> None:
    page, way = tab(), hand.__name__.lower()
    reader = hand(page)

    # What was said, narrowed down, taken away.
    page.goto("/search")
    reader.write("searchbox", "Words", "surcharge")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=surcharge*")
    total = found(page)
    reader.press("link", "trade", within=".facets")
    page.wait_for_url("**issue=trade*")
    assert 0 < found(page) <= total
    with page.expect_download() as download:
        reader.press("link", "CSV")
    download.value.save_as(tmp_path / "found.csv")
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == found(page)
    assert all("surcharge" in row["text"].lower() for row in rows)

    # The search is watched, and what comes in is there without a reload.
    reader.press("link", "Watch this")
    page.wait_for_url("**/watches/new?*")
    reader.write("textbox", "Name", f"surcharge by {way}")
    reader.press("button", "Keep it")
    page.wait_for_url(re.compile(r"/watches/20[^/?]+$"))
    assert page.locator("h1").inner_text() == f"surcharge by {way}"
    reader.press("link", "Alerts", within="nav")
    page.wait_for_url("**/alerts")
    page.get_by_text("Live", exact=True).wait_for()
    arrived(demo, f"surcharge-{way}", *NEWS[way])
    card = page.locator("[data-alert].new", has_text=NEWS[way][0])
    card.wait_for(timeout=20_000)
    assert re.fullmatch(r"Live: [12] new alerts?", page.get_by_role("status").inner_text())
    assert f"surcharge by {way}" in card.inner_text()

    # A shift, the words it stands on, and a verdict.
    reader.press("link", "Shifts", within="nav")
    page.wait_for_url(re.compile(r"/$"))
    party = page.locator("[data-shift] .party").first.inner_text()
    reader.press("link", party, within="[data-shift]")
    page.wait_for_url("**/shifts/**")
    shift = page.url
    quote = page.get_by_role("group", name="After").locator("blockquote").inner_text().strip("“”")
    reader.press("link", "the words in the article", within="[role=group][aria-label=After]")
    page.wait_for_url("**/articles/**")
    marked = page.locator(".place:target + .said")
    assert marked.inner_text().split()[:3] == quote.split()[:3]
    assert marked.evaluate(IN_VIEW)
    page.goto(shift)
    judgement = {"mouse": "Right", "keys": "Not a shift"}[way]
    reader.press("button", judgement)
    if judgement == "Right":
        page.get_by_role("button", name=judgement, pressed=True).wait_for()
    else:
        page.get_by_role("heading", name="This shift no longer holds").wait_for()
        page.get_by_role("button", name="Take my verdict back").wait_for()
    page.goto("/verdicts")
    assert judgement.lower() in page.locator("main").inner_text().lower()
    assert page.locator(f"a[href='{shift[shift.index('/shifts') :]}']").count() >= 1


NEWS = {
    "mouse": (
        "Surcharge goes to the courts",
        "BRUSSELS - “The surcharge on honey will be taken to court,” said Katrijn Verhelst, the"
        " European Union's trade commissioner.\n",
    ),
    "keys": (
        "No word on the surcharge",
        "BRASILIA - “We are ready to lift the surcharge on cheese if the quota grows,” said Marília"
        " Brandt, Brazil's trade minister, in Santos.\n",
    ),
}


def found(page: Any) -> int:
    number = re.match(r"[\d,]+", page.locator(".count").first.inner_text())
    assert number
    return int(number.group().replace(",", ""))
