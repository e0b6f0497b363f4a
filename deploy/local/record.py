"""What `parley cluster` remembers between calls: one JSON file beside the servers' data."""

import os
from pathlib import Path

import msgspec

from deploy.local.errors import ClusterError
from deploy.local.processes import Running


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """One server: its ports and, when it was started, its process."""

    ports: tuple[int, ...]
    process: Running | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Both servers, and the password where they ask for one."""

    kafka: Server | None = None
    elasticsearch: Server | None = None
    password: str | None = None
    schema: int = 1


def read(path: Path) -> Record:
    """What was remembered, nothing where there is no file. Raises `ClusterError`."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except FileNotFoundError:
        return Record()
    except msgspec.DecodeError as error:
        raise ClusterError(
            f"{path} can't be read ({error}): end the servers it names and remove it"
        ) from None


def write(path: Path, record: Record) -> None:
    """Remember, in one step; only the user may read it, for the password."""
    scratch = path.with_suffix(".new")
    scratch.touch(mode=0o600)
    scratch.write_bytes(msgspec.json.format(msgspec.json.encode(record)))
    os.replace(scratch, path)
