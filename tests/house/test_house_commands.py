"""Every command line in the docs is one that the program understands, with its options."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.command_line import command_and_options

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "docker-compose.yml",
    *sorted((ROOT / "deploy" / "prometheus").glob("*.yml")),
]
END = re.compile(r"[|&;<>#)`]|\\$")


def command_lines(text: str) -> Iterator[list[str]]:
    """The words after `parley` in code spans and blocks, one command at a time."""
    spans = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    spans = [" ".join(span.split()) for span in spans]
    blocks = re.findall(r"```(?:sh|\w*)\n(.*?)```", text, re.DOTALL)
    for line in [*spans, *(row for block in blocks for row in block.splitlines())]:
        for found in re.finditer(r"(?:^|[\s($\"]|/)parley ([a-z-].*)", line):
            words: list[str] = []
            for word in found[1].split():
                if END.search(word) and not re.fullmatch(r"[a-z]+(\|[a-z]+)+", word):
                    words.append(END.split(word)[0])
                    break
                words.append(word)
            yield [word for word in words if word]


def trouble(words: list[str]) -> str | None:
    """What is wrong with a command line; alternatives are written as `up|down`."""
    for place, word in enumerate(words):
        if re.fullmatch(r"[a-z]+(\|[a-z]+)+", word):
            found = [
                trouble([*words[:place], choice, *words[place + 1 :]]) for choice in word.split("|")
            ]
            return next((each for each in found if each), None)
    known = {"--data-dir", "--config", "--log-format", "--log-level"}
    while words and words[0] in known:
        words = words[2:]
    path, is_group, options = command_and_options(words)
    rest = words[len(path) :]
    if words and not path and not words[0].startswith("-"):
        return f"no command {words[0]}"
    if path and is_group and rest and not rest[0].startswith("-"):
        return f"no command {' '.join(path)} {rest[0]}"
    wrong = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)} - options
    return f"no option {sorted(wrong)} of {' '.join(path)}" if wrong else None


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_line_is_understood(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".yml":
        text = "\n".join(f"`{line.strip('# ')}`" for line in text.splitlines() if "#" in line)
    assert [found for words in command_lines(text) if (found := trouble(words))] == []


def test_wrong_lines_are_found() -> None:
    text = (
        "See `parley exprot shifts`, `parley cluster upp`, `parley export --wiht-times`,\n"
        "but `parley cluster up|down`, `parley lag --wait 600`, `parley export shifts > a.jsonl`.\n"
        '```sh\neval "$(parley cluster up --sekure)"\n'
        "PARLEY_X=1 parley --data-dir d run --port 1\n```\n"
    )
    assert [found for words in command_lines(text) if (found := trouble(words))] == [
        "no command exprot",
        "no command cluster upp",
        "no option ['--wiht-times'] of export",
        "no option ['--sekure'] of cluster up",
    ]
