"""`parley demo`: both newsrooms to their end, before and after shown, real data left alone."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parley.demo import bundled
from tests.fakes.program import Program, lines

NEWSROOMS = Path(__file__).parents[3] / "parley" / "demo" / "newsrooms"
STANDING = 22
ENOUGH = 8


def truth() -> list[dict[str, Any]]:
    """The shifts that the newsrooms' author wrote, without those taken back by a correction."""
    rows = [
        json.loads(line)
        for room in bundled()
        for line in (NEWSROOMS / room.name / "shifts.jsonl").read_text().splitlines()
    ]
    return [row for row in rows if not row["retracted_by"]]


def right(found: Iterable[dict[str, Any]], gold: list[dict[str, Any]]) -> int:
    """How many of the found are true: same party and direction, a day apart at most, one to one."""
    left = list(gold)
    hits = 0
    for shift in found:
        for true in left:
            apart = date.fromisoformat(shift["at"][:10]) - date.fromisoformat(true["date"])
            same = (shift["party"], shift["direction"]) == (true["party"], true["direction"])
            if same and abs(apart.days) <= 1:
                left.remove(true)
                hits += 1
                break
    return hits


@pytest.mark.slow
def test_the_tour_finds_shifts_of_both_newsrooms(program: Program) -> None:
    done = program.run("demo", "--once")
    assert "before" in done.stdout
    assert "after" in done.stdout
    found = program.export("shifts")
    for shift in found:
        assert shift["to"]["quote"]
        assert shift["why"]
        assert shift["from"]["presupposed"] or shift["from"]["quote"]
    gold = truth()
    assert len(gold) == STANDING
    hits = right(found, gold)
    assert hits >= ENOUGH
    assert len(found) - hits <= hits, "more wrong shifts than right ones"
    articles = program.export("articles")
    assert len(articles) == sum(len(room.stories) for room in bundled()) - 3
    assert sum(each["version"] > 1 for each in articles) == 3, "corrections are revisions"
    assert program.run("dlq", "list").stdout == ""


def test_the_demo_never_touches_real_data(program: Program, tmp_path: Path) -> None:
    real = lines(tmp_path / "a.jsonl", {"id": "1", "text": "Norway said that talks went on."})
    program.run("backfill", str(real), "--profile", "fast")
    assert "no demo's" in program.run("demo", "--once", status=1).stderr
    assert len(program.export("articles")) == 1


def test_a_folder_that_is_no_newsroom_is_refused(program: Program, tmp_path: Path) -> None:
    said = program.run("demo", "--once", "--newsroom", str(tmp_path), status=1).stderr
    assert "articles.jsonl" in said
