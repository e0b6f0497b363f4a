"""The application: which address leads to which page."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from runtime.metrics import MEDIA, exposition
from runtime.sqlite import StorageError
from search.console import failures
from search.console.access import Access
from search.console.api import calls
from search.console.api.problems import Unfit
from search.console.asking import BadNumber
from search.console.desk import Desk, desk_of
from search.console.guard import PATIENCE, Guard
from search.console.live import Live, live
from search.console.measuring import Measured, look_into_store
from search.console.pages import (
    alerts,
    articles,
    finding,
    keeping,
    ledger,
    login,
    operations,
    parties,
    shifts,
    verdicts,
    watches,
)
from search.index import BadCursor, SearchTimeout, StoreUnavailable
from search.query import QueryError

STATIC = Path(__file__).parent / "static"

PAGES = (
    Route("/", shifts.newest, name="shifts"),
    Route("/shifts/{id:path}/verdict", verdicts.give, methods=["POST"], name="verdict"),
    Route("/shifts/{id:path}", shifts.one, name="shift"),
    Route("/verdicts", verdicts.figures, name="verdicts"),
    Route("/verdicts.{form}", verdicts.export, name="verdicts export"),
    Route("/alerts", alerts.newest, name="alerts"),
    Route("/alerts.{form}", alerts.export, name="alerts export"),
    Route("/alerts/{id:path}", alerts.one, name="alert"),
    Route("/watches", watches.every, name="watches"),
    Route("/watches/new", keeping.begin, methods=["GET"], name="new watch"),
    Route("/watches/new", keeping.keep_new, methods=["POST"], name="new watch"),
    Route("/watches/{id}", watches.one, name="watch"),
    Route("/watches/{id}/edit", keeping.edit, methods=["GET"], name="edit watch"),
    Route("/watches/{id}/edit", keeping.keep_changed, methods=["POST"], name="edit watch"),
    Route("/watches/{id}/mute", watches.mute, methods=["POST"], name="mute watch"),
    Route("/watches/{id}/remove", watches.ask_to_remove, methods=["GET"], name="remove watch"),
    Route("/watches/{id}/remove", watches.remove, methods=["POST"], name="remove watch"),
    Route("/watches/{id}/alerts.atom", watches.feed, name="watch feed"),
    Route("/watches/{id}/ledger", ledger.one, name="ledger"),
    Route("/watches/{id}/ledger.{form}", ledger.export, name="ledger export"),
    Route("/search", finding.search, name="search"),
    Route("/search.{form}", finding.export, name="export"),
    Route("/statements/{id:path}", articles.statement, name="statement"),
    Route("/articles/{id:path}", articles.one, name="article"),
    Route("/parties", parties.all_of_them, name="parties"),
    Route("/parties/{name:path}", parties.one, name="party"),
    Route("/feeds", operations.feeds, name="feeds"),
    Route("/status", operations.status, name="status"),
    Route("/status/letters/{id:path}", operations.letter, name="letter"),
    Route("/login", login.ask, methods=["GET"], name="login"),
    Route("/login", login.enter, methods=["POST"], name="login"),
    Route("/logout", login.leave, methods=["POST"], name="logout"),
)


class Application(Starlette):
    """Starlette with the guard outside of everything: an error page has its headers as well."""

    access: Access
    patience = PATIENCE

    def build_middleware_stack(self) -> ASGIApp:
        """What a request passes, from the outside in."""
        return Guard(super().build_middleware_stack(), self.access, self.patience)


def application(desk: Desk, access: Access) -> Application:
    """The console over what `desk` has, behind the door `access`."""
    app = Application(
        middleware=[Middleware(Measured, registry=desk.registry)],
        routes=[
            *PAGES,
            Route("/events", live, name="events"),
            Mount("/api/v1", routes=calls.ROUTES),
            Route("/livez", _alive, name="livez"),
            Route("/readyz", _ready, name="readyz"),
            Route("/metrics", _metrics, name="metrics"),
            Mount("/static", StaticFiles(directory=STATIC), name="static"),
        ],
        exception_handlers={
            HTTPException: failures.refused,
            QueryError: failures.misunderstood,
            BadCursor: failures.misplaced,
            SearchTimeout: failures.took_too_long,
            StorageError: failures.not_stored,
            StoreUnavailable: failures.not_stored,
            Exception: failures.broken,
            BadNumber: failures.miscounted,
            Unfit: failures.unfit,
        },
    )
    app.state.desk = desk
    app.access = access
    app.state.live = Live(
        {"shifts": desk.sources.changed_since, "alerts": desk.alerts.changed_since}
    )
    return app


def _alive(request: Request) -> Response:
    return PlainTextResponse("alive\n")


def _ready(request: Request) -> Response:
    try:
        desk_of(request).sources.changed_since(None)
    except StorageError as error:
        return PlainTextResponse(f"not ready: {error.kind}\n", 503)
    return PlainTextResponse("ready\n")


def _metrics(request: Request) -> Response:
    desk, channel = desk_of(request), request.app.state.live
    look_into_store(desk, channel.listeners)
    return PlainTextResponse(exposition(desk.registry), media_type=MEDIA)
