"""Which dossiers a pipeline uses: those of the data directory, and those it was given."""

from collections.abc import Sequence
from pathlib import Path

from processors.dossiers import load
from runtime.settings import Settings

FOLDER = "dossiers"
"""Inside the data directory: every `*.yaml` there is in force."""


def dossier_files(settings: Settings, given: Sequence[Path] = ()) -> list[Path]:
    """The files, checked: raises `DossierError` with line and remedy for one that can't be used."""
    folder = settings.data_dir / FOLDER
    files = [*sorted(folder.glob("*.yaml")), *given]
    for path in files:
        load(path)
    return files
