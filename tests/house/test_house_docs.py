"""The docs are true: generated pages are current, links lead somewhere, figures have a command."""

import re
from pathlib import Path

import pytest

from parley.reference import DOCS, PAGES

ROOT = Path(__file__).parents[2]
MARKDOWN = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "parley").rglob("*.md")]
)


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_the_docs_name_exist(page: Path) -> None:
    rooms = "wire|runtime|ingest|processors|search|parley|deploy|docs|tests"
    text = page.read_text(encoding="utf-8")
    for name in re.findall(rf"`((?:{rooms})/[\w./-]*)`", text):
        assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_makefile_targets_in_the_docs_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for page in MARKDOWN:
        text = page.read_text(encoding="utf-8")
        blocks = "\n".join(re.findall(r"```.*?```", text, re.DOTALL))
        named = re.findall(r"`make ([a-z-]+)", text)
        for name in [*named, *re.findall(r"^make ([a-z-]+)", blocks, re.MULTILINE)]:
            assert name in targets, f"{page.name}: make {name}"


def test_the_changelog_has_an_entry_for_the_next_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"## Unreleased\n\n- ", changelog)


def test_the_readme_shows_pictures_that_are_small_and_described() -> None:
    shown = re.findall(
        r"!\[([^\]]*)\]\((docs/pictures/[^)]+)\)", (ROOT / "README.md").read_text("utf-8")
    )
    kept = {str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "pictures").iterdir()}
    assert {place for _, place in shown} == kept
    for words, place in shown:
        picture = (ROOT / place).read_bytes()
        assert picture.startswith(b"\x89PNG"), place
        assert len(picture) < 150_000, f"{place} is too large: make screenshots"
        assert len(words.split()) > 8, f"{place} is not described"
