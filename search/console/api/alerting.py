"""Calls for alerts: found by filters, and one with its steps and messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.alerts.finding import Message, Wanted
from search.alerts.local.history import Step
from search.console.api.call import Call, Parameter, answer, one_of, up_to
from search.console.asking import MOST, PAGE, number
from search.console.desk import desk_of
from search.query import After, Before
from search.query.fields import BY_NAME
from search.query.values import field_query
from wire import Alert
from wire.vocabulary import ISSUES, STATES, Issue, ShiftStatus


@dataclass(frozen=True)
class Alerts:
    """A page, the newest first; `next` is the cursor of the one after."""

    items: list[Alert]
    total: int
    exact: bool
    next: str | None


@dataclass(frozen=True)
class Told:
    """An alert, what became of it, and the messages about it."""

    alert: Alert
    steps: list[Step]
    messages: list[Message]


def alerts(request: Request) -> Response:
    """Newest alerts."""
    given = request.query_params
    desk = desk_of(request)
    party = given.get("party")
    wanted = Wanted(
        watch_id=given.get("watch"),
        party=desk.party_name(party) if party else None,
        issue=cast(Issue | None, given.get("issue")),
        state=cast(ShiftStatus | None, given.get("state")),
        after=_moment("after", given.get("after")),
        before=_moment("before", given.get("before")),
    )
    limit = number(given, "limit", PAGE, MOST)
    found = desk.alerts.alerts(wanted, limit, given.get("cursor"))
    made = Alerts(list(found.alerts), found.total, found.exact, found.next)
    if found.next is None:
        return answer(request, made)
    following = request.url.include_query_params(cursor=found.next, limit=limit)
    link = f'<{following.path}?{following.query}>; rel="next"'
    return answer(request, made, headers={"Link": link})


def alert(request: Request) -> Response:
    """One alert, a retracted one as well."""
    desk, identifier = desk_of(request), request.path_params["id"]
    found = desk.alerts.alert(identifier)
    if found is None:
        raise HTTPException(404, "there is no such alert; it may have been pruned")
    steps, messages = desk.alerts.steps([identifier]), desk.alerts.told([identifier])
    return answer(request, Told(found, steps[identifier], messages[identifier]))


def _moment(name: str, value: str | None) -> datetime | None:
    """A day as the query language reads it. Raises QueryError."""
    if value is None:
        return None
    read = field_query(BY_NAME[name], value, value, 0)
    return read.moment if isinstance(read, After | Before) else None


CALLS = (
    Call(
        "/alerts",
        alerts,
        "Alerts, newest first",
        Alerts,
        parameters=(
            Parameter("watch", "Id of a watch that it met."),
            Parameter("party", "Whose position it is about."),
            Parameter("issue", "What it is about.", one_of(ISSUES)),
            Parameter("state", "Its state; every state as given.", one_of(STATES)),
            Parameter("after", "That day or later (UTC), as 2026-03-01."),
            Parameter("before", "Earlier than that day (UTC)."),
            Parameter("cursor", "Where to go on: `next` of the page before."),
            Parameter("limit", "How many at most.", up_to(MOST, PAGE)),
        ),
        refusals=(422,),
    ),
    Call("/alerts/{id}", alert, "One alert, its steps, and what each target was told", Told),
)
