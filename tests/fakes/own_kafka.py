"""A Kafka of a test's own, to be killed and started again on the same port."""

import os
import signal
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from deploy.local import ClusterError, download, kafka, needs, ports, processes
from deploy.local.processes import Running, wait

PATIENCE = 90.0


class OwnKafka:
    """One node in `directory`. Use as a context manager; `start` before that it is absent."""

    def __init__(self, directory: Path, password: str | None = None) -> None:
        try:
            self._java = needs.java()
            self._jars = download.fetched("kafka", download.cache_directory(), needs.maven())
        except ClusterError as error:
            pytest.skip(f"no servers: {error}")
        self._directory = directory
        self._password = password
        first, second = ports.usable([None, None])
        self._ports = (first, second)
        self._running: Running | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._ports[0]}"

    def start(self) -> None:
        """Start the node, or start it again with what it had, and wait until it serves."""
        self._running = kafka.launched(
            self._directory, self._jars, self._java, self._ports, self._password
        )
        assert wait(lambda: kafka.serves(self._ports[0]), PATIENCE), "Kafka does not serve"

    def kill(self) -> None:
        """As if the power had gone."""
        if self._running is not None:
            os.kill(self._running.pid, signal.SIGKILL)
            assert wait(lambda: not _alive(self._running), PATIENCE)
            self._running = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._running is not None:
            processes.stop(self._running)


def _alive(running: Running | None) -> bool:
    return running is not None and running.alive()
