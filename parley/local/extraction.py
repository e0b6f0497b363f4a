"""The parent's side of the extraction child: asks, waits, and starts it anew when it is lost."""

import asyncio
import contextlib
import logging
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import msgspec

from parley.local.frames import LENGTH_BYTES, Extracted, framed
from runtime.metrics import Registry
from runtime.metrics.catalogue import EXTRACTOR_RESTARTS
from wire import Article, Statement, codec
from wire.dead_letter import ErrorClass

log = logging.getLogger(__name__)

ATTEMPTS = 2
"""How often an article may take the child down with it before it is set aside."""

IN_HAND = 6
"""Articles that the child has: what it reads and the next ones, so that it never waits for us."""

CHILD = (sys.executable, "-m", "parley.local.child")

START_SECONDS = 120.0
"""Loading the language pipeline takes 2 to 10 s here; a cold disk may need far more."""


class ExtractionFailed(Exception):
    """An article could not be read; `kind` is the class of its dead letter."""

    def __init__(self, kind: ErrorClass, text: str, attempts: int = 1) -> None:
        super().__init__(text)
        self.kind: ErrorClass = kind
        self.attempts = attempts


class ChildUnavailable(Exception):
    """The child can't be started at all: nothing is wrong with any article."""


@dataclass
class _Job:
    request: bytes
    answer: "asyncio.Future[Extracted]"


class ExtractionProcess:
    """Reads articles in a child process, one after the other, in the order asked for.

    An article that crashes the child or takes more than `timeout` seconds is tried twice, then
    refused with `ExtractionFailed`; the others do not notice.
    """

    def __init__(
        self,
        profile: str,
        dossiers: Sequence[Path] = (),
        timeout: float = 180.0,
        program: Sequence[str] = CHILD,
        registry: Registry | None = None,
    ) -> None:
        self._registry = registry or Registry()
        self._arguments = [*program, "--profile", profile]
        for path in dossiers:
            self._arguments += ["--dossier", str(path)]
        self._timeout = timeout
        self._jobs: deque[_Job] = deque()
        self._asked = asyncio.Event()
        self._in_hand = 0
        self._child: asyncio.subprocess.Process | None = None
        self._server: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id while there is one."""
        return self._child.pid if self._child else None

    async def __aenter__(self) -> "ExtractionProcess":
        self._child = await self._start()
        self._server = asyncio.create_task(self._serve(), name="extraction")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server:
            self._server.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._server
        await self._stop()

    async def extract(self, article: Article) -> tuple[Statement, ...]:
        """The article's statements.

        Raises `ExtractionFailed` when this article can't be read, `ChildUnavailable` when none can.
        """
        future: asyncio.Future[Extracted] = asyncio.get_running_loop().create_future()
        self._jobs.append(_Job(codec.encode(article), future))
        self._hand_out()
        self._asked.set()
        extracted = await future
        if extracted.error:
            raise ExtractionFailed("internal", f"{extracted.error}: {extracted.text}")
        return extracted.statements

    async def _serve(self) -> None:
        while True:
            while not self._jobs:
                self._asked.clear()
                await self._asked.wait()
            answer = self._jobs[0].answer
            try:
                result = await self._answer()
            except Exception as error:
                # Whoever asked must hear of it, whatever it is: nobody else will.
                if not answer.done():
                    answer.set_exception(error)
            else:
                if not answer.done():
                    answer.set_result(result)
            self._jobs.popleft()
            self._in_hand = max(0, self._in_hand - 1)
            self._hand_out()

    def _hand_out(self) -> None:
        """Let the child have the next articles."""
        while self._child and self._in_hand < min(IN_HAND, len(self._jobs)):
            assert self._child.stdin is not None
            self._child.stdin.write(framed(self._jobs[self._in_hand].request))
            self._in_hand += 1

    async def _answer(self) -> Extracted:
        """What the child says of the first job."""
        kind: ErrorClass = "crashed"
        for attempt in range(1, ATTEMPTS + 1):
            if self._child is None:
                self._child = await self._start()
                self._hand_out()
            try:
                async with asyncio.timeout(self._timeout):
                    return await self._receive(self._child)
            except TimeoutError:
                kind = "timeout"
            except (asyncio.IncompleteReadError, ConnectionError, msgspec.DecodeError):
                kind = "crashed"
            log.warning("extraction child lost (%s), attempt %d of %d", kind, attempt, ATTEMPTS)
            self._registry.add(EXTRACTOR_RESTARTS)
            await self._stop()
        text = {
            "timeout": f"reading it took more than {self._timeout:.0f} s",
            "crashed": "reading it ended the extraction process",
        }[kind]
        raise ExtractionFailed(kind, text, ATTEMPTS)

    @staticmethod
    async def _receive(child: asyncio.subprocess.Process) -> Extracted:
        assert child.stdout is not None
        length = int.from_bytes(await child.stdout.readexactly(LENGTH_BYTES), "big")
        return msgspec.json.decode(await child.stdout.readexactly(length), type=Extracted)

    async def _start(self) -> asyncio.subprocess.Process:
        try:
            child = await asyncio.create_subprocess_exec(
                *self._arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # Ctrl-C in the terminal is for the parent, which then decides when to stop.
                start_new_session=True,
            )
        except OSError as error:
            raise ChildUnavailable(
                f"the extraction process can't be started: {error.strerror or error}"
            ) from error
        try:
            async with asyncio.timeout(START_SECONDS):
                greeting = await self._receive(child)
        except BaseException as error:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
            refused = (asyncio.IncompleteReadError, TimeoutError, msgspec.DecodeError)
            if not isinstance(error, refused):
                raise
            raise ChildUnavailable(
                "the extraction process does not start (its own message is above); "
                "`parley doctor` says what is missing"
            ) from error
        assert greeting.ready
        return child

    async def _stop(self) -> None:
        child, self._child = self._child, None
        self._in_hand = 0
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        if child.stdin is not None:
            child.stdin.close()
        await child.wait()
