"""For whoever keeps it running: feeds, stages, dead letters."""

from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from runtime.metrics import catalogue as metrics
from search.console import delays
from search.console.asking import number
from search.console.desk import Desk, desk_of
from search.console.pages.rendering import page
from search.index import KINDS, Kind
from search.query import EVERYTHING
from search.verdicts import precision

FEEDS, MOST_PAGES = 60, 100_000
"""Feeds on one page, and the last page that can be asked for."""

LETTERS = 30
DAY = timedelta(days=1)
LOOKED_AT = 20_000
"""Bytes of a dead letter that are shown; `parley dlq show --original` gives all."""


def feeds(request: Request) -> Response:
    """How each feed is, those that fail first."""
    reports = desk_of(request).sources.feeds()
    failing = [each for each in reports if each.failing]
    ordered = [*failing, *(each for each in reports if not each.failing)]
    pages = max(1, -(-len(ordered) // FEEDS))
    place = min(number(request.query_params, "page", 1, MOST_PAGES), pages)
    return page(
        request,
        "feeds.html",
        here="feeds",
        reports=ordered[(place - 1) * FEEDS : place * FEEDS],
        known=len(ordered),
        failing=len(failing),
        place=place,
        pages=pages,
    )


def status(request: Request) -> Response:
    """The account of each stage, what is stored, what could not be taken."""
    desk = desk_of(request)
    return page(
        request,
        "status.html",
        here="status",
        stages=desk.sources.stages(),
        lately=desk.sources.stages(desk.clock.now() - DAY),
        steps=delays.steps(desk.sources.delays(delays.NEWEST)),
        newest={kind: _newest(desk, kind) for kind in KINDS},
        outbox=desk.sources.outbox(),
        bytes=desk.sources.bytes(),
        waiting=desk.sources.waiting_letters(),
        letters=desk.sources.letters(LETTERS),
        stored={
            "articles": desk.index.count("article"),
            "statements": desk.index.count("statement"),
            "shifts": desk.index.count("shift"),
        },
        precision=precision(desk.verdicts.all()),
        canary=_canary(desk),
        version=desk.version,
    )


def _canary(desk: Desk) -> tuple[float, int] | None:
    """How long the newest canary took, and how many were late; None where none was sent here."""
    arrived, late = (
        desk.registry.value(metrics.CANARY_SECONDS),
        desk.registry.value(metrics.CANARY_LATE),
    )
    if not arrived and not late:
        return None
    return desk.registry.value(metrics.CANARY_LAST_SECONDS), int(late)


def _newest(desk: Desk, kind: Kind) -> datetime | None:
    return next((hit.at for hit in desk.index.search(kind, EVERYTHING, 1).hits), None)


def letter(request: Request) -> Response:
    """One dead letter, with a look inside."""
    found = desk_of(request).sources.letter(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "there is no such dead letter")
    inside = found.original[:LOOKED_AT].decode("utf-8", "replace")
    return page(
        request,
        "letter.html",
        here="status",
        letter=found,
        inside=inside,
        cut=len(found.original) > LOOKED_AT,
    )
