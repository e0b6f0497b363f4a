"""The demo's store read once, the console on a port of its own, Debian's chromium.

Everything here is skipped where playwright or chromium is missing.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import addresses
from tests.fakes.program import Program, lines
from tests.search.console.conftest import console, empty, locked  # noqa: F401

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SHOTS = os.environ.get("PARLEY_SCREENSHOTS")
"""A folder for screenshots; without it none is kept."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The store that `parley demo --once` leaves, with a watch and what it has caught since."""
    made = Program(tmp_path_factory.mktemp("demo") / "data")
    made.run("demo", "--once", "--profile", "fast")
    made.run("watch", "add", "brazil", "--party", "Brazil", "--issue", "trade")
    text = (
        "BRASILIA - “We will not sign any tariff agreement with the European Union,” said Marília"
        " Brandt, Brazil's trade minister. Brandt said the talks on trade were suspended.\n"
    )
    arrived(made, "first", "Brazil suspends tariff talks", text)
    return made


def arrived(program: Program, name: str, title: str, text: str) -> None:
    """An article of just now comes in."""
    given = {
        "id": name,
        "title": title,
        "text": text,
        "outlet": "Continental Wire",
        "url": f"https://wire.example/{name}",
        "published_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    program.run("backfill", str(lines(program.data_dir.parent / f"{name}.jsonl", given)))


@pytest.fixture(scope="session")
def address(demo: Program) -> Iterator[str]:
    """Where `parley console` serves the demo's store."""
    running = demo.start("console", "--port", "0")
    assert running.stderr is not None
    try:
        yield _printed(running)
    finally:
        running.terminate()
        running.communicate(timeout=30)
        assert running.returncode == 0


def _printed(running: "subprocess.Popen[str]") -> str:
    assert running.stderr is not None
    for line in running.stderr:
        if found := re.search(r"console: (http://\S+?)/\s*$", line):
            return found.group(1)
    raise AssertionError("no address was printed")


@pytest.fixture(scope="session")
def places(address: str) -> dict[str, str]:
    """The address of every page of the demo's console, by name."""
    return addresses(address)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, or a reason why not.

    Gone at the end of its module: while it is there, Playwright's event loop runs in this thread,
    and no asynchronous test of another module could start its own.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield made
        made.close()


@dataclass
class Tabs:
    """Opens tabs; `wrong` is what went wrong in any of them.

    Wrong are: an error or a warning of the browser's console, among them anything that the
    Content-Security-Policy stopped, a dialog, a script that failed, a request to another host.
    """

    browser: Any
    wrong: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def __call__(self, address: str, width: int = 1280, height: int = 900, **options: Any) -> Any:
        """A tab on the console at `address`."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, base_url=address, **options
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda asked: self._asked(asked.url, address))
        page.on("dialog", self._interrupted)
        return page

    def _told(self, message: Any) -> None:
        # A page that says "not there" is loaded with that status, which the browser mentions.
        if message.type != "log" and "responded with a status of 4" not in message.text:
            self.wrong.append(message.text)

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith(f"{address}/"):
            self.wrong.append(url)

    def _interrupted(self, dialog: Any) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def open_tab(browser: Any) -> Iterator[Tabs]:
    """Opens a tab on any console; at the end nothing may have gone wrong."""
    tabs = Tabs(browser)
    yield tabs
    for context in tabs.contexts:
        context.close()
    assert tabs.wrong == []


@pytest.fixture
def tab(open_tab: Tabs, address: str) -> Callable[..., Any]:
    """Opens a tab on the demo's console."""

    def opened(width: int = 1280, height: int = 900, **options: Any) -> Any:
        return open_tab(address, width, height, **options)

    return opened


def shot(page: Any, name: str) -> None:
    """Keep a picture for people, where a folder is given."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))
