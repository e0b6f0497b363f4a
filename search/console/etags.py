"""Answers that say whether they changed: a second request of the same costs no bytes."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response


def tagged(request: Request, response: Response) -> Response:
    """The response with its ETag, or 304 where the reader has it already (RFC 9110, 13.1.2)."""
    if not 200 <= response.status_code < 300:
        return response
    tag = tag_of(bytes(response.body))
    if request.method in ("GET", "HEAD") and matches(
        request.headers.get("if-none-match", ""), tag, weak=True
    ):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return response


def tag_of(body: bytes) -> str:
    """The tag of a representation."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(given: str, tag: str, *, weak: bool = False) -> bool:
    """Whether a list of tags names this one. If-Match compares strongly, If-None-Match weakly."""
    if given.strip() == "*":
        return True
    named = (each.strip() for each in given.split(","))
    return tag in ((each.removeprefix("W/") for each in named) if weak else named)
