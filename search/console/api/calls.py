"""The calls of the API. Documents go out as they stand on the wire (wire/schemas/)."""

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from search.console.api.openapi import Call, description
from search.console.asking import Asked, asked, number
from search.console.desk import desk_of
from search.console.etags import tagged
from search.export import row
from search.index import Kind
from wire.vocabulary import ISSUES

MOST_OF_TIMELINE = 1000
MOST_LETTERS = 200

KINDS: dict[str, Kind] = {"shifts": "shift", "statements": "statement", "articles": "article"}


def answer(request: Request, value: object, headers: dict[str, str] | None = None) -> Response:
    """A value as JSON with its ETag."""
    return tagged(
        request,
        Response(msgspec.json.encode(value), headers=headers, media_type="application/json"),
    )


def _listed(kind: Kind, request: Request) -> Response:
    desk = desk_of(request)
    question = asked(request.query_params, kind, desk.party_name)
    found = desk.index.search(kind, question.query, question.limit, question.cursor)
    return answer(
        request,
        {
            "items": [row(hit.document, with_times=True) for hit in found.hits],
            "highlights": {hit.id: hit.highlights for hit in found.hits if hit.highlights},
            "total": found.total,
            "exact": found.exact,
            "next": found.next,
        },
        _next(request, question, found.next),
    )


def _next(request: Request, question: Asked, cursor: str | None) -> dict[str, str]:
    if cursor is None:
        return {}
    address = f"{request.url.path}?{question.address(cursor=cursor)}&limit={question.limit}"
    return {"Link": f'<{address}>; rel="next"'}


def _one(kind: Kind, request: Request) -> Response:
    found = desk_of(request).index.get(kind, request.path_params["id"])
    if found is None:
        raise HTTPException(404, f"there is no such {kind}")
    return answer(request, row(found, with_times=True))


def shifts(request: Request) -> Response:
    """Newest shifts."""
    return _listed("shift", request)


def statements(request: Request) -> Response:
    """Newest statements."""
    return _listed("statement", request)


def articles(request: Request) -> Response:
    """Newest articles."""
    return _listed("article", request)


def shift(request: Request) -> Response:
    """One shift."""
    return _one("shift", request)


def statement(request: Request) -> Response:
    """One statement."""
    return _one("statement", request)


def article(request: Request) -> Response:
    """One article."""
    return _one("article", request)


def history(request: Request) -> Response:
    """What happened to a shift."""
    found = desk_of(request).sources.history(request.path_params["id"])
    if not found:
        raise HTTPException(404, "there is no such shift")
    return answer(request, {"items": found})


def timeline(request: Request) -> Response:
    """A party's statements and shifts."""
    desk = desk_of(request)
    name = desk.party_name(request.path_params["name"])
    issue = request.query_params.get("issue") or None
    if issue is not None and issue not in ISSUES:
        raise HTTPException(400, f"issue must be one of {', '.join(ISSUES)}")
    most = number(request.query_params, "limit", MOST_OF_TIMELINE, MOST_OF_TIMELINE)
    found = desk.index.timeline(name, issue, most)
    return answer(request, {"party": name, "items": [row(each, with_times=True) for each in found]})


def facets(request: Request) -> Response:
    """Counts of values, and of days."""
    desk = desk_of(request)
    place = request.query_params.get("in", "statements")
    if place not in KINDS:
        raise HTTPException(400, f"in must be one of {', '.join(KINDS)}")
    question = asked(request.query_params, KINDS[place], desk.party_name)
    found = desk.index.counted(question.kind, question.query)
    return answer(
        request,
        {
            "facets": {
                name: [{"value": value, "count": count} for value, count in values]
                for name, values in found.facets.items()
            },
            "days": [{"day": day, "count": count} for day, count in found.days],
            "counted": found.number,
            "exact": found.exact,
        },
    )


def feeds(request: Request) -> Response:
    """How each feed is."""
    return answer(request, {"items": desk_of(request).sources.feeds()})


def status(request: Request) -> Response:
    """The account of the stages, what is stored, dead letters without what is inside."""
    desk = desk_of(request)
    stages = [
        {
            "stage": name,
            "in": each.taken,
            "done": each.done,
            "dropped": each.dropped,
            "dead": each.dead,
            "missing": each.missing,
        }
        for name, each in desk.sources.stages().items()
    ]
    letters = [
        {
            "id": each.id,
            "stage": each.stage,
            "error": each.error,
            "text": each.text,
            "attempts": each.attempts,
            "last_failed_at": each.last_failed_at,
        }
        for each in desk.sources.letters(MOST_LETTERS)
    ]
    stored = {name: desk.index.count(kind) for name, kind in KINDS.items()}
    return answer(
        request,
        {"version": desk.version, "stored": stored, "stages": stages, "dead_letters": letters},
    )


CALLS = (
    Call("/shifts", shifts, "Shifts, newest first", kind="shift", listed="shift"),
    Call("/shifts/{id}", shift, "One shift", one="shift"),
    Call("/shifts/{id}/history", history, "What happened to a shift, as it was learned"),
    Call(
        "/statements", statements, "Statements, newest first", kind="statement", listed="statement"
    ),
    Call("/statements/{id}", statement, "One statement", one="statement"),
    Call("/articles", articles, "Articles, newest first", kind="article", listed="article"),
    Call("/articles/{id}", article, "One article with its text", one="article"),
    Call(
        "/parties/{name}/timeline",
        timeline,
        "A party's newest statements and shifts, oldest first",
        more=(("issue", "One issue."), ("limit", "How many at most, up to 1000.")),
    ),
    Call(
        "/facets",
        facets,
        "How often each value and each day stands in what a search finds",
        kind="statement",
        more=(("in", "statements (as given), articles or shifts."),),
    ),
    Call("/feeds", feeds, "How each feed is, in words"),
    Call("/status", status, "The account of every stage, what is stored, dead letters"),
)
"""The table that routes and OpenAPI document are made from."""


def openapi(request: Request) -> Response:
    """The description of the API."""
    return answer(request, description(CALLS, desk_of(request).version))


def _missing(request: Request) -> Response:
    raise HTTPException(404, f"no such call; {request.scope['root_path']}/openapi.json has them")


ROUTES = (
    *(
        Route(
            each.path.replace("{id}", "{id:path}").replace("{name}", "{name:path}"),
            each.endpoint,
            name=f"api{each.path}",
        )
        # A path's longer form first: an id may hold a slash.
        for each in sorted(CALLS, key=lambda call: -len(call.path))
    ),
    Route("/openapi.json", openapi, name="api/openapi"),
    Route("/{path:path}", _missing, name="api"),
)
