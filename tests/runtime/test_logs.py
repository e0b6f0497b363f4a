import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.logs import JsonLines, TextLines, configure, log_context
from tests.fakes.clock import ManualClock

log = logging.getLogger("ingest.poll")


@pytest.fixture(autouse=True)
def untouched_logging() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


def record(message: str, *given: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("ingest.poll", logging.INFO, "x.py", 1, message, given, None)
    vars(made).update(extra)
    return made


def test_text_has_time_level_logger_message_and_fields() -> None:
    with log_context(article="2026-03-a", feed="https://x.example/rss"):
        line = TextLines(ManualClock()).format(record("got %d", 3, status=200, why="a b", none=""))
    assert line == (
        "2026-03-01 12:00:00.000 info    ingest.poll: got 3 article=2026-03-a"
        ' feed=https://x.example/rss status=200 why="a b" none=""'
    )


def test_json_has_the_same() -> None:
    with log_context(article="2026-03-a"):
        line = JsonLines(ManualClock()).format(record("got %d", 3, status=200, path=io))
    found = json.loads(line)
    assert found.pop("path").startswith("<module")
    assert found == {
        "time": "2026-03-01T12:00:00.000+00:00",
        "level": "info",
        "logger": "ingest.poll",
        "message": "got 3",
        "article": "2026-03-a",
        "status": 200,
    }


def test_a_field_cannot_take_the_place_of_a_head() -> None:
    with log_context(level="fake", time="fake"):
        found = json.loads(JsonLines(ManualClock()).format(record("x")))
    assert found["level"] == "info"


def test_contexts_nest_and_end() -> None:
    text = TextLines(ManualClock())
    with log_context(feed="f", article=None):
        with log_context(article="a"):
            assert text.format(record("x")).endswith("x feed=f article=a")
        assert text.format(record("x")).endswith("x feed=f")
    assert text.format(record("x")).endswith(": x")


async def test_each_task_has_its_own_context() -> None:
    text = TextLines(ManualClock())
    lines: list[str] = []

    async def work(name: str) -> None:
        with log_context(article=name):
            await asyncio.sleep(0)
            lines.append(text.format(record("x")))

    await asyncio.gather(work("a"), work("b"))
    assert [line[-1] for line in lines] == ["a", "b"]


@given(st.text(), st.text())
def test_strangers_text_stays_on_its_line_and_is_printable(message: str, value: str) -> None:
    made = record("%s", message, title=value)
    line = TextLines(ManualClock()).format(made)
    assert line.isprintable()
    found = json.loads(JsonLines(ManualClock()).format(made))
    assert (found["message"], found["title"]) == (message, value)
    assert JsonLines(ManualClock()).format(made).isascii()


def failing() -> logging.LogRecord:
    made = record("failed")
    try:
        raise ValueError("a\n2026-03-01 12:00:00.000 info    forged: line\x1b[2J")
    except ValueError as error:
        made.exc_info = (type(error), error, error.__traceback__)
    return made


def test_a_traceback_cannot_forge_a_line() -> None:
    first, *rest = TextLines(ManualClock()).format(failing()).split("\n")
    assert first.endswith("failed")
    assert len(rest) > 2
    assert all(line.startswith("    ") and line.isprintable() for line in rest)
    assert "ValueError" in json.loads(JsonLines(ManualClock()).format(failing()))["trace"]


def test_configure_writes_what_is_serious_enough_and_replaces_itself() -> None:
    first, second = io.StringIO(), io.StringIO()
    configure(first, ManualClock(), log_format="json", level="info")
    configure(second, ManualClock(), log_format="text", level="warning")
    log.info("quiet")
    log.warning("loud")
    assert first.getvalue() == ""
    assert second.getvalue().count("\n") == 1
    assert "loud" in second.getvalue()
    assert logging.getLogger("aiohttp").level == logging.WARNING
