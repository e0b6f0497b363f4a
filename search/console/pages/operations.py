"""For whoever keeps it running: feeds, stages, dead letters."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.desk import desk_of
from search.console.pages.rendering import page
from search.verdicts import precision

LETTERS = 50
LOOKED_AT = 20_000
"""Bytes of a dead letter that are shown; `parley dlq show --original` gives all."""


def feeds(request: Request) -> Response:
    """How each feed is, those that fail first."""
    reports = desk_of(request).sources.feeds()
    failing = [each for each in reports if each.failing]
    rest = [each for each in reports if not each.failing]
    return page(
        request, "feeds.html", here="feeds", reports=[*failing, *rest], failing=len(failing)
    )


def status(request: Request) -> Response:
    """The account of each stage, what is stored, what could not be taken."""
    desk = desk_of(request)
    return page(
        request,
        "status.html",
        here="status",
        stages=desk.sources.stages(),
        letters=desk.sources.letters(LETTERS),
        stored={
            "articles": desk.index.count("article"),
            "statements": desk.index.count("statement"),
            "shifts": desk.index.count("shift"),
        },
        precision=precision(desk.verdicts.all()),
        version=desk.version,
    )


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
