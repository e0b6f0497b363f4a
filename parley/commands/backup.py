"""`parley backup`: a consistent copy of the store while it is in use."""

from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Example:

  parley backup /mnt/backups/parley.db
"""


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where the copy goes; an older one is replaced.")],
) -> None:
    """Copy the store, whole and checked, beside a running pipeline.

    To restore, stop Parley, take `parley.db`, `parley.db-wal` and `parley.db-shm` out of the data
    directory (a log left behind would be read into the copy), and put the copy there as
    `parley.db`. In the cluster shell the file is `cluster.db`, and what it holds of watches and
    alerts is on the topics as well.
    """
    from parley.failure import Failure
    from parley.session import Session

    session: Session = context.obj
    source = session.file
    if not source.exists():
        raise Failure(f"nothing to back up: {source} does not exist")
    if file.exists() and file.samefile(source):
        raise Failure("the copy can't take the place of the store itself")
    with session.store() as store:
        store.database.backup(file)
    session.err.print(f"{file}: {file.stat().st_size / (1 << 20):.1f} MiB", markup=False)
