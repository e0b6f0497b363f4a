"""What the guide shows can be used as it stands."""

import json
import re
from pathlib import Path

from parley.demo.feeds import STYLES
from parley.demo.newsroom import Newsroom, Story
from parley.demo.tempo import QUIET, SECONDS_ONCE, SECONDS_WATCHING
from processors.dossiers import read
from wire.vocabulary import ISSUES

GUIDE = Path(__file__).parents[3] / "docs" / "guide"


def fenced(page: str, language: str) -> str:
    (block,) = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
    return str(block)


def test_the_dossier_of_the_guide_is_valid() -> None:
    page = (GUIDE / "dossiers.md").read_text(encoding="utf-8")
    dossier = read(fenced(page, "yaml"))
    assert [party.name for party in dossier.parties] == [
        "Ruritania",
        "Graustark",
        "Upper Tarn Council",
    ]
    assert dossier.parties[2].people[0].name == "Josefa Lindt"
    assert dossier.feeds
    assert ", ".join(ISSUES) in page


def test_the_newsroom_line_of_the_guide_is_valid(tmp_path: Path) -> None:
    page = (GUIDE / "newsrooms.md").read_text(encoding="utf-8")
    row = json.loads(fenced(page, "json"))
    (tmp_path / "articles.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert Newsroom.load(tmp_path).stories[0].id == "a01"
    for field in Story.__struct_fields__:
        assert f"`{field}`" in page


def test_the_figures_of_the_guide_are_those_of_the_code() -> None:
    page = " ".join((GUIDE / "newsrooms.md").read_text(encoding="utf-8").split())
    assert f"about {SECONDS_ONCE:.0f} seconds with `--once`, {SECONDS_WATCHING:.0f} without" in page
    assert QUIET.days == 4
    assert "more than four days" in page
    assert len(STYLES) == 5
    assert "from the sixth on the same again" in page
