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

  parley export alerts --watch river --state confirmed --format csv > river.csv
"""


class What(StrEnum):
    """What can be exported."""

    articles = "articles"
    statements = "statements"
    shifts = "shifts"
    alerts = "alerts"
    verdicts = "verdicts"


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
        bool,
        typer.Option("--history", help="Shifts and verdicts: each change with time and reason."),
    ] = False,
    watch: Annotated[str | None, typer.Option(help="Alerts: of this watch.")] = None,
    party: Annotated[str | None, typer.Option(help="Alerts: about this party.")] = None,
    issue: Annotated[str | None, typer.Option(help="Alerts: on this issue.")] = None,
    state: Annotated[
        str | None, typer.Option(help="Alerts: in this state; `retracted` ones only by this.")
    ] = None,
    after: Annotated[str | None, typer.Option(help="Alerts: of this day or later (UTC).")] = None,
    before: Annotated[str | None, typer.Option(help="Alerts: earlier than this day.")] = None,
) -> None:
    """Write all documents of a kind to standard output, sorted by id.

    The same input gives the same export whatever order it came in; so stamps are left out unless
    asked for.
    """
    from parley.alerts import wanted
    from parley.names import party_names
    from parley.office import open_office
    from parley.session import Session
    from search.export import alert_lines, verdict_lines, write
    from search.query import parse

    session: Session = context.obj
    filters = (watch, party, issue, state, after, before)
    if history and what not in {What.shifts, What.verdicts}:
        raise typer.BadParameter("--history goes with `shifts` and `verdicts`")
    if any(filters) and what is not What.alerts:
        raise typer.BadParameter("these filters go with `alerts`; others are found by --query")
    if query and what not in KINDS:
        raise typer.BadParameter(f"--query goes with {', '.join(KINDS)}")
    sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
    if what in KINDS and not history:
        kind = KINDS[what]
        tree = parse(query, kind, party_names(session.settings))
        with session.index() as index:
            write(kind, index.scan(kind, tree), sys.stdout, form.value, with_times)
        return
    with open_office(session) as office:
        if what is What.alerts:
            asked = wanted(
                office.desk,
                watch=watch,
                party=party,
                issue=issue,
                state=state,
                after=after,
                before=before,
            )
            every = office.desk.every_alert(asked)
            standing = (each for each in every if not each.removed or state == "retracted")
            sys.stdout.writelines(alert_lines(standing, form.value, with_times=with_times))
        elif what is What.verdicts:
            kept = office.verdicts
            verdicts = kept.history() if history else kept.all()
            sys.stdout.writelines(
                verdict_lines(verdicts, form.value, with_times=with_times, changes=history)
            )
        else:
            for entry in office.store.history():
                sys.stdout.write(msgspec.json.encode(entry).decode() + "\n")
