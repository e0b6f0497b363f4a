from pathlib import Path

from runtime.settings import markdown
from runtime.settings.table import TABLE

PAGE = Path(__file__).parents[3] / "docs" / "guide" / "settings.md"


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), "run `make docs`"


def test_every_setting_has_a_line_with_six_cells() -> None:
    lines = [line for line in markdown().splitlines() if line.startswith("| `")]
    assert [line.split("`")[1] for line in lines] == list(TABLE)
    assert all(line.count(" | ") == 4 for line in lines)


def test_nothing_of_this_machine_is_on_the_page() -> None:
    assert str(Path.home()) not in markdown()
    assert all(described.row.meaning.endswith(".") for described in TABLE.values())
