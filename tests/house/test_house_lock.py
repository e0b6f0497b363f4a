"""What a fresh machine installs: the lock holds all that is asked for and all that is used."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("wire", "runtime", "ingest", "processors", "search", "parley", "deploy")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[\w.-]+", each) for each in requirements)
    return {_normal(match[0]) for match in found if match}


def locked(file: str) -> set[str]:
    text = (ROOT / "requirements" / f"{file}.txt").read_text(encoding="utf-8")
    return {_normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(("file", "extras"), [("run", []), ("dev", ["dev"])])
def test_the_lock_holds_every_dependency(file: str, extras: list[str]) -> None:
    wanted = names(PROJECT["dependencies"])
    for extra in extras:
        wanted |= names(PROJECT["optional-dependencies"][extra])
    assert wanted - locked(file) == set(), "run: make lock"


def test_every_package_that_is_imported_is_locked() -> None:
    ours = {*ROOMS, *sys.stdlib_module_names}
    modules = {
        name.split(".")[0]
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
    }
    owners = packages_distributions()
    train = (ROOT / "requirements" / "train.txt").read_text(encoding="utf-8")
    modules -= names([line for line in train.splitlines() if not line.startswith("#")])
    used = {module: {_normal(each) for each in owners.get(module, [])} for module in modules - ours}
    assert {module for module, found in used.items() if not found & locked("run")} == set()


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def test_what_only_training_needs_is_imported_by_training_alone() -> None:
    train = (ROOT / "requirements" / "train.txt").read_text(encoding="utf-8")
    heavy = names([line for line in train.splitlines() if not line.startswith("#")])
    importers = {
        path.parent.name
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if any(name.split(".")[0] in heavy for name in _imported(node))
    }
    assert importers == {"training"}
