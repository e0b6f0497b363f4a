"""The README's pictures, taken by `make screenshots`: the tour's store, a clock that stands."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from parley.local.sources import LocalSources
from parley.local.store import LocalStore
from runtime.metrics import Registry
from search.alerts.local import AlertDesk
from search.console import Access, Desk, application
from tests.browser.conftest import Tabs
from tests.browser.hosting import hosted
from tests.browser.pages import addresses
from tests.fakes.clock import ManualClock
from tests.fakes.program import Program

FOLDER = os.environ.get("PARLEY_PICTURES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="only to take the pictures: make screenshots")

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""The morning after the last day of the tour."""

WIDTH = 1180
LARGEST = 150_000


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the tour's store is served as it was left."""
    folder = tmp_path_factory.mktemp("pictures") / "data"
    Program(folder).run("demo", "--once")
    clock = ManualClock(NOW)
    with LocalStore.open(folder, clock) as store:
        desk = Desk(
            index=store.index,
            sources=LocalSources(store, clock),
            clock=clock,
            registry=Registry(),
            alerts=AlertDesk(store.database, store.alerts),
            verdicts=store.verdicts,
        )
        with hosted(application(desk, Access("", clock.now))) as address:
            yield address


@pytest.mark.parametrize(
    ("name", "scheme", "height"),
    [
        ("shifts", "light", 660),
        # Below it stands when the tour's feeds were asked, which is never quite the same.
        ("shift", "dark", 530),
        ("search", "light", 660),
        ("party-issue", "dark", 660),
    ],
)
def test_picture(open_tab: Tabs, toured: str, name: str, scheme: str, height: int) -> None:
    page = open_tab(
        toured, WIDTH, height, color_scheme=scheme, locale="en-GB", timezone_id="Europe/Amsterdam"
    )
    path = addresses(toured)[name]
    page.goto(path.partition("&limit")[0].partition("?limit")[0])
    if name == "shifts":
        page.get_by_text("Live", exact=True).wait_for()
    if name == "party-issue":
        point_at_a_shift(page)
    page.wait_for_function("document.fonts.status === 'loaded'")
    place = Path(str(FOLDER)) / f"{name}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(place), animations="disabled", caret="hide")
    page.close()
    assert place.stat().st_size < LARGEST


def point_at_a_shift(page: Any) -> None:
    """The words of a statement in the middle of the drawing are shown."""
    points = page.locator("[data-walk] svg a:has(.dot)")
    points.nth(points.count() // 2).focus()
    page.locator("[data-telling] p").first.wait_for()
