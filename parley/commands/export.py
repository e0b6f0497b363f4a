"""`parley export`: everything that is stored of one kind, sorted by id, for other programs."""

import sys
from enum import StrEnum
from typing import Annotated

import msgspec
import typer

from wire.alert import Subject

EPILOG = """Examples:

  parley export shifts > shifts.jsonl

  parley export statements --format csv --query 'party:Ruritania issue:talks' > talks.csv
"""


class What(StrEnum):
    """What can be exported."""

    articles = "articles"
    statements = "statements"
    shifts = "shifts"
    alerts = "alerts"


KINDS: dict[What, Subject] = {
    What.articles: "article",
    What.statements: "statement",
    What.shifts: "shift",
}


class Format(StrEnum):
    """In which form."""

    jsonl = "jsonl"
    csv = "csv"


def export(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="Which documents.")],
    form: Annotated[Format, typer.Option("--format", help="`jsonl` or `csv`.")] = Format.jsonl,
    query: Annotated[str, typer.Option(help="Only what this query finds.")] = "",
    with_times: Annotated[
        bool,
        typer.Option("--with-times", help="With the stamps of the stages and the versions."),
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Shifts only: each transition with time and reason.")
    ] = False,
) -> None:
    """Write all documents of a kind to standard output, sorted by id.

    The same input gives the same export whatever order it came in; so stamps are left out unless
    asked for.
    """
    from parley.names import party_names
    from parley.session import Session
    from search.export import write, write_alerts
    from search.query import parse

    session: Session = context.obj
    if history and what is not What.shifts:
        raise typer.BadParameter("--history goes with `shifts`")
    if what is What.alerts and (query or form is Format.csv):
        raise typer.BadParameter("alerts are written as JSON lines, and all of them")
    with session.store() as store:
        if what is What.alerts:
            write_alerts(store.alerts.alerts(), sys.stdout, with_times)
            return
        if history:
            for entry in store.history():
                sys.stdout.write(msgspec.json.encode(entry).decode() + "\n")
            return
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        kind = KINDS[what]
        tree = parse(query, kind, party_names(session.settings))
        write(kind, store.index.scan(kind, tree), sys.stdout, form.value, with_times)
