"""Options of the test run."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

# Suites that several test files share: their assertions show values too.
pytest.register_assert_rewrite("tests.contract.index_contract", "tests.contract.index_model")

# Machines are noisy: a slow example is no failure.
settings.register_profile("parley", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("parley")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak` makes the long fault runs use all of their data."""
    parser.addoption("--soak", action="store_true", help="long fault runs on all of the data")


TOGETHER = ("tests/cluster/", "tests/browser/")
"""Folders whose tests share what is dear to start (servers, a store to look at): a process each."""


class Sharing(LoadFileScheduling):
    """How test processes share the work: by file, and by folder for those in `TOGETHER`."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if path.startswith(folder)), path)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """With `-n`."""
    return Sharing(config, log)


WANTED = {
    "no servers": "a real Kafka and Elasticsearch (Java 17 and Maven)",
    "no promtool": "promtool (Debian: prometheus)",
    "chromium is not": "a browser (Debian: chromium)",
}
"""What a machine may lack, by the beginning of the reason that a skipped test gives."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line on what was not tested because the machine lacks something."""
    reasons = [
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    ]
    lacks = Counter(
        what for reason in reasons for sign, what in WANTED.items() if reason.startswith(sign)
    )
    if lacks:
        told = ", ".join(f"{what}: {number} tests" for what, number in lacks.items())
        terminalreporter.write_line(f"skipped for want of {told}")
