"""What went wrong, as a page for people or as a problem for programs."""

import logging
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.api.problems import Unfit, problem
from search.console.pages.rendering import page
from search.query import QueryError

log = logging.getLogger(__name__)

DATA = ("/api/", "/search.", "/alerts.", "/verdicts.", "/events")
"""What programs read: they are told of a problem as RFC 9457 has it."""


def refused(request: Request, error: Exception) -> Response:
    """Not there, or not this way."""
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, error.detail, headers=error.headers)


def misunderstood(request: Request, error: Exception) -> Response:
    """A query that can't be read, with the place."""
    assert isinstance(error, QueryError)
    return _told(
        request,
        _not_understood(request),
        str(error),
        marked=error.marked(),
        members={"position": error.position, "advice": error.advice},
    )


def misplaced(request: Request, error: Exception) -> Response:
    """A cursor that leads nowhere."""
    return _told(request, _not_understood(request), str(error))


def miscounted(request: Request, error: Exception) -> Response:
    """A number that is none, or out of bounds."""
    return _told(request, 400, str(error))


def unfit(request: Request, error: Exception) -> Response:
    """A body that cannot be done, with what is wrong by field."""
    assert isinstance(error, Unfit)
    return _told(request, 422, str(error), members={"problems": error.problems})


def took_too_long(request: Request, error: Exception) -> Response:
    """A search that was broken off."""
    return _told(request, 503, str(error), headers={"Retry-After": "5"})


def not_stored(request: Request, error: Exception) -> Response:
    """A store that can't be read."""
    log.error("the console can't read: %s", error)
    return _told(request, 503, str(error), headers={"Retry-After": "30"})


def broken(request: Request, error: Exception) -> Response:
    """A defect of ours; the log has it."""
    return _told(request, 500, "the console failed; its log says why")


def _not_understood(request: Request) -> int:
    """Programs tell a request that does not fit the description (400) from one that does (422)."""
    return 422 if request.url.path.startswith("/api/") else 400


def _told(
    request: Request,
    status: int,
    detail: str,
    *,
    marked: str = "",
    headers: Mapping[str, str] | None = None,
    members: dict[str, object] | None = None,
) -> Response:
    given = dict(headers or {})
    if request.url.path.startswith(DATA) or "/ledger." in request.url.path:
        return problem(status, detail, headers=given, **(members or {}))
    response = page(request, "failure.html", status=status, detail=detail, marked=marked)
    response.status_code = status
    response.headers.update(given)
    return response
