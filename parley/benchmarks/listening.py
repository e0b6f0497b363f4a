"""Readers of the console's live events, in a process of their own: when each heard of which shift.

`python -m parley.benchmarks.listening ADDRESS NUMBER` says "ready" when all listen; at the end of
its input it writes, as JSON, for every shift the times (seconds since 1970) at which it was heard.
"""

import asyncio
import json
import sys
import time
from collections import defaultdict
from contextlib import suppress
from urllib.parse import urlsplit

MOST_AT_ONCE = 50
"""Connections that are begun together; more would only wait in the listener's queue."""


async def listen(address: str, number: int) -> dict[str, list[float]]:
    """Listen until standard input ends. Raises `OSError` where the console can't be reached."""
    heard: dict[str, list[float]] = defaultdict(list)
    begun = asyncio.Semaphore(MOST_AT_ONCE)
    ready = [asyncio.Event() for _ in range(number)]
    tasks = [asyncio.create_task(_reader(address, heard, begun, each)) for each in ready]
    everyone = asyncio.gather(*(each.wait() for each in ready))
    while not everyone.done():
        await asyncio.wait(tasks, timeout=0.1, return_when=asyncio.FIRST_EXCEPTION)
        for task in tasks:
            if task.done():
                task.result()
    print("ready", flush=True)  # noqa: T201 - the other process waits for it
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return heard


async def _reader(
    address: str,
    heard: dict[str, list[float]],
    begun: asyncio.Semaphore,
    ready: asyncio.Event,
) -> None:
    place = urlsplit(address)
    async with begun:
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        writer.write(f"GET /events HTTP/1.1\r\nHost: {place.netloc}\r\n\r\n".encode())
        while not (await reader.readline()).startswith(b"retry:"):
            pass
        ready.set()
    try:
        while line := await reader.readline():
            if line.startswith(b'data: {"shifts"'):
                now = time.time()
                for shift in json.loads(line.removeprefix(b"data: "))["shifts"]:
                    heard[shift].append(now)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(listen(sys.argv[1], int(sys.argv[2])))))
