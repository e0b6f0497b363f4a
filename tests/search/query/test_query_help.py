"""The help and the guide say what the language is."""

import re
from pathlib import Path

import pytest

from search.query import EVERYTHING, FIELDS, parse
from search.query.help import EXAMPLES, Example, markdown

PAGE = Path(__file__).parents[3] / "docs" / "guide" / "search.md"


MAKE = "from search.query.help import markdown; print(markdown(), end='')"


def test_the_page_in_the_guide_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), f"write it anew with: {MAKE}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.query)
def test_each_example_is_a_query(example: Example) -> None:
    assert parse(example.query) is not EVERYTHING


def test_each_field_stands_in_the_page() -> None:
    page = markdown()
    for field in FIELDS:
        row = rf"^\| `{field.name}:` \|.*`{re.escape(field.example)}` \|$"
        assert re.search(row, page, re.MULTILINE), field.name
