"""Messages to chats, through Apprise in a process beside this one (`chat_child`)."""

import asyncio
import contextlib
import logging
import os
import re
import sys
from collections.abc import Sequence

import msgspec

from search.alerts.addressing import hidden
from search.alerts.carrying import NotArrived, Post
from search.alerts.chat_child import Answer, Errand
from search.alerts.rendering import digest_subject, subject, text
from search.alerts.targets import Target

START_SECONDS = 60.0
"""Apprise loads more than a hundred plugins before it can send the first message."""

GRACE_SECONDS = 2.0
"""The sending process ends itself when its time is up; this much later it is given up."""

AT_ONCE = 16
LONGEST = 12_000
"""Characters of a body; plugins cut it to what their service takes."""

LONGEST_ANSWER = 64 * 1024

_MENTION = re.compile(r"@(?=everyone|here|channel|all\b|room)|<(?=[!@#])", re.IGNORECASE)
"""With these a stranger's title would ring every phone of a channel."""

NEEDED = ("PATH", "HOME", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR", "PYTHONPATH")
"""No proxies, as for every other request, and none of the operator's secrets."""


class Chats:
    """Sends by Apprise. `allowed` are the pairs of host and port that may lie inside."""

    def __init__(self, allowed: Sequence[tuple[str, int]], seconds: float) -> None:
        self._allowed = tuple(allowed)
        self._seconds = max(1, round(seconds))
        self._numbers = 0
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self.process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._places = asyncio.Semaphore(AT_ONCE)

    async def send(self, target: Target, post: Post) -> NotArrived | None:
        """Send; None when the service has taken it."""
        messages = post.messages()
        title = digest_subject(messages) if post.digest else subject(messages[0])
        words = "\n\n".join(text(each) for each in messages) if post.digest else text(messages[0])
        body = words.partition("\n")[2] if not post.digest else words
        try:
            async with self._places:
                answer = await self._ask(target.url, quiet(title), quiet(body)[:LONGEST])
        except TimeoutError:
            return NotArrived(f"timeout: not done in {self._seconds} seconds")
        except OSError as error:
            return NotArrived(f"connection: Apprise can't be started: {error}")
        if answer.arrived:
            return None
        return NotArrived(" ".join(hidden(answer.why, target.url).split())[:300])

    async def close(self) -> None:
        """End the process; what it sends just now is broken off and comes again."""
        process, self.process = self.process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._listening is not None:
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _ask(self, url: str, title: str, body: str) -> Answer:
        process = await self._started()
        self._numbers += 1
        errand = Errand(
            number=self._numbers,
            url=url,
            title=title,
            body=body,
            seconds=self._seconds,
            allowed=self._allowed,
        )
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[errand.number] = answer
        try:
            assert process.stdin is not None
            process.stdin.write(msgspec.json.encode(errand) + b"\n")
            async with asyncio.timeout(self._seconds + GRACE_SECONDS):
                await process.stdin.drain()
                return await answer
        finally:
            self._waiting.pop(errand.number, None)

    async def _started(self) -> asyncio.subprocess.Process:
        """The process, loaded; a new one where the last has ended."""
        async with self._starting:
            if self.process is not None and self.process.returncode is None:
                return self.process
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "search.alerts.chat_child"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={name: os.environ[name] for name in NEEDED if name in os.environ},
                limit=LONGEST_ANSWER,
            )
            assert process.stdout is not None
            try:
                async with asyncio.timeout(START_SECONDS):
                    greeting = await process.stdout.readline()
            except BaseException:
                process.kill()
                raise
            if not greeting:
                await process.wait()
                raise OSError("it ended at once")
            self.process = process
            self._listening = asyncio.create_task(self._listen(process), name="chats")
            return process

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            answer = msgspec.json.decode(line, type=Answer)
            waiting = self._waiting.get(answer.number)
            if waiting is not None and not waiting.done():
                waiting.set_result(answer)
        for each in self._waiting.values():
            if not each.done():
                each.set_exception(OSError("it has ended"))
        await process.wait()


def is_known(address: str) -> bool:
    """Whether Apprise can use an address. Takes seconds: every plugin is loaded for it."""
    import apprise  # noqa: PLC0415 - most who keep targets have no chat

    log = logging.getLogger("apprise")
    log.addHandler(logging.NullHandler())
    log.propagate = False  # its remarks quote the address
    return apprise.Apprise.instantiate(address) is not None


def quiet(words: str) -> str:
    """Words of strangers without what calls people in a chat: a blank of no width breaks it."""
    return _MENTION.sub(lambda found: found[0] + "\N{WORD JOINER}", words)
