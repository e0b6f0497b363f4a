"""Parties: where each stands now, and one with its positions over time, issue by issue."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.desk import desk_of
from search.console.pages.rendering import page
from search.console.timeline import Line, line
from search.query import EVERYTHING, LEAST
from wire import Shift, Statement
from wire.vocabulary import ISSUES

NEWEST = 500
"""Statements and shifts that are looked at."""

LISTED, LISTED_ALONE = 6, 100
"""Rows of one issue that are shown: among others, and alone."""

DRAWN, DRAWN_ALONE = 40, 120
"""Points of one issue that are drawn: among others, and alone; more are a smear."""

APART, APART_ALONE = 2, 5
"""Sides that have a lane of their own in a drawing: among others, and alone."""

IN_TABLE = 25
"""Parties in the table of positions, those heard most."""


@dataclass(frozen=True)
class Position:
    """What a party said and did on one issue; `last` is the newest statement with a stance."""

    issue: str
    line: Line | None
    last: Statement | None
    rows: list[Statement | Shift]
    statements: int
    shifts: int


def all_of_them(request: Request) -> Response:
    """The parties that were heard most."""
    index = desk_of(request).index
    moved = dict(index.counted("shift", EVERYTHING).facets.get("party", ()))
    heard = index.counted("statement", EVERYTHING).facets.get("party", [])
    held = {(each.party, each.issue): each for each in index.standings()}
    holders = {party for party, _ in held}
    return page(
        request,
        "parties.html",
        here="parties",
        parties=[(name, number, moved.get(name, 0)) for name, number in heard],
        held=held,
        holders=[name for name, _ in heard if name in holders][:IN_TABLE],
        issues=[each for each in ISSUES if any(issue == each for _, issue in held)],
    )


def one(request: Request) -> Response:
    """The timeline of a party, drawn and in rows."""
    desk = desk_of(request)
    name = desk.party_name(request.path_params["name"])
    issue = request.query_params.get("issue") or None
    if issue is not None and issue not in ISSUES:
        raise HTTPException(400, f"there is no such issue; there are {', '.join(ISSUES)}")
    found = desk.index.timeline(name, issue, NEWEST)
    if not found and issue is None:
        raise HTTPException(404, f"nothing is known of {name[:100]}")
    sizes = (LISTED_ALONE, DRAWN_ALONE, APART_ALONE) if issue else (LISTED, DRAWN, APART)
    # A statement on two issues is found by either; a page of one issue is about that one.
    asked = [issue] if issue else ISSUES
    positions = [_position(each, found, *sizes) for each in asked]
    return page(
        request,
        "party.html",
        here="parties",
        name=name,
        issue=issue,
        least=LEAST,
        capped=NEWEST if len(found) >= NEWEST else None,
        positions=sorted(
            (each for each in positions if each.rows), key=lambda each: -each.statements
        ),
    )


def issues_of(document: Statement | Shift) -> tuple[str, ...]:
    """What a document is about."""
    if isinstance(document, Shift):
        return (document.issue,)
    return document.issues or ((document.issue,) if document.issue else ())


def _position(
    issue: str, found: Sequence[Statement | Shift], listed: int, drawn: int, apart: int
) -> Position:
    all_rows = [each for each in found if issue in issues_of(each)]
    rows = all_rows[: -listed - 1 : -1]
    said = [each for each in all_rows if isinstance(each, Statement)]
    with_stance = [each for each in said if each.stance is not None]
    return Position(
        issue=issue,
        line=line(all_rows, rows, drawn, apart),
        last=with_stance[-1] if with_stance else None,
        rows=rows,
        statements=len(said),
        shifts=len(all_rows) - len(said),
    )
