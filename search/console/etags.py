"""Answers that say whether they changed: a second request of the same costs no bytes."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response


def tagged(request: Request, response: Response) -> Response:
    """The response with its ETag, or 304 where the reader has it already (RFC 9110, 13.1.2)."""
    if response.status_code != 200:
        return response
    tag = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    given = request.headers.get("if-none-match", "")
    if given.strip() == "*" or tag in (
        each.strip().removeprefix("W/") for each in given.split(",")
    ):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return response
