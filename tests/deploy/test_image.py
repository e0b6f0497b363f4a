"""The image's steps without Docker: its first stage is run in a folder, with its own commands.

What Docker alone can show (the base image, users, a read-only root) is read in the text.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from runtime.settings.table import TABLE

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text(encoding="utf-8")
REPORT = "“We will not sign the fishery treaty,” said Anna Berg, Norway's foreign minister.\n"


def steps(text: str) -> list[list[tuple[str, str]]]:
    """Instructions with what follows them, stage by stage; continued lines are one."""
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    found = re.findall(r"^([A-Z]+) (.*)$", plain.replace("\\\n", " "), re.MULTILINE)
    stages: list[list[tuple[str, str]]] = []
    for name, rest in found:
        if name == "FROM":
            stages.append([])
        stages[-1].append((name, rest.strip()))
    return stages


BUILD, FINAL = steps(TEXT)


def environment(stage: list[tuple[str, str]]) -> dict[str, str]:
    words = [word for name, rest in stage if name == "ENV" for word in shlex.split(rest)]
    return dict(word.split("=", 1) for word in words)


def copied() -> list[str]:
    return [word for name, rest in BUILD if name == "COPY" for word in rest.split()[:-1]]


def test_both_stages_have_one_base_with_its_version() -> None:
    bases = [stage[0][1].split()[0] for stage in (BUILD, FINAL)]
    assert bases[0] == bases[1]
    assert re.fullmatch(r"python:3\.1[123]-slim-\w+", bases[0])


def test_what_is_copied_exists_and_passes_the_ignore_file() -> None:
    rules = [line for line in IGNORED.splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == set(copied())
    for name in copied():
        assert (ROOT / name).exists(), name
    assert any(fnmatch("wire/__pycache__", rule) for rule in rules[1:])


def test_every_room_is_copied() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/py.typed")}
    assert rooms <= set(copied())


def test_the_program_is_nobody_and_ends_on_sigterm() -> None:
    said = dict(FINAL)
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", said["USER"])
    assert said["STOPSIGNAL"] == "SIGTERM"
    assert json.loads(said["ENTRYPOINT"]) == ["parley"]
    order = [name for name, _ in FINAL]
    assert order.index("USER") > max(i for i, name in enumerate(order) if name in {"RUN", "COPY"})


def test_its_environment_names_settings() -> None:
    named = {
        name.removeprefix("PARLEY_").lower()
        for name in environment(FINAL)
        if name.startswith("PARLEY_")
    }
    assert named <= TABLE.keys()
    assert dict(FINAL)["VOLUME"] == environment(FINAL)["PARLEY_DATA_DIR"] == dict(FINAL)["WORKDIR"]


def test_its_health_check_is_a_module_of_ours() -> None:
    command = json.loads(dict(FINAL)["HEALTHCHECK"].partition("CMD ")[2])
    assert command[:2] == ["python", "-m"]
    module = ROOT / (command[2].replace(".", "/") + ".py")
    assert module.exists()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that stands for `/` after the first stage."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    place = tmp_path_factory.mktemp("image")
    workdir = place / "build"
    workdir.mkdir()
    kept = {name: each for name, each in os.environ.items() if not name.startswith("PARLEY_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    for name, rest in BUILD[1:]:
        if name == "COPY":
            *sources, target = rest.split()
            for source in sources:
                _copy(source, workdir / target)
        elif name == "RUN":
            done = subprocess.run(
                ["sh", "-ec", rest.replace("/opt/", f"{place}/opt/")],
                cwd=workdir,
                capture_output=True,
                text=True,
                check=False,
                timeout=900,
                env=kept | {"PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
            )
            assert done.returncode == 0, f"{rest}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    yield place
    # Hundreds of megabytes that pytest would keep for three runs.
    shutil.rmtree(place)


def _copy(source: str, target: Path) -> None:
    """Copy as Docker does: a folder's content, or a file into a folder; tracked files only."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", source],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, listed):
        inner = Path(name).relative_to(source) if Path(name) != Path(source) else Path(name).name
        if (ROOT / name).exists():
            (target / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / inner)


@pytest.mark.slow
def test_the_first_stage_gives_a_program_that_writes_only_its_data(
    built: Path, tmp_path: Path
) -> None:
    def files() -> dict[str, int]:
        kept = (path for path in (built / "opt").rglob("*") if path.is_file())
        return {str(path): path.stat().st_mtime_ns for path in kept}

    def parley(*words: str, given: str = "") -> str:
        own = environment(FINAL) | {
            "PATH": f"{built}/opt/parley/bin:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "PARLEY_DATA_DIR": str(tmp_path / "data"),
        }
        done = subprocess.run(
            [str(built / "opt/parley/bin/parley"), *words],
            cwd=tmp_path,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env=own,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    before = files()
    assert re.fullmatch(r"parley \d+\.\d+\.\d+\S*\n", parley("--version"))
    assert '"Anna Berg"' in parley("extract", "--json", given=REPORT)
    article = {"id": "1", "text": REPORT, "published_at": "2026-02-03T10:00:00Z"}
    (tmp_path / "a.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    parley("backfill", "a.jsonl")
    assert "Anna Berg" in parley("search", "treaty")
    assert files() == before
