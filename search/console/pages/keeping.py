"""The form of a watch: described, tried on what has been read, then kept."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from search.alerts.breadth import Weighed, weigh
from search.alerts.local.watches import NameTaken
from search.alerts.trial import LOOK_BACK
from search.console import drafts, links
from search.console.desk import Desk, desk_of
from search.console.drafts import Draft, Reading
from search.console.forms import Form, require, writes
from search.console.pages.rendering import page
from search.console.pages.watches import watch_asked
from search.query import EVERYTHING
from wire import Watch
from wire.vocabulary import ISSUES

SHOWN = 20
MOST_SUGGESTED = 50


def begin(request: Request) -> Response:
    """The form of a new watch; what stands in the address is in it, and is tried at once."""
    require(request, "watch")
    given = request.query_params
    draft = drafts.drafted(lambda name: given.get(name, ""), given.getlist)
    if not draft.begun:
        return _page(request, draft, None)
    reading = _read(request, draft, None)
    # Nobody has had a chance to give it a name yet.
    reading.problems.pop("name", None)
    return _page(request, draft, None, reading, _tried(desk_of(request), reading))


def edit(request: Request) -> Response:
    """The form of a watch that is kept."""
    require(request, "watch")
    watch = watch_asked(request)
    return _page(request, drafts.draft_of(watch), watch)


@writes("watch")
def keep_new(request: Request, form: Form) -> Response:
    """Try what the form describes, or keep it."""
    return _sent(request, form, None)


@writes("watch")
def keep_changed(request: Request, form: Form) -> Response:
    """The same for a watch that is kept already; one that was removed comes back."""
    return _sent(request, form, watch_asked(request))


def _sent(request: Request, form: Form, old: Watch | None) -> Response:
    desk = desk_of(request)
    draft = drafts.drafted(form.one, form.all)
    reading = _read(request, draft, old)
    tried = _tried(desk, reading)
    if form.one("do") == "try":
        reading.problems.pop("name", None)
        return _page(request, draft, old, reading, tried)
    if reading.watch is None or reading.problems:
        return _page(request, draft, old, reading, tried, status=400)
    if tried is not None and _too_much(tried, sure=form.ticked("sure")):
        return _page(request, draft, old, reading, tried, status=400, unsure=True)
    try:
        if old is None and desk.alerts.watch(reading.watch.id) is not None:
            # Made at the same moment under the same name: a form that was sent twice.
            raise NameTaken(reading.watch.name)
        kept = desk.alerts.keep(reading.watch)
    except NameTaken:
        reading.problems["name"] = "Another watch has this name already."
        return _page(request, draft, old, reading, tried, status=409)
    return RedirectResponse(links.watch(kept.id), 303)


def _read(request: Request, draft: Draft, old: Watch | None) -> Reading:
    desk = desk_of(request)
    names = [each.name for each in desk.alerts.targets()]
    return drafts.read(draft, desk.clock.now(), old, desk.party_name, names)


def _tried(desk: Desk, reading: Reading) -> Weighed | None:
    if reading.watch is None:
        return None
    return weigh(reading.watch, desk.index, desk.clock.now(), desk.party_name)


def _too_much(tried: Weighed, *, sure: bool) -> bool:
    return tried.breadth == "everything" or (tried.breadth == "broad" and not sure)


def _page(
    request: Request,
    draft: Draft,
    old: Watch | None,
    reading: Reading | None = None,
    tried: Weighed | None = None,
    *,
    status: int = 200,
    unsure: bool = False,
) -> Response:
    desk = desk_of(request)
    heard = desk.index.counted("statement", EVERYTHING).facets
    targets: Sequence[str] = [each.name for each in desk.alerts.targets()]
    return page(
        request,
        "watch_form.html",
        status=status,
        here="watches",
        draft=draft,
        old=old,
        problems=reading.problems if reading else {},
        marked=reading.marked if reading else "",
        tried=tried,
        shown=tried.trial.alerts[::-1][:SHOWN] if tried else (),
        unsure=unsure,
        targets=targets,
        lost=[each for each in draft.targets if each not in targets],
        issues=ISSUES,
        directions=drafts.DIRECTIONS,
        places=drafts.PLACES,
        modes=drafts.MODES,
        days=LOOK_BACK.days,
        parties=[name for name, _ in heard.get("party", ())[:MOST_SUGGESTED]],
    )
