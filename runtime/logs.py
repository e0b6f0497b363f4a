"""Log lines, as text for people or JSON for machines, each with the article and feed it is about.

Most of what is logged was written by strangers (titles, addresses, error texts), so nothing of it
can begin a line of its own or reach a terminal as a control sequence.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Literal, TextIO

from runtime.clock import Clock

_context: ContextVar[Mapping[str, str]] = ContextVar("log_context", default=MappingProxyType({}))

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
"""What every record has; whatever else is on one was given with `extra`."""

QUIET = (
    "aiohttp",
    "aiokafka",
    "asyncio",
    "charset_normalizer",
    "elastic_transport",
    "faust",
    "htmldate",
    "mode",
    "trafilatura",
    "urllib3",
)
"""Libraries whose remarks below a warning say nothing to our operators."""


@contextmanager
def log_context(**fields: str | None) -> Iterator[None]:
    """Put fields, such as `article` and `feed`, on every line that is logged inside the block.

    They hold for the current task and what it starts. None leaves a field as it is.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    token = _context.set({**_context.get(), **given})
    try:
        yield
    finally:
        _context.reset(token)


def configure(
    stream: TextIO,
    clock: Clock,
    *,
    log_format: Literal["text", "json"],
    level: str,
) -> logging.Handler:
    """Send every log line of the process to `stream`, stamped by `clock`. Gives the handler.

    A second call replaces the first.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(clock) if log_format == "json" else TextLines(clock))
    handler.set_name("parley")
    root = logging.getLogger()
    for earlier in [each for each in root.handlers if each.get_name() == "parley"]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    return handler


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, then the fields."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        """The line. What is no JSON value is written as its text."""
        line: dict[str, object] = {
            "time": self._clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name, value in _fields(record).items():
            line.setdefault(name, value)
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        # ASCII only: a lone surrogate from broken input must not make the stream's encoder fail.
        return json.dumps(line, default=str, ensure_ascii=True)


class TextLines(logging.Formatter):
    """Time, level, logger, message, then the fields as name=value."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        """The line; a traceback follows on lines that begin with white space."""
        moment = self._clock.now().isoformat(sep=" ", timespec="milliseconds")[:23]
        fields = "".join(f" {name}={_value(value)}" for name, value in _fields(record).items())
        message = _printable(record.getMessage())
        line = f"{moment} {record.levelname.lower():<7} {record.name}: {message}{fields}"
        if record.exc_info:
            trace = self.formatException(record.exc_info).split("\n")
            line += "".join(f"\n    {_printable(each)}" for each in trace)
        return line


def _fields(record: logging.LogRecord) -> dict[str, object]:
    given = {name: value for name, value in vars(record).items() if name not in STANDARD}
    return {**_context.get(), **given}


def _value(value: object) -> str:
    text = _printable(str(value))
    return json.dumps(text, ensure_ascii=False) if not text or set(text) & set(' "=') else text


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )
