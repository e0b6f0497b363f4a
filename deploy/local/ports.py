"""Free ports on the loopback address."""

import socket
from collections.abc import Iterable

LOOPBACK = "127.0.0.1"


def usable(wished: Iterable[int | None]) -> list[int]:
    """One free port for each wish: the wished one where it is free, else any other."""
    held: list[socket.socket] = []
    try:
        held.extend(_bound(port or 0) for port in wished)
        return [int(each.getsockname()[1]) for each in held]
    finally:
        for each in held:
            each.close()


def _bound(port: int) -> socket.socket:
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # As servers do: a port whose last connections are only timing out is free.
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((LOOPBACK, port))
    except OSError:
        taken.bind((LOOPBACK, 0))
    return taken
