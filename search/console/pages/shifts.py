"""Shifts: the newest, with filters; and one with its evidence and what became of it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.asking import asked
from search.console.desk import desk_of
from search.console.pages import verdicts
from search.console.pages.rendering import page
from search.console.unsure import left_out_of
from search.query import LEAST
from search.verdicts import precision
from wire import Shift
from wire.vocabulary import ISSUES

FILTERS = (
    ("party", ()),
    ("counterparty", ()),
    ("issue", ISSUES),
    ("direction", ("hardening", "softening")),
    ("status", ("provisional", "confirmed", "amended", "retracted")),
    ("confidence", ("0.5", "0.7", "0")),
)
"""Fields of the form over the list, with the values to choose from where they are few."""

MAX_SUGGESTED = 50


def newest(request: Request) -> Response:
    """The newest shifts that fit the filters."""
    desk = desk_of(request)
    question = asked(request.query_params, "shift", desk.party_name)
    found = desk.index.search("shift", question.shown, question.limit, question.cursor)
    unsure = left_out_of(desk.index, question)
    facets = desk.index.counted("shift", question.shown).facets if found.total else {}
    return page(
        request,
        "shifts.html",
        here="shifts",
        asked=question,
        found=found,
        shifts=[hit.document for hit in found.hits],
        filters=FILTERS,
        parties=[name for name, _ in facets.get("party", ())[:MAX_SUGGESTED]],
        facets=facets,
        unsure=unsure,
        least=LEAST,
        precision=precision(desk.verdicts.all()),
        anything=found.total > 0
        or unsure is not None
        or question.narrowed
        or desk.index.count("article") > 0,
    )


def one(request: Request) -> Response:
    """One shift: both sides, its sources and copies, its history."""
    desk = desk_of(request)
    identifier = request.path_params["id"]
    found = desk.index.get("shift", identifier)
    history = desk.sources.history(identifier)
    if not isinstance(found, Shift):
        if not history:
            raise HTTPException(404, "there is no such shift")
        return page(
            request,
            "shift_gone.html",
            status=410,
            here="shifts",
            id=identifier,
            history=history,
            judged=verdicts.around(request, desk, identifier),
        )
    clusters: dict[str, list[object]] = {}
    for source in found.sources:
        clusters.setdefault(source.cluster, []).append(source)
    return page(
        request,
        "shift.html",
        here="shifts",
        shift=found,
        clusters=list(clusters.values()),
        history=history,
        judged=verdicts.around(request, desk, identifier),
    )
