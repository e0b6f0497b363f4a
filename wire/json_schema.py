"""JSON Schemas of the messages, made from the structs: `python -m wire.json_schema` writes them."""

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from wire.alert import Alert, Hit
from wire.article import Article
from wire.dead_letter import DeadLetter
from wire.horizon import Horizon
from wire.met import Met
from wire.position import PositionFact, PositionFacts
from wire.reading import Reading
from wire.shift import Shift
from wire.statement import Statement
from wire.verdict import Verdict
from wire.watch import Watch

KINDS: dict[str, type[msgspec.Struct]] = {
    "article": Article,
    "statement": Statement,
    "position": PositionFact,
    "positions": PositionFacts,
    "reading": Reading,
    "horizon": Horizon,
    "shift": Shift,
    "hit": Hit,
    "met": Met,
    "alert": Alert,
    "watch": Watch,
    "verdict": Verdict,
    "dead-letter": DeadLetter,
}

FOLDER = Path(__file__).parent / "schemas"


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of message."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **{key: _dedented(value) for key, value in msgspec.json.schema(KINDS[name]).items()},
    }


def _dedented(value: Any) -> Any:
    """The schema with docstrings as Python 3.13 and newer keep them: without their indentation."""
    if isinstance(value, dict):
        return {
            key: cleandoc(each)
            if key == "description" and isinstance(each, str)
            else _dedented(each)
            for key, each in value.items()
        }
    return [_dedented(each) for each in value] if isinstance(value, list) else value


def rendered(name: str) -> str:
    """The file's content, byte for byte."""
    return json.dumps(schema_of(name), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Write every schema into `folder`."""
    for name in KINDS:
        (folder / f"{name}.json").write_text(rendered(name), encoding="utf-8")


if __name__ == "__main__":
    write()
