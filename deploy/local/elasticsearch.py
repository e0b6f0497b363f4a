"""One Elasticsearch node, as an unprivileged user when we are root."""

import base64
import json
import os
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deploy.local import processes
from deploy.local.errors import ClusterError
from deploy.local.ports import LOOPBACK
from deploy.local.processes import Running

HEAP = "512m"
USER = "parley"
NOBODY = 65534
ROOTS_DATA = Path("/var/lib/parley")


def home(files: Path) -> Path:
    """The unpacked server beside its archive, unpacked where it is not."""
    archive = next(files.glob("elasticsearch-*.zip"))
    target = files.parent / f"{files.name}-home"
    if not target.exists():
        scratch = files.parent / f"{files.name}-{os.getpid()}"
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(scratch)
        try:
            (scratch / archive.stem).rename(target)
        except OSError:
            if not target.exists():
                raise
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def place(directory: Path) -> Path:
    """Where the server keeps its data: `directory`, unless we are root and it is closed to others.

    Elasticsearch refuses to run as root, and nobody else may pass through root's home.
    """
    if os.geteuid() != 0:
        return directory
    directory = directory.resolve()
    closed = [up for up in directory.parents if up.exists() and not up.stat().st_mode & 0o001]
    return ROOTS_DATA / str(directory).strip("/").replace("/", "-") if closed else directory


def launched(
    directory: Path, home: Path, java: str, ports: tuple[int, ...], password: str | None
) -> Running:
    """Start the node on `ports` (HTTP, transport) with its files in `place(directory)`."""
    directory = place(directory)
    for name in ("config", "data", "logs", "scratch"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    config = directory / "config"
    for path in (home / "config").iterdir():
        if path.is_file() and not (config / path.name).exists():
            shutil.copyfile(path, config / path.name)
    text = configuration(directory, ports, secure=password is not None)
    (config / "elasticsearch.yml").write_text(text, encoding="utf-8")
    if password is not None and not (config / "http.crt").exists():
        _make_certificate(config)
    user = _hand_over(directory)
    environment = _environment(directory, java)
    if password is not None:
        _make_user(home, environment, password, user)
    return processes.start(
        ["bash", str(home / "bin" / "elasticsearch")],
        log=directory / "elasticsearch.log",
        environment=environment,
        user=user,
    )


def configuration(directory: Path, ports: tuple[int, ...], *, secure: bool) -> str:
    """The text of elasticsearch.yml."""
    http, transport = ports
    lines: dict[str, object] = {
        "cluster.name": "parley",
        "node.name": "parley-1",
        "network.host": LOOPBACK,
        "http.port": http,
        "transport.port": transport,
        "discovery.type": "single-node",
        "path.data": str(directory / "data"),
        "path.logs": str(directory / "logs"),
        # Indices are declared; a typing error must not make one.
        "action.auto_create_index": False,
        "xpack.security.enabled": secure,
    }
    if secure:
        lines |= {
            "xpack.security.http.ssl.enabled": True,
            "xpack.security.http.ssl.key": "http.key",
            "xpack.security.http.ssl.certificate": "http.crt",
        }
    # JSON's scalars are YAML's.
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in lines.items())


def url(port: int, *, secure: bool) -> str:
    """The address of the node."""
    return f"{'https' if secure else 'http'}://{LOOPBACK}:{port}"


def certificate(directory: Path) -> Path:
    """The certificate to trust where the node speaks TLS."""
    return place(directory) / "config" / "http.crt"


def server_pid(directory: Path, port: int, password: str | None) -> int | None:
    """The number of the process that serves, None while nobody does.

    It is a child of the one that was launched.
    """
    try:
        health = _get(directory, port, "/_cluster/health", password)
        nodes = _get(directory, port, "/_nodes/_local/process", password)["nodes"]
        if health["status"] == "red" or not nodes:
            return None
        return int(next(iter(nodes.values()))["process"]["id"])
    except (OSError, ValueError, KeyError):
        return None


def _get(directory: Path, port: int, path: str, password: str | None) -> dict[str, Any]:
    request = urllib.request.Request(url(port, secure=password is not None) + path)  # noqa: S310
    context = None
    if password is not None:
        login = base64.b64encode(f"{USER}:{password}".encode()).decode()
        request.add_header("Authorization", f"Basic {login}")
        context = ssl.create_default_context(cafile=str(certificate(directory)))
    opener = urllib.request.build_opener(
        # A proxy of the environment is for other hosts than this one.
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPSHandler(context=context),
    )
    with opener.open(request, timeout=5) as answer:
        found: dict[str, dict] = json.load(answer)  # type: ignore[type-arg]
        return found


def _environment(directory: Path, java: str) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LC_ALL": "C.UTF-8",
        "HOME": str(directory),
        "ES_JAVA_HOME": str(Path(java).resolve().parents[1]),
        "ES_PATH_CONF": str(directory / "config"),
        "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
        "ES_TMPDIR": str(directory / "scratch"),
    }


def _hand_over(directory: Path) -> int | None:
    """Give the files to the user that the server runs as; None where that is who we are."""
    if os.geteuid() != 0:
        return None
    directory.chmod(0o755)
    for path in (directory, *directory.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return NOBODY


def _make_certificate(config: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        raise ClusterError("--secure needs openssl for a certificate: install it")
    names = f"subjectAltName=DNS:localhost,IP:{LOOPBACK}"
    what = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost"]
    where = ["-keyout", str(config / "http.key"), "-out", str(config / "http.crt")]
    done = subprocess.run(  # noqa: S603 - our own words and paths
        [openssl, "req", *what, "-addext", names, *where],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ClusterError(f"openssl made no certificate: {done.stderr[-300:]}")
    (config / "http.key").chmod(0o600)


def _make_user(home: Path, environment: Mapping[str, str], password: str, user: int | None) -> None:
    known = Path(environment["ES_PATH_CONF"]) / "users"
    if f"{USER}:" in known.read_text(encoding="utf-8"):
        return
    tool = str(home / "bin" / "elasticsearch-users")
    done = subprocess.run(  # noqa: S603 - our own words and paths
        ["bash", tool, "useradd", USER, "-p", password, "-r", "superuser"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        env=dict(environment),
        user=user,
        group=user,
        extra_groups=[] if user is not None else None,
    )
    if done.returncode:
        raise ClusterError(f"Elasticsearch's user could not be made: {done.stderr[-300:]}")
