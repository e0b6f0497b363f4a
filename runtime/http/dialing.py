"""A connection to a stranger's port for what is not HTTP, its address checked like any other."""

import asyncio
import os
import socket
from collections.abc import Collection

from aiohttp.abc import AbstractResolver

from runtime.http.addresses import Refusal, refusal, why_not
from runtime.http.errors import ConnectionFailed, FetchTimeout, NameNotFound, RefusedAddress


async def dial(
    host: str,
    port: int,
    *,
    resolver: AbstractResolver,
    allowed: Collection[tuple[str, int]] = (),
    refuses: Refusal = refusal,
    seconds: float,
) -> socket.socket:
    """A connected socket that does not block.

    The address that was judged is the one connected to, so that a name cannot change between check
    and use. `allowed` are pairs of host and port that may lie inside. Raises `RefusedAddress`,
    `NameNotFound`, `FetchTimeout`, `ConnectionFailed`.
    """
    place = f"{host}:{port}"
    try:
        async with asyncio.timeout(seconds):
            return await _first(host, port, resolver, (host.lower(), port) in allowed, refuses)
    except TimeoutError as error:
        raise FetchTimeout(place, f"no connection within {seconds:g} seconds") from error


async def _first(
    host: str, port: int, resolver: AbstractResolver, allowed: bool, refuses: Refusal
) -> socket.socket:
    place = f"{host}:{port}"
    try:
        found = await resolver.resolve(host, port)
    except OSError as error:
        raise NameNotFound(place, f"no address for {host}") from error
    last: OSError | None = None
    refused: str | None = None
    for each in found:
        why = None if allowed else why_not(each["host"], refuses)
        if why is not None:
            refused = f"its address {each['host']} is {why}"
            continue
        made = socket.socket(each["family"], socket.SOCK_STREAM, each["proto"])
        made.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(made, (each["host"], port))
        except OSError as error:
            made.close()
            last = error
        except BaseException:
            made.close()
            raise
        else:
            return made
    if last is None and refused is not None:
        raise RefusedAddress(place, refused)
    number = last.errno if last is not None else None
    detail = os.strerror(number) if number else "no address answers"
    raise ConnectionFailed(place, f"no connection to {host}: {detail}") from last
