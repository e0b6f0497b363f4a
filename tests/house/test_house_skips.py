"""What was not tested for want of something on the machine is said in one line."""

from types import SimpleNamespace
from typing import Any

from tests import conftest


def told(*reasons: str) -> list[str]:
    lines: list[str] = []
    skipped = [SimpleNamespace(longrepr=("a.py", 1, f"Skipped: {reason}")) for reason in reasons]
    reporter: Any = SimpleNamespace(stats={"skipped": skipped}, write_line=lines.append)
    conftest.pytest_terminal_summary(reporter)
    return lines


def test_one_line_tells_what_the_machine_lacks_and_how_many_tests_that_cost() -> None:
    no_java = "no servers: there is no Java here: install a JDK of version 17 or later"
    no_tool = "no promtool on this machine (Debian: the package prometheus)"
    assert told(no_java, no_tool, no_java, "the development data is not here") == [
        "skipped for want of a real Kafka and Elasticsearch (Java 17 and Maven): 2 tests,"
        " promtool (Debian: prometheus): 1 tests"
    ]


def test_no_line_where_nothing_is_lacking() -> None:
    assert told() == told("only root hands its files over") == []
