"""The word lists of `data/lexicon.txt`, by section."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

DATA = files("processors.positions.parties") / "data"


def lines(name: str) -> list[str]:
    """The lines of a data file that say something: no comments, none empty."""
    text = (DATA / name).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]


@cache
def _sections() -> Mapping[str, Mapping[str, str]]:
    sections: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in lines("lexicon.txt"):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
            continue
        for entry in line.split(","):
            word, _, kind = entry.strip().replace("-", " ").partition(": ")
            if word.strip():
                current[word.strip()] = kind.strip()
    return MappingProxyType({name: MappingProxyType(words) for name, words in sections.items()})


def words(section: str) -> frozenset[str]:
    """The phrases of a section, in small letters, hyphens as spaces. Raises `KeyError`."""
    return frozenset(_sections()[section])


def kinds(section: str) -> Mapping[str, str]:
    """The words of a section, each with the kind written after it. Raises `KeyError`."""
    return _sections()[section]
