"""The lexicon files as sets and tables, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

VerbClass = Literal[
    "accept",
    "support",
    "offer",
    "demand",
    "consider",
    "criticise",
    "reject",
    "threaten",
    "begin",
    "again",
    "stop",
    "lessen",
    "hostile",
    "coop",
    "say",
    "raise",
]
"""What a verb does to a position: how the worth of its clause is made from its complement."""

VERB_CLASSES: tuple[VerbClass, ...] = get_args(VerbClass)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words. `verbs` has "lemma" and "lemma partner" keys, classes in the order of the file.

    `partners` gives for a lemma the partners it has in some key. `issues` gives for each issue the
    phrases (lemmas joined by a space) and their weights.
    """

    verbs: dict[str, tuple[VerbClass, ...]]
    partners: dict[str, frozenset[str]]
    good: frozenset[str]
    bad: frozenset[str]
    claims: frozenset[str]
    forces: frozenset[str]
    derived: dict[str, VerbClass]
    adjectives: dict[str, str]
    phrases: dict[str, str]
    said_of: dict[str, str]
    issues: dict[str, dict[str, float]]


@cache
def lexicon() -> Lexicon:
    """The words of the files beside this module."""
    verbs: dict[str, tuple[VerbClass, ...]] = {}
    for name, text in _file("verbs.toml").items():
        verb_class = cast("VerbClass", name.rstrip("_"))
        for entry in _entries(cast("str", text)):
            if verb_class not in verbs.get(entry, ()):
                verbs[entry] = (*verbs.get(entry, ()), verb_class)
    partners: dict[str, set[str]] = {}
    for entry in verbs:
        lemma, _, rest = entry.partition(" ")
        if rest:
            partners.setdefault(lemma, set()).add(rest)
    nouns = _file("nouns.toml")
    adjectives = _file("adjectives.toml")
    return Lexicon(
        verbs=verbs,
        partners={lemma: frozenset(found) for lemma, found in partners.items()},
        good=frozenset(_entries(cast("str", nouns["good"]))),
        bad=frozenset(_entries(cast("str", nouns["bad"]))),
        claims=frozenset(_entries(cast("str", nouns["claims"]))),
        forces=frozenset(_entries(cast("str", nouns["forces"]))),
        derived=cast("dict[str, VerbClass]", _turned(cast("dict[str, str]", nouns["derived"]))),
        adjectives=_turned({k: v for k, v in adjectives.items() if isinstance(v, str)}),
        phrases=_turned(cast("dict[str, str]", adjectives["phrases"])),
        said_of=_turned(cast("dict[str, str]", adjectives["nouns"])),
        issues={
            issue: dict(_weighted(entry) for entry in _entries(cast("str", text)))
            for issue, text in _file("issues.toml").items()
        },
    )


@cache
def words(name: str) -> frozenset[str]:
    """A closed set of lemmas by its name in sets.toml; raises KeyError for a name it has not."""
    return frozenset(str(_file("sets.toml")[name]).split())


def _file(name: str) -> dict[str, object]:
    path = files("processors.positions.lexicon").joinpath(name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _entries(text: str) -> list[str]:
    return [" ".join(entry.split()) for entry in text.split(",") if entry.strip()]


def _weighted(entry: str) -> tuple[str, float]:
    phrase, _, weight = entry.partition("=")
    return phrase, float(weight or 1)


def _turned(table: dict[str, str]) -> dict[str, str]:
    """Word -> class, from class -> words; the first class that names a word has it."""
    out: dict[str, str] = {}
    for name, text in table.items():
        for entry in _entries(text):
            out.setdefault(entry, name)
    return out
