"""What the servers need: checked files, a Java new enough, free ports, a record."""

import hashlib
import os
import shutil
import socket
import stat
from pathlib import Path

import pytest

from deploy.local import download, elasticsearch, kafka, needs, ports, record
from deploy.local.errors import ClusterError
from deploy.local.processes import Running
from deploy.local.record import Record, Server


@pytest.fixture
def poms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pom whose one file is `server.jar`."""
    directory = tmp_path / "poms"
    (directory / "kafka").mkdir(parents=True)
    shutil.copy(download.POMS / "kafka" / "pom.xml", directory / "kafka")
    digest = hashlib.sha256(b"right").hexdigest()
    (directory / "kafka" / "SHA256SUMS").write_text(f"{digest}  server.jar\n")
    monkeypatch.setattr(download, "POMS", directory)
    return directory


def maven(tmp_path: Path, script: str) -> str:
    """A program that is called as Maven is; `$1` becomes the output directory."""
    path = tmp_path / "mvn"
    path.write_text(
        '#!/bin/sh\nfor word; do case "$word" in -DoutputDirectory=*) '
        f'out="${{word#*=}}";; esac; done\n{script}\n'
    )
    path.chmod(0o755)
    return str(path)


def test_files_are_fetched_once_and_again_when_changed(poms: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    program = maven(
        tmp_path, f'echo x >> {calls}; mkdir -p "$out"; printf right > "$out/server.jar"'
    )
    cache = tmp_path / "cache"
    files = download.fetched("kafka", cache, program)
    assert (files / "server.jar").read_bytes() == b"right"
    assert download.fetched("kafka", cache, program) == files
    assert calls.read_text().count("x") == 1
    (files / "server.jar").write_bytes(b"rotten")
    assert download.fetched("kafka", cache, program) == files
    assert calls.read_text().count("x") == 2
    assert (files / "server.jar").read_bytes() == b"right"
    assert [path.name for path in cache.iterdir()] == [files.name]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('mkdir -p "$out"; printf wrong > "$out/server.jar"', "server.jar is not the file"),
        ('mkdir -p "$out"', "server.jar is not the file"),
        ('mkdir -p "$out"; printf right > "$out/server.jar"; echo > "$out/b.jar"', "b.jar is not"),
        ("echo '[ERROR] no route to host'; exit 1", "no route to host; is there a network"),
        ("exit 1", "it gave no reason"),
    ],
)
def test_other_files_and_no_network_are_refused(
    poms: Path, tmp_path: Path, script: str, said: str
) -> None:
    with pytest.raises(ClusterError, match=said):
        download.fetched("kafka", tmp_path / "cache", maven(tmp_path, script))
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_lists_name_what_the_poms_pin() -> None:
    sums = {
        name: (download.POMS / name / "SHA256SUMS").read_text()
        for name in ("kafka", "elasticsearch")
    }
    assert "kafka_2.13-4.3.1.jar" in sums["kafka"]
    assert "<version>4.3.1</version>" in (download.POMS / "kafka" / "pom.xml").read_text()
    assert "elasticsearch-8.19.21.zip" in sums["elasticsearch"]
    pom = (download.POMS / "elasticsearch" / "pom.xml").read_text()
    assert "<version>8.19.21</version>" in pom


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_292"', 1),
        ('openjdk version "25" 2025-09-16', 25),
        ("no such thing", None),
    ],
)
def test_java_says_its_version(said: str, version: int | None) -> None:
    assert needs.java_version(said) == version


def test_a_machine_without_java_or_maven_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ClusterError, match="no Java here: install a JDK of version 17"):
        needs.java()
    with pytest.raises(ClusterError, match="no Maven here: install it"):
        needs.maven()
    old = tmp_path / "java"
    old.write_text("#!/bin/sh\necho 'java version \"11.0.2\"' >&2\n")
    old.chmod(0o755)
    with pytest.raises(ClusterError, match="is Java 11: install a JDK of version 17"):
        needs.java()


def test_ports_are_kept_where_they_are_free() -> None:
    first, second = ports.usable([None, None])
    assert first != second
    assert ports.usable([first, None])[0] == first
    with socket.create_server((ports.LOOPBACK, first)):
        assert ports.usable([first])[0] != first


def test_the_record_is_read_as_it_was_written_and_is_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "cluster.json"
    assert record.read(path) == Record()
    server = Server(ports=(1, 2), process=Running(pid=3, started=4))
    written = Record(kafka=server, password="secret")
    record.write(path, written)
    assert record.read(path) == written
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("{")
    with pytest.raises(ClusterError, match="can't be read"):
        record.read(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands its files over")
def test_roots_closed_directories_are_not_used_for_elasticsearch(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert elasticsearch.place(tmp_path / "es").parent == elasticsearch.ROOTS_DATA


def test_what_a_password_changes(tmp_path: Path) -> None:
    plain = kafka.configuration(tmp_path, (1, 2), None)
    assert "listeners=PLAINTEXT://127.0.0.1:1,CONTROLLER://127.0.0.1:2\n" in plain
    assert "sasl" not in plain
    locked = kafka.configuration(tmp_path, (1, 2), "geheim")
    assert "listeners=SASL_PLAINTEXT://127.0.0.1:1" in locked
    assert 'password="geheim"' in locked
    assert "xpack.security.enabled: false" in elasticsearch.configuration(
        tmp_path, (1, 2), secure=False
    )
    secure = elasticsearch.configuration(tmp_path, (1, 2), secure=True)
    assert "xpack.security.http.ssl.enabled: true" in secure


def test_a_port_where_nobody_answers_does_not_serve() -> None:
    (port,) = ports.usable([None])
    assert not kafka.serves(port)
