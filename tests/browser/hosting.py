"""A console of a test's own store on a free port, served by a thread beside the browser."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.applications import Starlette

from search.console import Listener, serve


@contextmanager
def hosted(app: Starlette) -> Iterator[str]:
    """Where `app` is served inside the block."""
    listener = Listener.open("127.0.0.1", 0, "")
    loop = asyncio.new_event_loop()
    over = asyncio.Event()

    async def until_over() -> None:
        async with serve(app, listener):
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(until_over(),))
    thread.start()
    try:
        yield listener.address.rstrip("/")
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(timeout=30)
        loop.close()
