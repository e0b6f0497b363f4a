"""Calls for watches: listed, tried, kept, changed, removed; their ledgers, and where alerts go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.alerts.addressing import TargetKind
from search.alerts.breadth import Breadth, weigh
from search.alerts.ledger import Account
from search.alerts.local.watches import Changed, NameTaken
from search.alerts.targets import in_words
from search.console import drafts, links
from search.console.api.call import Call, Parameter, answer, up_to
from search.console.api.problems import Unfit
from search.console.asking import MOST, PAGE, number
from search.console.desk import Desk, desk_of
from search.console.etags import matches, tag_of
from search.console.pages.watches import standing_watch, watch_asked
from search.query import LEAST
from wire import Alert, Watch
from wire.alert import Subject
from wire.vocabulary import Direction, Issue
from wire.watch import WatchMode

SHOWN = 20
"""Alerts of a trial that are given, the newest."""

Text = Annotated[str, msgspec.Meta(max_length=500)]
Clock = Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule on shifts; what is left out does not matter."""

    party: Text | None = None
    issue: Issue | None = None
    counterparty: Text | None = None
    direction: Direction | None = None
    least_confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = LEAST
    only_confirmed: bool = False
    own_words: bool = False


class Quiet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hours of silence on the clocks of a zone."""

    start: Clock
    end: Clock
    zone: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] = "UTC"


class Described(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to watch: a `rule` on shifts, or a `query` over what `subject` names.

    `sure`: also where it would tell a large part of all that comes in.
    """

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    subject: Subject = "statement"
    query: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    rule: Rule | None = None
    targets: Annotated[tuple[Text, ...], msgspec.Meta(max_length=20)] = ()
    mode: WatchMode = "at-once"
    quiet: Quiet | None = None
    muted_until: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    muted_parties: Annotated[tuple[Text, ...], msgspec.Meta(max_length=100)] = ()
    sure: bool = False


@dataclass(frozen=True)
class Watches:
    """A page, the oldest first; `next` is the cursor of the one after."""

    items: list[Watch]
    total: int
    next: str | None


@dataclass(frozen=True)
class Trial:
    """What a watch would have caught. `of`: documents looked at; `alerts`: the newest of them.

    `breadth`: whether it would tell too much to be kept ("everything"), or only if you are `sure`.
    """

    since: datetime
    until: datetime
    matched: int
    of: int
    capped: bool
    breadth: Breadth
    number_of_alerts: int
    how_often: str
    alerts: list[Alert]


@dataclass(frozen=True)
class LedgerDay:
    """One day (UTC; "": before days were kept)."""

    day: str
    account: Account


@dataclass(frozen=True)
class Ledger:
    """What a watch matched and what became of it; `missing` is 0, or something is wrong."""

    account: Account
    missing: int
    days: list[LedgerDay]


@dataclass(frozen=True)
class Place:
    """A target: where alerts go, without what is secret in it."""

    name: str
    kind: TargetKind
    address: str
    words: str
    failures: int
    gone: bool


@dataclass(frozen=True)
class Targets:
    """Where alerts may go, by name."""

    items: Sequence[Place]


def watches(request: Request) -> Response:
    """The watches that stand."""
    found = desk_of(request).alerts.watches()
    limit = number(request.query_params, "limit", PAGE, MOST)
    cursor = request.query_params.get("cursor")
    start = 0
    if cursor is not None:
        places = {each.id: place for place, each in enumerate(found)}
        if cursor not in places:
            raise HTTPException(422, "this cursor leads nowhere: begin at the first page")
        start = places[cursor] + 1
    items = found[start : start + limit]
    more = items[-1].id if start + limit < len(found) else None
    headers = {"Link": f'<{request.url.path}?limit={limit}&cursor={more}>; rel="next"'}
    return answer(request, Watches(items, len(found), more), headers=headers if more else None)


def watch(request: Request) -> Response:
    """One watch."""
    return answer(request, standing_watch(request))


def try_watch(request: Request, given: Described) -> Response:
    """What it would have caught. Keeps nothing."""
    return answer(request, _tried(desk_of(request), _read(request, given, None)))


def add_watch(request: Request, given: Described) -> Response:
    """Keep a new one."""
    desk = desk_of(request)
    made = _kept(desk, _read(request, given, None), given, None)
    where = f"{request.scope['root_path']}/watches/{links.part(made.id)}"
    return answer(request, made, status=201, headers={"Location": where})


def put_watch(request: Request, given: Described) -> Response:
    """Put another one in its place. The same once more changes nothing."""
    desk, old = desk_of(request), standing_watch(request)
    _still(request, old)
    new = _read(request, given, old)
    if msgspec.structs.replace(new, version=old.version) == old:
        return answer(request, old)
    return answer(request, _kept(desk, new, given, old))


def remove_watch(request: Request) -> Response:
    """Away with it. Once more changes nothing."""
    found = watch_asked(request)
    if not found.removed:
        _still(request, found)
        _put(desk_of(request), msgspec.structs.replace(found, removed=True), found.version)
    return Response(status_code=204)


def ledger(request: Request) -> Response:
    """The account of a watch, a removed one as well."""
    alerts, identifier = desk_of(request).alerts, watch_asked(request).id
    account = alerts.account(identifier)
    days = [LedgerDay(each.day, each.account) for each in alerts.days(identifier)]
    return answer(request, Ledger(account, account.missing, days))


def targets(request: Request) -> Response:
    """Where alerts may go."""
    desk = desk_of(request)
    now = desk.clock.now()
    places = [
        Place(each.name, each.kind, each.shown, in_words(each, now), each.failures, each.gone)
        for each in desk.alerts.targets()
    ]
    return answer(request, Targets(places))


def _still(request: Request, found: Watch) -> None:
    """Refuse (412) where If-Match names another state than the one that is kept."""
    given = request.headers.get("if-match")
    if given is not None and not matches(given, tag_of(msgspec.json.encode(found))):
        raise HTTPException(412, "the watch was changed in the meantime: read it again")


def _read(request: Request, given: Described, old: Watch | None) -> Watch:
    """The watch that a body describes. Raises `Unfit` with what is wrong, by field."""
    desk = desk_of(request)
    names = [each.name for each in desk.alerts.targets()]
    if given.rule is not None and given.query:
        raise Unfit("give a query or a rule on shifts, not both", {"rule": "There is a query."})
    reading = drafts.read(_draft(given), desk.clock.now(), old, desk.party_name, names)
    if reading.watch is None or reading.problems:
        raise Unfit(" ".join(reading.problems.values()), reading.problems)
    return msgspec.structs.replace(
        reading.watch, muted_until=given.muted_until, muted_parties=given.muted_parties
    )


def _draft(given: Described) -> drafts.Draft:
    rule, quiet = given.rule or Rule(), given.quiet
    places = {subject: place for place, subject in drafts.PLACES.items()}
    texts = {
        "name": given.name,
        "kind": "query" if given.rule is None else "shift-rule",
        "q": given.query.strip(),
        "in": places[given.subject],
        "party": (rule.party or "").strip(),
        "issue": rule.issue or "",
        "counterparty": (rule.counterparty or "").strip(),
        "direction": rule.direction or "",
        "confidence": f"{rule.least_confidence:.6f}",
        "mode": given.mode,
        "quiet_start": quiet.start if quiet else "",
        "quiet_end": quiet.end if quiet else "",
        "zone": quiet.zone if quiet else "UTC",
    }
    ticks = {"confirmed": rule.only_confirmed, "own_words": rule.own_words}
    return drafts.Draft(
        texts,
        frozenset(name for name, ticked in ticks.items() if ticked),
        tuple(dict.fromkeys(given.targets)),
    )


def _tried(desk: Desk, made: Watch) -> Trial:
    weighed = weigh(made, desk.index, desk.clock.now(), desk.party_name)
    found = weighed.trial
    return Trial(
        since=found.since,
        until=found.until,
        matched=weighed.matched,
        of=weighed.of,
        capped=found.capped,
        breadth=weighed.breadth,
        number_of_alerts=len(found.alerts),
        how_often=found.how_often,
        alerts=list(found.alerts[::-1][:SHOWN]),
    )


def _kept(desk: Desk, made: Watch, given: Described, old: Watch | None) -> Watch:
    width = _tried(desk, made).breadth
    if width == "everything":
        raise Unfit("it would tell everything that comes in: say what it is about", {})
    if width == "broad" and not given.sure:
        raise Unfit("it would tell a large part of what comes in: say `sure` if you are", {})
    return _put(desk, made, old.version if old else 0)


def _put(desk: Desk, made: Watch, version: int) -> Watch:
    try:
        return desk.alerts.keep(made, version)
    except NameTaken as error:
        raise HTTPException(409, str(error)) from error
    except Changed as error:
        # Of a new one its name and its moment were the same.
        raise HTTPException(412 if version else 409, str(error)) from error


PAGING = (
    Parameter("cursor", "Where to go on: `next` of the page before."),
    Parameter("limit", "How many at most.", up_to(MOST, PAGE)),
)

CALLS = (
    Call(
        "/watches",
        watches,
        "Watches, the oldest first",
        Watches,
        parameters=PAGING,
        refusals=(422,),
    ),
    Call(
        "/watches",
        add_watch,
        "Keep a new watch",
        Watch,
        method="POST",
        needs="watch",
        takes=Described,
        status=201,
        refusals=(409, 422),
    ),
    Call(
        "/watches/trial",
        try_watch,
        "What a watch would have caught in the last 30 days",
        Trial,
        method="POST",
        takes=Described,
        refusals=(422,),
    ),
    Call("/watches/{id}", watch, "One watch", Watch, refusals=(410,)),
    Call(
        "/watches/{id}",
        put_watch,
        "Put another watch in its place",
        Watch,
        method="PUT",
        needs="watch",
        takes=Described,
        conditional=True,
        refusals=(409, 410, 422),
    ),
    Call(
        "/watches/{id}",
        remove_watch,
        "Remove a watch; its alerts and its ledger stay",
        method="DELETE",
        needs="watch",
        status=204,
        conditional=True,
    ),
    Call("/watches/{id}/ledger", ledger, "What it matched, and what became of it", Ledger),
    Call("/targets", targets, "Where alerts may go, without secrets", Targets),
)
