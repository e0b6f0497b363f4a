"""Alerts: one for each thing, with its states, what each target was told, and how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.alerts.finding import Message, Wanted
from search.alerts.local.history import Step
from search.alerts.message import Stage, stages_of
from search.console.asking import MOST, PAGE, number
from search.console.desk import Desk, desk_of
from search.console.pages.finding import MEDIA, in_pieces
from search.console.pages.rendering import page
from search.console.streaming import Export
from search.export import alert_lines
from search.query import After, Before, Query, parse
from wire import Alert, Watch
from wire.vocabulary import ISSUES, STATES, Issue, ShiftStatus

FILTERS = ("watch", "party", "issue", "state", "after", "before")
MAX_VALUE = 200
MAX_SUGGESTED = 50


@dataclass(frozen=True)
class Shown:
    """An alert with what is known around it. `watches` are those it met, as far as they are known.

    `told` are the messages, the newest first; `stages` ends with the first that was delivered.
    """

    alert: Alert
    steps: Sequence[Step]
    told: Sequence[Message]
    stages: Sequence[Stage]
    watches: Sequence[tuple[str, Watch | None]]


def newest(request: Request) -> Response:
    """The newest alerts that fit the filters."""
    desk = desk_of(request)
    chosen, wanted = _wanted(request.query_params, desk)
    limit = number(request.query_params, "limit", PAGE, MOST)
    cursor = request.query_params.get("cursor") or None
    found = desk.alerts.alerts(wanted, limit, cursor)
    return page(
        request,
        "alerts.html",
        here="alerts",
        found=found,
        shown=_shown(desk, found.alerts),
        chosen=chosen,
        address=urlencode(chosen),
        cursor=cursor,
        narrowed=wanted.narrowed,
        watches=_offered(desk, wanted.watch_id),
        ready=0 if found.total else len(desk.alerts.watches()),
        parties=desk.alerts.parties(MAX_SUGGESTED),
        issues=ISSUES,
        states=STATES,
    )


def one(request: Request) -> Response:
    """One alert, with every message that was sent about it."""
    desk = desk_of(request)
    found = desk.alerts.alert(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "there is no such alert; it may have been pruned")
    (shown,) = _shown(desk, [found])
    replaced = desk.alerts.alert(found.replaces) if found.replaces else None
    return page(request, "alert.html", here="alerts", shown=shown, replaced=replaced)


def export(request: Request) -> Response:
    """All alerts that fit the filters, as CSV or JSON lines, by id, with their times."""
    desk = desk_of(request)
    form = request.path_params["form"]
    if form not in MEDIA:
        raise HTTPException(404, f"there is alerts.{' and alerts.'.join(MEDIA)}")
    _, wanted = _wanted(request.query_params, desk)
    kind, media = MEDIA[form]
    return Export(
        in_pieces(alert_lines(desk.alerts.every_alert(wanted), kind, with_times=True)),
        media,
        f"parley-alerts.{form}",
    )


def _wanted(parameters: QueryParams, desk: Desk) -> tuple[list[tuple[str, str]], Wanted]:
    """The filters in an address, as given and as they are meant. Raises a refusal, QueryError."""
    chosen = [(name, parameters.get(name, "").strip()[:MAX_VALUE]) for name in FILTERS]
    given = {name: value for name, value in chosen if value}
    for name, known in (("issue", ISSUES), ("state", STATES)):
        if name in given and given[name] not in known:
            raise HTTPException(400, f"{name} must be one of {', '.join(known)}")
    wanted = Wanted(
        watch_id=given.get("watch"),
        party=desk.party_name(given["party"]) if "party" in given else None,
        issue=cast(Issue | None, given.get("issue")),
        state=cast(ShiftStatus | None, given.get("state")),
        after=_moment("after", given),
        before=_moment("before", given),
    )
    return [pair for pair in chosen if pair[1]], wanted


def _moment(name: str, given: dict[str, str]) -> datetime | None:
    """A day as the query language reads it. Raises QueryError."""
    if name not in given:
        return None
    read: Query = parse(f'{name}:"{given[name].replace(chr(34), " ")}"')
    return read.moment if isinstance(read, After | Before) else None


def _offered(desk: Desk, chosen: str | None) -> list[Watch]:
    """The watches to choose from: those that raised alerts, and the one that is chosen."""
    found = desk.alerts.alerted(MAX_SUGGESTED)
    if chosen is not None and chosen not in {each.id for each in found}:
        found += desk.alerts.named([chosen]).values()
    return found


def _shown(desk: Desk, alerts: Sequence[Alert]) -> list[Shown]:
    identifiers = [each.id for each in alerts]
    names = desk.alerts.named({name for each in alerts for name in each.watch_ids})
    steps, told = desk.alerts.steps(identifiers), desk.alerts.told(identifiers)
    return [
        Shown(
            alert=each,
            steps=steps[each.id],
            told=told[each.id][::-1],
            stages=_stages(each, told[each.id]),
            watches=[(name, names.get(name)) for name in each.watch_ids],
        )
        for each in alerts
    ]


def _stages(alert: Alert, told: Sequence[Message]) -> tuple[Stage, ...]:
    arrived = (each.done_at for each in told if each.state == "delivered" and each.done_at)
    return stages_of(alert.stamps, min(arrived, default=None))
