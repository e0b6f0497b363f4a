"""The servers' files: resolved by Maven from pinned versions, checked, kept in the user's cache."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import platformdirs

from deploy.local.errors import ClusterError

POMS = Path(__file__).parent / "poms"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
PATIENCE_SECONDS = 900.0


def cache_directory() -> Path:
    """Where the servers are kept between runs.

    Elasticsearch does not run as root, and nobody else may look into root's home: root's cache is
    the system's.
    """
    if os.geteuid() == 0:
        return Path("/var/cache/parley/servers")
    return Path(platformdirs.user_cache_dir("parley")) / "servers"


def fetched(name: str, cache: Path, maven: str) -> Path:
    """The directory that holds the files of `name` ("kafka", "elasticsearch").

    They are fetched where they are missing or differ from the list of checksums beside the pom.
    Raises `ClusterError` with Maven's words where they can't be had.
    """
    pom, sums = POMS / name / "pom.xml", _sums(POMS / name / "SHA256SUMS")
    target = cache / f"{name}-{_digest(POMS / name / 'SHA256SUMS')[:12]}"
    if target.is_dir() and not _differing(target, sums):
        return target
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=f"{name}-") as scratch:
        # A directory of its own, put in place in one step: two first runs at once end well.
        files = Path(scratch) / "files"
        _resolve(pom, files, maven)
        if differing := _differing(files, sums):
            raise ClusterError(
                f"{name}: {differing[0]} is not the file that this version of Parley was checked "
                "with; clear Maven's repository (~/.m2/repository) and try again"
            )
        files.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        try:
            files.rename(target)
        except OSError:
            if not target.is_dir():
                raise
    return target


def _resolve(pom: Path, files: Path, maven: str) -> None:
    command = [maven, "-q", "-B", "-C", "-f", str(pom), PLUGIN, f"-DoutputDirectory={files}"]
    try:
        done = subprocess.run(  # noqa: S603 - our own words and a path
            command, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise ClusterError(
            f"Maven did not finish within {PATIENCE_SECONDS / 60:.0f} minutes: is there a network?"
        ) from None
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line]
        said = (lines or ["it gave no reason"])[0].replace("[ERROR] ", "")
        raise ClusterError(
            f"Maven could not fetch the server: {said[:300]}; is there a network or a mirror in "
            "~/.m2/settings.xml?"
        )


def _sums(path: Path) -> dict[str, str]:
    pairs = (line.split(maxsplit=1) for line in path.read_text(encoding="ascii").splitlines())
    return {name.strip(): digest for digest, name in pairs}


def _differing(directory: Path, sums: dict[str, str]) -> list[str]:
    """Names of files that are missing, unknown or changed."""
    if not directory.is_dir():
        return sorted(sums)
    names = {path.name for path in directory.iterdir()}
    return sorted(
        name
        for name in names | set(sums)
        if name not in names or _digest(directory / name) != sums.get(name)
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
