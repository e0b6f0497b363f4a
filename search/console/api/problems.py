"""Errors of the JSON API, as RFC 9457 has them."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from starlette.responses import Response

MEDIA = "application/problem+json"


class Unfit(ValueError):
    """A body is well-formed, and what it says cannot be done; `problems` says why, by field."""

    def __init__(self, detail: str, problems: Mapping[str, str]) -> None:
        super().__init__(detail)
        self.problems = dict(problems)


def problem(
    status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """A problem in words; `more` are members of its own, such as the place in a query."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return Response(msgspec.json.encode(body), status, headers, MEDIA)
