"""Both servers together: up, down, status, reset."""

import fcntl
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from deploy.local import download, elasticsearch, kafka, needs, ports, processes, record
from deploy.local.errors import ClusterError
from deploy.local.record import Record, Server

PATIENCE_SECONDS = 300.0


class Part(NamedTuple):
    """How one server is: its process (None where it is down), its address, its log."""

    pid: int | None
    address: str
    log: Path


class Cluster:
    """The servers whose data lives in one directory. `tell` hears what is going on, in words."""

    def __init__(self, directory: Path, tell: Callable[[str], object]) -> None:
        # Where processes run elsewhere than we do, paths must be whole.
        self._directory = directory.absolute()
        self._record = self._directory / "cluster.json"
        self._tell = tell

    def up(self, *, secure: bool = False) -> dict[str, str]:
        """Start what is down and wait until both serve; gives the settings that point there.

        Ports are kept from one start to the next where they are free. Raises `ClusterError`.
        """
        with self._alone():
            known = record.read(self._record)
            password = self._password(known, secure=secure)
            if None in (_pid(known.kafka), _pid(known.elasticsearch)):
                known = self._started(known, password)
            known = self._serving(known)
            record.write(self._record, known)
            return self._settings(known)

    def down(self) -> list[str]:
        """End what was started from here; gives the names of what ran."""
        with self._alone():
            return self._end(record.read(self._record))

    def reset(self) -> None:
        """End both and remove all of their data (the fetched files stay)."""
        with self._alone():
            self._end(record.read(self._record))
            for directory in (self._kafka, elasticsearch.place(self._elasticsearch)):
                shutil.rmtree(directory, ignore_errors=True)
            self._record.unlink(missing_ok=True)

    def status(self) -> dict[str, Part]:
        """How each server is; empty where none was ever started here."""
        known = record.read(self._record)
        found: dict[str, Part] = {}
        if known.kafka is not None:
            address = f"{ports.LOOPBACK}:{known.kafka.ports[0]}"
            found["kafka"] = Part(_pid(known.kafka), address, self._kafka / "kafka.log")
        if known.elasticsearch is not None:
            address = elasticsearch.url(
                known.elasticsearch.ports[0], secure=known.password is not None
            )
            log = elasticsearch.place(self._elasticsearch) / "elasticsearch.log"
            found["elasticsearch"] = Part(_pid(known.elasticsearch), address, log)
        return found

    @property
    def _kafka(self) -> Path:
        return self._directory / "kafka"

    @property
    def _elasticsearch(self) -> Path:
        return self._directory / "elasticsearch"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One command at a time: two at once would start four servers."""
        self._directory.mkdir(parents=True, exist_ok=True)
        with (self._directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _password(self, known: Record, *, secure: bool) -> str | None:
        exists = known.kafka is not None or known.elasticsearch is not None
        if exists and secure != (known.password is not None):
            raise ClusterError(
                "the servers here were made "
                + ("without a password" if secure else "with --secure")
                + ": say the same again, or `parley cluster reset` first"
            )
        return (known.password or secrets.token_urlsafe(24)) if secure else None

    def _started(self, known: Record, password: str | None) -> Record:
        java, maven, cache = needs.java(), needs.maven(), download.cache_directory()
        self._tell("looking for Kafka's and Elasticsearch's files (fetched the first time)")
        jars = download.fetched("kafka", cache, maven)
        home = elasticsearch.home(download.fetched("elasticsearch", cache, maven))
        running = {"kafka": known.kafka, "elasticsearch": known.elasticsearch}
        down = [name for name, server in running.items() if _pid(server) is None]
        wished = [port for name in down for port in _ports(running[name])]
        free = iter(ports.usable(wished))
        for name in down:
            pair = (next(free), next(free))
            self._tell(f"starting {name} on port {pair[0]}")
            if name == "kafka":
                process = kafka.launched(self._kafka, jars, java, pair, password)
            else:
                process = elasticsearch.launched(self._elasticsearch, home, java, pair, password)
            server = Server(ports=pair, process=process)
            known = msgspec.structs.replace(known, password=password, **{name: server})
            # At once: what was started must be found again whatever happens while we wait.
            record.write(self._record, known)
        return known

    def _serving(self, known: Record) -> Record:
        """Wait for both; Elasticsearch is from now on known by the process that serves."""
        assert known.kafka is not None
        assert known.elasticsearch is not None
        broker, node = known.kafka, known.elasticsearch
        self._wait("kafka", broker, lambda: kafka.serves(broker.ports[0]))
        found: list[int] = []

        def answered() -> bool:
            pid = elasticsearch.server_pid(self._elasticsearch, node.ports[0], known.password)
            found.extend([] if pid is None else [pid])
            return bool(found)

        self._wait("elasticsearch", node, answered)
        process = processes.found(found[0])
        return msgspec.structs.replace(
            known, elasticsearch=Server(ports=node.ports, process=process or node.process)
        )

    def _wait(self, name: str, server: Server, serves: Callable[[], bool]) -> None:
        log = self.status()[name].log

        def settled() -> bool:
            return serves() or _pid(server) is None

        if not processes.wait(settled, PATIENCE_SECONDS):
            raise ClusterError(f"{name} does not serve after {PATIENCE_SECONDS:.0f} s; see {log}")
        if _pid(server) is None:
            raise ClusterError(f"{name} ended while starting: {_last_line(log)}; see {log}")

    def _end(self, known: Record) -> list[str]:
        running = {"kafka": known.kafka, "elasticsearch": known.elasticsearch}
        ended: list[str] = []
        for name, server in running.items():
            process = server.process if server is not None else None
            if process is not None and process.alive():
                self._tell(f"ending {name}")
                processes.stop(process)
                ended.append(name)
        return ended

    def _settings(self, known: Record) -> dict[str, str]:
        parts = self.status()
        given = {
            "PARLEY_KAFKA": parts["kafka"].address,
            "PARLEY_ELASTICSEARCH": parts["elasticsearch"].address,
        }
        if known.password is not None:
            given |= {
                "PARLEY_KAFKA_USER": kafka.USER,
                "PARLEY_KAFKA_PASSWORD": known.password,
                "PARLEY_ELASTICSEARCH_USER": elasticsearch.USER,
                "PARLEY_ELASTICSEARCH_PASSWORD": known.password,
                "PARLEY_ELASTICSEARCH_CA": str(elasticsearch.certificate(self._elasticsearch)),
            }
        return given


def _pid(server: Server | None) -> int | None:
    process = server.process if server is not None else None
    return process.pid if process is not None and process.alive() else None


def _ports(server: Server | None) -> tuple[int | None, ...]:
    return server.ports if server is not None else (None, None)


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return "no log"
    errors = [line for line in lines if "ERROR" in line or "Exception" in line]
    return (errors or lines or ["an empty log"])[-1][:300]
