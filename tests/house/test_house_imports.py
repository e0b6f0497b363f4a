"""The import rule of the house: down only, and the three stages never import each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ALLOWED: dict[str, set[str]] = {
    "wire": set(),
    "runtime": {"wire"},
    "ingest": {"wire", "runtime"},
    "processors": {"wire", "runtime"},
    "search": {"wire", "runtime"},
    "deploy": set(),
    "parley": {"wire", "runtime", "ingest", "processors", "search", "deploy"},
}

CORE = ("processors/quotes", "processors/positions", "processors/shifts", "processors/articles")
SHELL_MODULES = {"socket", "sqlite3", "asyncio", "aiohttp", "subprocess", "random", "time"}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.lineno, node.module or ""


@pytest.mark.parametrize("room", ALLOWED)
def test_rooms_import_downwards_only(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files, f"no room {room}"
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in files
        for line, name in imports(path)
        if (top := name.split(".")[0]) in ALLOWED and top != room and top not in ALLOWED[room]
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", CORE)
def test_the_core_does_no_input_or_output(folder: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, name in imports(path)
        if name.split(".")[0] in SHELL_MODULES
    ]
    assert wrong == []


def test_every_room_says_what_it_is_for() -> None:
    silent = []
    for room in ALLOWED:
        for init in sorted((ROOT / room).rglob("__init__.py")):
            docstring = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8")))
            if not docstring:
                silent.append(str(init.relative_to(ROOT)))
    assert silent == []


def test_no_room_for_leftovers() -> None:
    banned = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    found = [
        str(path.relative_to(ROOT))
        for room in ALLOWED
        for path in (ROOT / room).rglob("*")
        if path.stem in banned
    ]
    assert found == []
