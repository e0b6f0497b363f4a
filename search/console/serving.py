"""The console on a port: where it may be served, and its server inside a running program."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address

import uvicorn
from starlette.applications import Starlette

from search.console.access import LEAST_TOKEN

LOOPBACK = "127.0.0.1"
BACKLOG = 128
LEAVE_SECONDS = 2
MOST_CONNECTIONS = 1000
"""Connections that are answered; what comes beyond is told 503. Half of them may listen."""


class NotServed(Exception):
    """The console can't be served so; the message says what to do."""


@dataclass(frozen=True)
class Listener:
    """A port that is ours, and the address for a browser. `public`: others can reach it."""

    socket: socket.socket
    address: str
    public: bool = False

    @classmethod
    def open(
        cls, host: str, port: int, token: str, has_token: Callable[[], bool] = bool
    ) -> "Listener":
        """Take the port; 0 takes a free one. `has_token`: whether one was added to the store.

        Raises `NotServed` when it is taken, and for any address but loopback without a token.
        """
        if token and len(token) < LEAST_TOKEN:
            raise NotServed(f"console_token is too short: at least {LEAST_TOKEN} characters")
        try:
            place = ip_address(host)
        except ValueError:
            raise NotServed(f"{host!r} is no address: 127.0.0.1 or ::1, for example") from None
        if not place.is_loopback and not token and not has_token():
            raise NotServed(
                f"{host} can be reached by others: make a token first with `parley token add`, or"
                " set console_token (PARLEY_CONSOLE_TOKEN); or leave out --host"
            )
        family = socket.AF_INET6 if place.version == 6 else socket.AF_INET
        try:
            made = socket.create_server((host, port), family=family, backlog=BACKLOG)
            # What is accepted inherits it. Without it the second piece of an answer waits for the
            # reader's acknowledgement, 40 ms; asyncio sets it only on sockets of its own making.
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            reason = error.strerror or str(error)
            raise NotServed(
                f"no console on port {port} ({reason}): choose another with --port, 0: a free one"
            ) from error
        shown = f"[{host}]" if place.version == 6 else host
        address = f"http://{shown}:{made.getsockname()[1]}/"
        return cls(made, address, public=not place.is_loopback)


class _Server(uvicorn.Server):
    """Uvicorn without hands on the signals: they belong to the program around it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them."""
        yield


@asynccontextmanager
async def serve(app: Starlette, listener: Listener) -> AsyncIterator[asyncio.Task[None]]:
    """Serve inside the block, beside whatever it does. Gives the server's task."""
    server = _Server(
        uvicorn.Config(
            app,
            lifespan="off",
            ws="none",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=LEAVE_SECONDS,
            limit_concurrency=MOST_CONNECTIONS,
            h11_max_incomplete_event_size=64 * 1024,
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener.socket]), name="console")
    try:
        yield task
    finally:
        server.should_exit = True
        app.state.live.close()
        await task
        listener.socket.close()
