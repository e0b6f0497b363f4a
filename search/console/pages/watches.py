"""Watches: which there are, one of them, being left alone, and away with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from search.alerts import atom
from search.alerts.describing import is_muted, looks_for
from search.alerts.finding import Wanted
from search.alerts.ledger import Account
from search.alerts.searching import search_of
from search.alerts.targets import Target, in_words
from search.console import links
from search.console.asking import number
from search.console.desk import Desk, desk_of
from search.console.forms import Form, require, writes
from search.console.pages.rendering import page
from search.query import QueryError
from search.text import key
from wire import Watch

ON_A_PAGE = 50
MOST_PAGES = 10_000
NEWEST_ALERTS = 5
MUTES = ((1, "an hour"), (8, "eight hours"), (24, "a day"), (72, "three days"), (168, "a week"))
"""For how many hours a watch can be muted here; `parley watch mute` takes any time."""


@dataclass(frozen=True)
class Row:
    """A watch as it is listed. `wrong` says why it can't tell anybody anything as it stands."""

    watch: Watch
    looks_for: str
    account: Account
    standing: int
    newest: datetime | None
    muted: bool
    wrong: tuple[str, ...]


def every(request: Request) -> Response:
    """All watches that stand, by name, each with how it fares."""
    desk = desk_of(request)
    place = number(request.query_params, "page", 1, MOST_PAGES)
    words = request.query_params.get("q", "").strip()
    watches, wanted = desk.alerts.watches(), words.casefold()
    found = sorted(
        (each for each in watches if wanted in f"{each.name} {looks_for(each)}".casefold()),
        key=lambda each: (each.name.casefold(), each.id),
    )
    shown = found[(place - 1) * ON_A_PAGE : place * ON_A_PAGE]
    standing, targets = desk.alerts.standing(), desk.alerts.targets()
    return page(
        request,
        "watches.html",
        here="watches",
        rows=[_row(desk, each, standing, targets) for each in shown],
        words_asked=words,
        found=len(found),
        total=len(watches),
        place=place,
        more=len(found) > place * ON_A_PAGE,
        targets=[(each, in_words(each, desk.clock.now())) for each in targets],
    )


def one(request: Request) -> Response:
    """One watch: what it looks for, how it fares, its newest alerts, and being left alone."""
    desk = desk_of(request)
    watch = watch_asked(request)
    alerts = desk.alerts.alerts(Wanted(watch_id=watch.id), NEWEST_ALERTS)
    return page(
        request,
        "watch.html",
        status=410 if watch.removed else 200,
        here="watches",
        watch=watch,
        row=_row(desk, watch, desk.alerts.standing(), desk.alerts.targets()),
        alerts=alerts,
        mutes=MUTES,
    )


@writes("watch")
def mute(request: Request, form: Form) -> Response:
    """Let a watch be silent for a time or about a party, or speak again."""
    desk, watch = desk_of(request), standing_watch(request)
    party, hours = form.one("party"), form.one("hours")
    if form.ticked("speak"):
        again = form.one("speak")
        parties = tuple(each for each in watch.muted_parties if again and each != again)
        until = watch.muted_until if again else None
        changed = msgspec.structs.replace(watch, muted_until=until, muted_parties=parties)
    elif party:
        muted = desk.party_name(party)
        known = {key(each) for each in watch.muted_parties}
        parties = watch.muted_parties if key(muted) in known else (*watch.muted_parties, muted)
        changed = msgspec.structs.replace(watch, muted_parties=parties)
    elif hours in {str(each) for each, _ in MUTES}:
        until = desk.clock.now() + timedelta(hours=int(hours))
        changed = msgspec.structs.replace(watch, muted_until=until)
    else:
        raise HTTPException(400, "say for how long, or about which party")
    desk.alerts.keep(changed)
    return RedirectResponse(f"{links.watch(watch.id)}#left-alone", 303)


def ask_to_remove(request: Request) -> Response:
    """Whether a watch is really to go, and what then becomes of what is on its way."""
    require(request, "watch")
    watch = standing_watch(request)
    return page(
        request,
        "watch_remove.html",
        here="watches",
        watch=watch,
        looks_for=looks_for(watch),
        account=desk_of(request).alerts.account(watch.id),
    )


@writes("watch")
def remove(request: Request, form: Form) -> Response:
    """Away with a watch; its alerts and its ledger stay."""
    del form
    desk, watch = desk_of(request), watch_asked(request)
    if not watch.removed:
        desk.alerts.keep(msgspec.structs.replace(watch, removed=True))
    return RedirectResponse("/watches", 303)


def feed(request: Request) -> Response:
    """The alerts of a watch as an Atom feed, retracted ones too."""
    desk, watch = desk_of(request), watch_asked(request)
    found = desk.alerts.alerts(Wanted(watch_id=watch.id), atom.ENTRIES).alerts
    steps = desk.alerts.steps([each.id for each in found])
    written = atom.feed(watch, found, steps, desk.clock.now(), str(request.base_url))
    return Response(written, media_type="application/atom+xml")


def watch_asked(request: Request) -> Watch:
    """The watch in the address, a removed one as well. Raises a refusal (404)."""
    found = desk_of(request).alerts.watch(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "there is no such watch")
    return found


def standing_watch(request: Request) -> Watch:
    """The watch in the address. Raises a refusal (404, 410 for one that was removed)."""
    found = watch_asked(request)
    if found.removed:
        raise HTTPException(410, f"the watch {found.name} was removed")
    return found


def _row(
    desk: Desk,
    watch: Watch,
    standing: dict[str, tuple[int, datetime]],
    targets: list[Target],
) -> Row:
    alerts, newest = standing.get(watch.id, (0, None))
    return Row(
        watch=watch,
        looks_for=looks_for(watch),
        account=desk.alerts.account(watch.id),
        standing=alerts,
        newest=newest,
        muted=is_muted(watch, desk.clock.now()),
        wrong=tuple(_wrong(desk, watch, {each.name: each for each in targets})),
    )


def _wrong(desk: Desk, watch: Watch, targets: dict[str, Target]) -> list[str]:
    wrong = []
    try:
        search_of(watch, desk.party_name)
    except QueryError as error:
        wrong.append(f"its query can't be read: {error}")
    if not watch.targets:
        wrong.append("it has no target: alerts are recorded here and told to nobody")
    for name in watch.targets:
        if name not in targets:
            wrong.append(f"its target {name} was removed")
        elif targets[name].gone or targets[name].failures:
            wrong.append(f"{name}: {in_words(targets[name], desk.clock.now())}")
    return wrong
