"""A webhook on loopback that notes when each subject's first alert came."""

import asyncio
import json
from collections.abc import Callable, Iterator

from aiohttp import web

PATIENCE_SECONDS = 120.0
"""How long alerts are waited for."""


class NotDelivered(RuntimeError):
    """Messages did not come: a mean of the others would hide it."""


class Receiver:
    """Answers at once. `came` has the moment of each subject's first alert, by the given clock."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.came: dict[str, float] = {}
        self._now = now
        self._more = asyncio.Event()

    async def hook(self, request: web.Request) -> web.Response:
        """Note who is named in a message."""
        now = self._now()
        for subject in _subjects(json.loads(await request.read())):
            self.came.setdefault(subject, now)
        self._more.set()
        return web.Response()

    async def until_came(self, names: set[str]) -> None:
        """Wait for alerts on all of these. Raises `NotDelivered`."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not names <= self.came.keys():
                    self._more.clear()
                    await self._more.wait()
        except TimeoutError:
            missing = len(names - self.came.keys())
            raise NotDelivered(f"{missing} of {len(names)} alerts did not come") from None


def _subjects(message: object) -> Iterator[str]:
    """The ids that a webhook's body is about, wherever in it they stand."""
    match message:
        case {"subject_id": str(subject)}:
            yield subject
        case dict():
            for value in message.values():
                yield from _subjects(value)
        case list():
            for value in message:
                yield from _subjects(value)
