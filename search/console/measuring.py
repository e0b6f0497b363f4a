"""What the console measures of itself, and what it reads from the store for its numbers."""

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runtime.metrics import Registry
from runtime.metrics import catalogue as metrics
from search.console.desk import Desk
from search.index import KINDS
from search.query import EVERYTHING


class Measured:
    """Notes how long each answer took to begin, by the route's name, which has few values."""

    def __init__(self, app: ASGIApp, registry: Registry) -> None:
        self._app = app
        self._registry = registry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        started = time.perf_counter()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._registry.observe(
                    metrics.CONSOLE_SECONDS,
                    time.perf_counter() - started,
                    page=getattr(scope.get("route"), "name", None) or "other",
                    status=f"{message['status'] // 100}xx",
                )
            await send(message)

        await self._app(scope, receive, noted if scope["type"] == "http" else send)


def look_into_store(desk: Desk, listeners: int) -> None:
    """Bring the gauges of what is stored up to now. Raises `StorageError`."""
    registry, now = desk.registry, desk.clock.now()
    registry.set(metrics.LISTENERS, listeners)
    for kind in KINDS:
        registry.set(metrics.DOCUMENTS, desk.index.count(kind), kind=kind)
        for newest in desk.index.search(kind, EVERYTHING, 1).hits:
            age = (now - newest.at).total_seconds()
            registry.set(metrics.NEWEST_AGE_SECONDS, max(0.0, age), kind=kind)
    for state, number in desk.sources.outbox().items():
        registry.set(metrics.OUTBOX_MESSAGES, number, state=state)
    registry.set(metrics.LETTERS_WAITING, desk.sources.waiting_letters())
    registry.set(metrics.DATABASE_BYTES, desk.sources.bytes())
