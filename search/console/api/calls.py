"""The table of all calls, and the routes that are made of it."""

from collections import defaultdict
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from search.console.access import LOCAL
from search.console.api import alerting, documents, judging, operating, watching
from search.console.api.call import Call, answer
from search.console.api.openapi import description
from search.console.desk import desk_of
from search.console.forms import reader_of

CALLS: tuple[Call, ...] = (
    *documents.CALLS,
    *judging.CALLS,
    *watching.CALLS,
    *alerting.CALLS,
    *operating.CALLS,
)


def openapi(request: Request) -> Response:
    """The description of the API."""
    is_open = reader_of(request) == LOCAL
    return answer(request, description(CALLS, desk_of(request).version, is_open=is_open))


def _missing(request: Request) -> Response:
    raise HTTPException(404, f"no such call; {request.scope['root_path']}/openapi.json has them")


def _by_method(calls: dict[str, Call]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        if method not in calls:
            allowed = sorted({*calls, "HEAD"} if "GET" in calls else calls)
            raise HTTPException(
                405, f"this takes {', '.join(allowed)}", headers={"Allow": ", ".join(allowed)}
            )
        return await calls[method].answer(request)

    return endpoint


class _AnyMethod(Route):
    """A route that leaves it to its endpoint which methods there are.

    Starlette would name only those of the first route of an address.
    """

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        super().__init__(path, endpoint, name=f"api{path}")
        self.methods = None


def _routes() -> tuple[Route, ...]:
    by_path: defaultdict[str, dict[str, Call]] = defaultdict(dict)
    for call in CALLS:
        by_path[call.path][call.method] = call
    # A path's longer form first: an id may hold a slash.
    return tuple(
        _AnyMethod(
            path.replace("{id}", "{id:path}").replace("{name}", "{name:path}"),
            _by_method(by_path[path]),
        )
        for path in sorted(by_path, key=lambda path: (-path.count("/"), path.count("{"), path))
    )


ROUTES = (
    *_routes(),
    Route("/openapi.json", openapi, name="api/openapi"),
    Route("/{path:path}", _missing, name="api"),
)
