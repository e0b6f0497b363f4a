"""The wheel holds all that the program needs: built from a clean copy, used from somewhere else."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("wire", "runtime", "ingest", "processors", "search", "parley", "deploy")

pytestmark = pytest.mark.slow

REPORT = "“We will not sign the fishery treaty,” said Anna Berg, Norway's foreign minister.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the files that are under version control, and of no others."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    place = tmp_path_factory.mktemp("tree")
    listed = _run("git", "ls-files", "-z", at=ROOT).split("\0")
    for name in filter(None, listed):
        if (ROOT / name).exists():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, place / name)
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", at=place)
    (built,) = (place / "dist").glob("parley-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed into `site`; what it runs on is that of this test run."""
    place = tmp_path_factory.mktemp("elsewhere")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    _run(*pip, "--no-deps", "--no-index", "--target", str(place / "site"), str(wheel), at=place)
    return place


def _run(*command: str, at: Path, given: str = "", **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    done = subprocess.run(
        command,
        cwd=at,
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
        env=kept | environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def parley(place: Path, *arguments: str, given: str = "") -> str:
    return _run(
        *(sys.executable, "-m", "parley.main", "--data-dir", str(place / "data"), *arguments),
        at=place,
        given=given,
        PYTHONPATH=str(place / "site"),
    )


def test_every_file_of_the_rooms_is_in_it(wheel: Path) -> None:
    listed = _run("git", "ls-files", "-z", "--", *ROOMS, at=ROOT).split("\0")
    wanted = {name for name in listed if name and (ROOT / name).exists()}
    assert wanted >= {f"{room}/py.typed" for room in ROOMS}
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_nothing_else_is_in_it(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)


def test_the_program_is_the_one_of_the_wheel(elsewhere: Path) -> None:
    code = "import parley, wire; print(parley.__file__, wire.__file__)"
    found = _run(sys.executable, "-c", code, at=elsewhere, PYTHONPATH=str(elsewhere / "site"))
    assert all(Path(each).is_relative_to(elsewhere / "site") for each in found.split())


def test_it_reads_a_text(elsewhere: Path) -> None:
    statements = [
        json.loads(line)
        for line in parley(elsewhere, "extract", "--json", given=REPORT).splitlines()
    ]
    assert [(each["speaker"]["name"], each["party"]) for each in statements] == [
        ("Anna Berg", "Norway")
    ]


def test_it_lists_its_feeds(elsewhere: Path) -> None:
    assert len(parley(elsewhere, "feeds", "list").splitlines()) >= 40


def test_it_stores_and_finds(elsewhere: Path) -> None:
    article = {"id": "1", "text": REPORT, "published_at": "2026-02-03T10:00:00Z"}
    (elsewhere / "a.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    parley(elsewhere, "backfill", "a.jsonl")
    assert "Anna Berg" in parley(elsewhere, "search", "party:Norway treaty")


def test_it_gives_the_tour(elsewhere: Path) -> None:
    tour = ("--data-dir", str(elsewhere / "tour"), "demo", "--once", "--profile", "fast")
    assert "before" in parley(elsewhere, *tour)
    assert len(parley(elsewhere, *tour[:2], "export", "shifts").splitlines()) >= 8
