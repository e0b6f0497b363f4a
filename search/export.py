"""Documents as lines for other programs, JSON or CSV, in the order given (`Index.scan`: by id).

What another run on the same input would not repeat is left out: stamps, and counters of arrival.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Literal, TextIO
from unicodedata import category

import msgspec

from search.index.documents import kind_of
from search.index.protocol import Document, Kind
from wire.alert import Alert
from wire.verdict import Verdict

Format = Literal["jsonl", "csv"]

TIMES: dict[Kind, tuple[str, ...]] = {
    "article": ("first_seen_at", "fetched_at", "stamps"),
    "statement": (),
    "shift": ("version",),
}
"""What tells when and how often something came in, written only on request. A shift's version
counts the changes of its timeline, which depends on the order of arrival."""

COLUMNS: dict[Kind, tuple[str, ...]] = {
    "article": (
        *("id", "version", "outlet.name", "outlet.domain", "outlet.country", "url", "title"),
        *("published_at", "published_trusted", "language", "backfilled", "text"),
    ),
    "statement": (
        *("id", "article_id", "version", "at", "outlet", "title", "url", "kind", "attribution"),
        *("text", "start", "end", "cue", "speaker.name", "speaker.text", "speaker.role"),
        *("speaker.affiliation", "speaker.anonymous", "party", "parties", "counterparties"),
        *("negotiation", "issue", "issues", "move", "modifiers", "stance", "conditional"),
        *("condition", "requirement", "deadline", "red_line", "confidence", "made_by"),
    ),
    "shift": (
        *("id", "at", "party", "counterparties", "negotiation", "issue", "direction", "status"),
        *("from.presupposed", "from.at", "from.stance", "from.move", "from.quote"),
        *("from.speaker", "from.outlet", "from.title", "from.url", "from.statement_id"),
        *("to.at", "to.stance", "to.move", "to.quote", "to.speaker", "to.outlet", "to.title"),
        *("to.url", "to.statement_id", "why", "confidence", "independent_sources"),
        *("mixed_signals", "replaces", "made_by"),
    ),
}
"""Columns of the CSV: a value inside a value has a dot in its name."""

ALERT_COLUMNS = (
    *("id", "at", "state", "subject", "subject_id", "watch_id", "watch_ids", "headline", "body"),
    *("url", "copies", "shift.party", "shift.counterparties", "shift.issue", "shift.direction"),
    *("shift.from.at", "shift.from.stance", "shift.from.quote", "shift.from.speaker"),
    *("shift.from.outlet", "shift.from.url", "shift.to.at", "shift.to.stance", "shift.to.quote"),
    *("shift.to.speaker", "shift.to.outlet", "shift.to.url", "shift.confidence"),
    *("shift.independent_sources", "shift.why"),
)
ALERT_TIMES = ("version", "stamps", "replaces")

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""A text that begins so is run as a formula by spreadsheets (CWE-1236), full-width forms too."""


def write(
    kind: Kind,
    documents: Iterable[Document],
    out: TextIO,
    form: Format = "jsonl",
    with_times: bool = False,
) -> int:
    """Write the documents, all of one kind, to `out`; gives how many.

    `out` must be open with `newline=""` for CSV, whose lines end as RFC 4180 says.
    """
    number = -1 if form == "csv" else 0
    for line in lines(kind, documents, form, with_times):
        out.write(line)
        number += 1
    return number


def alert_lines(
    alerts: Iterable[Alert], form: Format = "jsonl", *, with_times: bool = False
) -> Iterator[str]:
    """Alerts as lines, without what depends on the order of arrival unless asked for."""
    if form == "csv":
        yield csv_line((*ALERT_COLUMNS, *(ALERT_TIMES if with_times else ())))
    for alert in alerts:
        found: dict[str, Any] = msgspec.to_builtins(alert)
        del found["removed"]
        if not with_times:
            for name in ALERT_TIMES:
                del found[name]
            if found["shift"] is not None:
                del found["shift"]["version"]
        if form == "jsonl":
            yield json_line(found)
            continue
        columns = (*ALERT_COLUMNS, *(ALERT_TIMES if with_times else ()))
        yield csv_line(_at(found, column) for column in columns)


def verdict_lines(
    verdicts: Iterable[Verdict],
    form: Format = "jsonl",
    *,
    with_times: bool = False,
    changes: bool = False,
) -> Iterator[str]:
    """Verdicts as lines. With times: the `version`, which counts how often a reader changed it.

    `changes`: they are all that was ever given; then `removed` says what was taken back.
    """
    hidden = {"removed": not changes, "version": not (with_times or changes)}
    columns = [name for name in Verdict.__struct_fields__ if not hidden.get(name)]
    if form == "csv":
        yield csv_line(columns)
    for verdict in verdicts:
        found: dict[str, Any] = msgspec.to_builtins(verdict)
        if form == "jsonl":
            yield json_line({name: found[name] for name in columns})
        else:
            yield csv_line(found[name] for name in columns)


def lines(
    kind: Kind, documents: Iterable[Document], form: Format = "jsonl", with_times: bool = False
) -> Iterator[str]:
    """The same piece by piece, each ended by its line break; the first of a CSV names columns."""
    if form == "csv":
        yield from _csv_lines(kind, documents, with_times)
        return
    for document in documents:
        yield json_line(row(document, with_times))


def row(document: Document, with_times: bool = False) -> dict[str, object]:
    """A document as plain values, named and ordered as on the wire."""
    found: dict[str, object] = msgspec.to_builtins(document)
    del found["removed"]
    if not with_times:
        for name in TIMES[kind_of(document)]:
            del found[name]
    return found


def _csv_lines(kind: Kind, documents: Iterable[Document], with_times: bool) -> Iterator[str]:
    columns = (*COLUMNS[kind], *(TIMES[kind] if with_times else ()))
    yield csv_line(columns)
    for document in documents:
        found = row(document, with_times)
        yield csv_line(_at(found, column) for column in columns)


def csv_line(values: Iterable[object]) -> str:
    """One row as RFC 4180 has it, with nothing in it that a spreadsheet would run."""
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerow(_cell(value) for value in values)
    return made.getvalue()


def json_line(value: object) -> str:
    """A value as one line of JSON."""
    return msgspec.json.encode(value).decode() + "\n"


def _at(found: object, column: str) -> object:
    for name in column.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _cell(value: object) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case str():
            return _harmless(value)
        case list() | tuple():
            return _harmless("; ".join(str(one) for one in value))
        case _:
            return _harmless(msgspec.json.encode(value).decode())


def _harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it.

    White space before the sign does not stop a spreadsheet, what cannot be seen may be taken out on
    the way, and a leading tab or line break is itself a way to begin a formula.
    """
    text = text.replace("\0", "")
    if _first_seen(text) in FORMULA or text.startswith(("\t", "\r", "\n")):
        return f"'{text}"
    return text


def _first_seen(text: str) -> str:
    """The first character that is neither space nor invisible (Unicode's Cc and Cf)."""
    for each in text:
        if not each.isspace() and category(each) not in ("Cc", "Cf"):
            return each
    return ""
