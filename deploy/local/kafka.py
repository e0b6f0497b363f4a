"""One Kafka node in KRaft mode, broker and controller in one process."""

import base64
import os
import socket
import struct
import subprocess
import uuid
from pathlib import Path

from deploy.local import processes
from deploy.local.errors import ClusterError
from deploy.local.ports import LOOPBACK
from deploy.local.processes import Running

HEAP = "512m"
USER = "parley"
API_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 1, -1)
"""An ApiVersions request, version 0, behind its length: answered before any login
(https://kafka.apache.org/protocol, "Retrieving Supported API versions")."""


def launched(
    directory: Path, jars: Path, java: str, ports: tuple[int, ...], password: str | None
) -> Running:
    """Start the node on `ports` (broker, controller), with its storage made where there is none."""
    directory.mkdir(parents=True, exist_ok=True)
    properties = directory / "server.properties"
    properties.touch(mode=0o600)
    properties.write_text(configuration(directory / "data", ports, password), encoding="utf-8")
    if not (directory / "data" / "meta.properties").exists():
        _format(properties, jars, java)
    return processes.start(
        [*_java(java, jars, HEAP), "kafka.Kafka", str(properties)],
        log=directory / "kafka.log",
        environment={**os.environ, "LC_ALL": "C.UTF-8"},
    )


def configuration(data: Path, ports: tuple[int, ...], password: str | None) -> str:
    """The text of server.properties."""
    broker, controller = ports
    protocol = "PLAINTEXT" if password is None else "SASL_PLAINTEXT"
    lines = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{LOOPBACK}:{controller}",
        "listeners": f"{protocol}://{LOOPBACK}:{broker},CONTROLLER://{LOOPBACK}:{controller}",
        "advertised.listeners": f"{protocol}://{LOOPBACK}:{broker}",
        "listener.security.protocol.map": f"CONTROLLER:PLAINTEXT,{protocol}:{protocol}",
        "inter.broker.listener.name": protocol,
        "controller.listener.names": "CONTROLLER",
        "log.dirs": str(data),
        # Topics are declared with their partitions; a typing error must not make one.
        "auto.create.topics.enable": "false",
        "offsets.topic.num.partitions": "8",
        "offsets.topic.replication.factor": "1",
        "transaction.state.log.num.partitions": "4",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        # Nobody waits for more members of a group on one machine.
        "group.initial.rebalance.delay.ms": "0",
        "num.network.threads": "2",
        "num.io.threads": "4",
        "log.cleaner.dedupe.buffer.size": str(16 << 20),
    }
    if password is not None:
        login = "org.apache.kafka.common.security.plain.PlainLoginModule required"
        lines |= {
            "sasl.enabled.mechanisms": "PLAIN",
            "sasl.mechanism.inter.broker.protocol": "PLAIN",
            "listener.name.sasl_plaintext.plain.sasl.jaas.config": (
                f'{login} username="{USER}" password="{password}" user_{USER}="{password}";'
            ),
        }
    return "".join(f"{name}={value}\n" for name, value in lines.items())


def serves(port: int) -> bool:
    """Whether a broker answers on a port."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1) as connection:
            connection.settimeout(2)
            connection.sendall(API_VERSIONS)
            return len(connection.recv(8)) == 8
    except OSError:
        return False


def _format(properties: Path, jars: Path, java: str) -> None:
    node = base64.urlsafe_b64encode(b"\0" + uuid.uuid4().bytes[1:]).decode().rstrip("=")
    command = [*_java(java, jars, "128m"), "kafka.tools.StorageTool"]
    done = subprocess.run(  # noqa: S603 - our own words and paths
        [*command, "format", "-t", node, "-c", str(properties)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ClusterError(
            f"Kafka's storage could not be made: {(done.stdout + done.stderr)[:300]}"
        )


def _java(java: str, jars: Path, heap: str) -> list[str]:
    return [
        java,
        f"-Xmx{heap}",
        "-XX:+UseG1GC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=warn",
        "-cp",
        f"{jars}/*",
    ]
