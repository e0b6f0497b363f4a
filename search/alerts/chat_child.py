"""Sends messages by Apprise's plugins, each in a process of its own.

Loading the plugins takes seconds, so this process loads them once and divides for every message
(fork). Apprise's plugins make their own requests, so the guarded client cannot stand between: in
the divided process every connection is judged where the interpreter makes it, by an audit hook
(PEP 578) that nothing can take off again. A plugin that hangs is ended by the process's alarm.
"""

import contextlib
import ctypes
import ipaddress
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from runtime.http.addresses import refusal, why_not

PR_SET_PDEATHSIG = 1

REFUSED_CALLS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"})
"""A message is sent over the network: plugins that run programs of this machine are refused."""

REFUSED_SCHEMES = frozenset({"dbus", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows"})
"""Plugins that speak to this machine only, some of them past the interpreter."""

CAUSE = "Socket Exception"
"""How the plugins begin the line that says why a connection failed."""


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be sent. `allowed` are pairs of host and port that may lie inside."""

    number: int
    url: str
    title: str
    body: str
    seconds: int
    allowed: tuple[tuple[str, int], ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it; `why` is what Apprise says, secrets included. Number 0 is the greeting."""

    number: int
    arrived: bool = False
    why: str = ""


class Inward(OSError):
    """A connection that may not be made."""


class Guard:
    """Judges the connections of this process; `refused` is why the last one was not made."""

    def __init__(self, allowed: Sequence[tuple[str, int]]) -> None:
        self.refused = ""
        self._allowed = {(host, port) for name, port in allowed for host in _hosts(name, port)}

    def stand(self) -> None:
        """From now on, until the process ends."""
        sys.addaudithook(self._judge)

    def _judge(self, event: str, arguments: tuple[Any, ...]) -> None:
        why: str | None = None
        if event in REFUSED_CALLS:
            why = "it would run a program of this machine"
        elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
            why = self._why_not(arguments[0], arguments[-1])
        if why is not None:
            self.refused = f"refused_address: {why}"
            raise Inward(self.refused)

    def _why_not(self, connection: socket.socket, address: object) -> str | None:
        if not address:  # sendmsg on what is connected already
            return None
        if connection.family not in {socket.AF_INET, socket.AF_INET6}:
            return "it would reach a service of this machine"
        if not isinstance(address, tuple):
            return "not an address"
        host, port = str(address[0]), int(address[1])
        if (host, port) in self._allowed:
            return None
        why = why_not(host, refusal)
        return None if why is None else f"its address {host} is {why}"


class Said(logging.Handler):
    """Keeps the plugin's last warning, and what it names as the cause."""

    def __init__(self) -> None:
        super().__init__()
        self.warning = "the service did not take it"
        self.cause = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Read a line."""
        line = record.getMessage()
        if line.startswith(CAUSE):
            self.cause = line
        elif record.levelno >= logging.WARNING:
            self.warning = line

    @property
    def why(self) -> str:
        """Both in one."""
        return f"{self.warning} {self.cause}".strip()


def send(errand: Errand) -> Answer:
    """Send it, from a process that does nothing else afterwards."""
    import apprise  # noqa: PLC0415 - loaded after the process is set up

    if errand.url.split(":", 1)[0].lower() in REFUSED_SCHEMES:
        return Answer(number=errand.number, why="refused_address: it would stay on this machine")
    said, guard = Said(), Guard(errand.allowed)
    log = logging.getLogger("apprise")
    log.handlers[:], log.propagate = [said], False
    log.setLevel(logging.DEBUG)
    guard.stand()
    asset = apprise.AppriseAsset(http_redirects=False, secure_logging=True)
    plugin = apprise.Apprise.instantiate(errand.url, asset=asset)
    if plugin is None:
        return Answer(number=errand.number, why="bad_address: Apprise can't use this address")
    plugin.redirects = False
    plugin.overflow_mode = apprise.OverflowMode.TRUNCATE
    arrived = plugin.notify(
        body=errand.body, title=errand.title, body_format=apprise.NotifyFormat.TEXT
    )
    why = "" if arrived else guard.refused or said.why
    return Answer(number=errand.number, arrived=bool(arrived), why=why[:2000])


def divided(channel: int, errand: Errand) -> None:
    """The process of one message: its end is the end of whatever the plugin has begun."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(errand.seconds)
    try:
        answer = send(errand)
    except Exception as error:
        why = f"{type(error).__name__}: {error}"[:2000]
        answer = Answer(number=errand.number, why=why)
    # One write below PIPE_BUF: answers of several processes do not mix.
    os.write(channel, msgspec.json.encode(answer) + b"\n")
    os._exit(0)


def main() -> int:
    """Divide for every line on the standard input; answers go to the standard output."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    channel = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    import apprise  # noqa: PLC0415 - loaded after the process is set up

    apprise.Apprise.instantiate("json://localhost")  # loads every plugin
    os.write(channel, msgspec.json.encode(Answer(number=0)) + b"\n")
    for line in sys.stdin.buffer:
        errand = msgspec.json.decode(line, type=Errand)
        if os.fork() == 0:
            divided(channel, errand)
    return 0


def _hosts(name: str, port: int) -> set[str]:
    try:
        return {str(ipaddress.ip_address(name))}
    except ValueError:
        pass
    try:
        return {str(each[4][0]) for each in socket.getaddrinfo(name, port)}
    except OSError:
        return set()


if __name__ == "__main__":
    sys.exit(main())
