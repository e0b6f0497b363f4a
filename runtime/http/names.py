"""Names to addresses, with threads of its own."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from aiohttp.abc import AbstractResolver, ResolveResult


class NameResolver(AbstractResolver):
    """Asks the system's resolver, so that /etc/hosts and its other rules hold.

    The system's call blocks, for many seconds when a name server is silent. In the event loop's
    shared pool (a handful of threads on a small machine) a few dead names would hold up every
    other feed; `threads` should be as many as requests run at once.
    """

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Every address of `host`. Raises `OSError` where there is none."""
        ask = partial(
            socket.getaddrinfo, host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG
        )
        found = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _, protocol, _, address in found
            # A scoped address ("fe80::1%eth0") is link-local, and never a public one.
            if len(address) == 2 or not address[3]
        ]

    async def close(self) -> None:
        """Let the threads end by themselves; one may still wait for a silent name server."""
        self._threads.shutdown(wait=False, cancel_futures=True)
