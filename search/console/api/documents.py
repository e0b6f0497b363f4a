"""Calls for what was read: shifts, statements, articles, parties; as on the wire."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.api.call import Call, Parameter, answer, one_of, up_to
from search.console.asking import MAX_FILTERS, MOST, PAGE, Asked, asked, fields_of, number
from search.console.desk import desk_of
from search.console.revising import Difference, Edition, difference, editions
from search.console.sources import HistoryEntry
from search.export import row
from search.index import Kind
from search.query import EVERYTHING
from search.query.fields import FIELDS, Field
from search.query.values import CLOSED
from wire import Article, Shift, Statement
from wire.vocabulary import ISSUES

MOST_OF_TIMELINE = 1000
MOST_WORDS = 1000
"""Characters of a query; `search.query` has limits of its own below."""

KINDS: dict[str, Kind] = {"shifts": "shift", "statements": "statement", "articles": "article"}

Highlights = dict[str, dict[str, list[tuple[int, int]]]]
"""Places of the words, by id and part."""


@dataclass(frozen=True)
class Shifts:
    """A page; without `exact` there are more than `total`. `next`: the cursor of the next page."""

    items: list[Shift]
    highlights: Highlights
    total: int
    exact: bool
    next: str | None


@dataclass(frozen=True)
class Statements:
    """A page, as of shifts."""

    items: list[Statement]
    highlights: Highlights
    total: int
    exact: bool
    next: str | None


@dataclass(frozen=True)
class Articles:
    """A page, as of shifts."""

    items: list[Article]
    highlights: Highlights
    total: int
    exact: bool
    next: str | None


@dataclass(frozen=True)
class History:
    """What happened to a shift, in the order in which it was learned."""

    items: Sequence[HistoryEntry]


@dataclass(frozen=True)
class Revisions:
    """The texts that an article has had, oldest first, and what the asked one changed."""

    items: Sequence[Edition]
    difference: Difference | None


@dataclass(frozen=True)
class Timeline:
    """Statements and shifts of a party, oldest first; a shift is what has a `direction`."""

    party: str
    items: list[dict[str, Any]]


@dataclass(frozen=True)
class Position:
    """The last stance of a party on an issue, and when it was taken."""

    issue: str
    stance: int
    at: datetime


@dataclass(frozen=True)
class Party:
    """How often a party was heard, how often it moved, and where it stands."""

    name: str
    statements: int
    shifts: int
    positions: Sequence[Position]


@dataclass(frozen=True)
class Parties:
    """The parties that were heard most."""

    items: Sequence[Party]


@dataclass(frozen=True)
class Count:
    """How often a value stands."""

    value: str
    count: int


@dataclass(frozen=True)
class DayCount:
    """How many are of a day (UTC)."""

    day: date
    count: int


@dataclass(frozen=True)
class Facets:
    """Counts by field and by day; without `exact` only the newest `counted` were looked at."""

    facets: dict[str, list[Count]]
    days: list[DayCount]
    counted: int
    exact: bool


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
    return answer(request, History(found))


def revisions(request: Request) -> Response:
    """The earlier texts of an article, and a difference."""
    desk, identifier = desk_of(request), request.path_params["id"]
    if desk.index.get("article", identifier) is None:
        raise HTTPException(404, "there is no such article")
    texts = desk.index.revisions(identifier)
    name = request.query_params.get("edition")
    edited = difference(texts, name)
    if name is not None and edited is None:
        raise HTTPException(404, "there is no such edition of the article, or none before it")
    return answer(request, Revisions(editions(texts), edited))


def timeline(request: Request) -> Response:
    """A party's statements and shifts."""
    desk = desk_of(request)
    name = desk.party_name(request.path_params["name"])
    issue = request.query_params.get("issue")
    most = number(request.query_params, "limit", MOST_OF_TIMELINE, MOST_OF_TIMELINE)
    found = desk.index.timeline(name, issue, most)
    return answer(request, {"party": name, "items": [row(each, with_times=True) for each in found]})


def parties(request: Request) -> Response:
    """The parties that were heard most."""
    index = desk_of(request).index
    moved = dict(index.counted("shift", EVERYTHING).facets.get("party", ()))
    heard = index.counted("statement", EVERYTHING).facets.get("party", ())
    held: defaultdict[str, list[Position]] = defaultdict(list)
    for each in index.standings():
        held[each.party].append(Position(each.issue, each.stance, each.at))
    items = [Party(name, n, moved.get(name, 0), held[name]) for name, n in heard]
    return answer(request, Parties(items))


def facets(request: Request) -> Response:
    """Counts of values, and of days."""
    desk = desk_of(request)
    place = request.query_params.get("in", "statements")
    known = {each.name for each in fields_of(KINDS[place])}
    for name in request.query_params:
        if name not in {*known, "q", "in"}:
            raise HTTPException(422, f"{place} have no {name}")
    question = asked(request.query_params, KINDS[place], desk.party_name)
    found = desk.index.counted(question.kind, question.query)
    by_field = {
        name: [Count(value, count) for value, count in values]
        for name, values in found.facets.items()
    }
    days = [DayCount(day, count) for day, count in found.days]
    return answer(request, Facets(by_field, days, found.number, found.exact))


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
        headers=_next(request, question, found.next),
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


def _filter(field: Field) -> Parameter:
    meaning = f"{field.meaning}; may be given several times, {MAX_FILTERS} filters in all."
    if field.name in CLOSED:
        return Parameter(field.name, meaning, one_of(CLOSED[field.name]), many=True)
    return Parameter(field.name, meaning, many=True)


WORDS = Parameter(
    "q", "Words and fields of the query language.", {"type": "string", "maxLength": MOST_WORDS}
)
PAGING = (
    Parameter("cursor", "Where to go on: `next` of the page before."),
    Parameter("limit", "How many at most.", up_to(MOST, PAGE)),
)


def _search(kind: Kind) -> tuple[Parameter, ...]:
    return (WORDS, *map(_filter, fields_of(kind)), *PAGING)


ISSUE = Parameter("issue", "One issue.", one_of(ISSUES))

CALLS = (
    Call(
        "/shifts",
        shifts,
        "Shifts, newest first",
        Shifts,
        parameters=_search("shift"),
        refusals=(422,),
    ),
    Call("/shifts/{id}", shift, "One shift", Shift),
    Call("/shifts/{id}/history", history, "What happened to a shift, as it was learned", History),
    Call(
        "/statements",
        statements,
        "Statements, newest first",
        Statements,
        parameters=_search("statement"),
        refusals=(422,),
    ),
    Call("/statements/{id}", statement, "One statement", Statement),
    Call(
        "/articles",
        articles,
        "Articles, newest first",
        Articles,
        parameters=_search("article"),
        refusals=(422,),
    ),
    Call("/articles/{id}", article, "One article with its text", Article),
    Call(
        "/articles/{id}/revisions",
        revisions,
        "The texts that an article has had, and what an edit changed",
        Revisions,
        parameters=(Parameter("edition", "Name of an edition; the newest as given."),),
    ),
    Call("/parties", parties, "The parties that were heard most", Parties),
    Call(
        "/parties/{name}/timeline",
        timeline,
        "A party's newest statements and shifts, oldest first",
        Timeline,
        parameters=(
            ISSUE,
            Parameter("limit", "How many at most.", up_to(MOST_OF_TIMELINE, MOST_OF_TIMELINE)),
        ),
    ),
    Call(
        "/facets",
        facets,
        "How often each value and each day stands in what a search finds",
        Facets,
        parameters=(
            Parameter("in", "Where to look; statements as given.", one_of(tuple(KINDS))),
            WORDS,
            *map(_filter, FIELDS),
        ),
        refusals=(422,),
    ),
)
