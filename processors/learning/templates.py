"""Labelled sentences made of hand-written predicates, which `templates/moves.txt` has.

Choices `{a|b}`, names and times are drawn by a given source of chance. What does not belong here:
sentences that somebody read and labelled.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from random import Random

from processors.learning.examples import Example

CHOICE = re.compile(r"\{([^{}]*)\}")
PARTY = re.compile(r"(?<![\w/])([ST])(?![\w])")

NAMES = tuple(
    """
Norland;Kestria;Veldonia;the government;the rebels;Zerania;Marovia;the union;Tessaly;the opposition
the army;Ardan;the company;Ostland;Quarra;the Sabine Front;the ministry;Belmora;Russia;Ukraine
Israel;Hamas;Iran;China;the United States;the European Union;Turkey;the president;Turland;police
the Harvest Party;the council;the commission;Foreign Minister Ilse Brandt;the junta;Sandor
President Omar Teyl;the Corran Liberation Army;Prime Minister Anne Okeke;the movement;Egypt
the EU;activists;the National Assembly;farmers;the court;the bank;Halvia's government
the Halvian army""".strip()
    .replace("\n", ";")
    .split(";")
)
"""Those who act in the sentences: invented names, general nouns and a few states."""

TIMES = (
    " on Monday",
    " last week",
    " in Geneva",
    " after weeks of talks",
    ", officials said",
    ", state media reported",
    " late on Friday",
    " for the first time this year",
    ", a spokesman said",
    " amid growing tension",
    " despite protests",
    " on Tuesday, a ministry statement said",
    " yesterday",
    " at the weekend",
)
OPENINGS = (
    "On Tuesday ",
    "Meanwhile ",
    "In a statement issued on Sunday, ",
    "Earlier, ",
    "CAPITAL - ",
)


Grammar = Mapping[str, tuple[str, ...]]
"""Predicates by PLOVER code."""


def read_moves(text: str) -> dict[str, tuple[str, ...]]:
    """Predicates by code, from lines under `[CODE]`. Raises ValueError naming the line."""
    out: dict[str, list[str]] = {}
    code = None
    for number, line in _lines(text):
        if line.startswith("["):
            code = line.strip("[]")
            out[code] = []
        elif code is None or line.count("{") != line.count("}") or not PARTY.search(line):
            raise ValueError(f"line {number}: needs a [CODE] above, whole braces and a T: {line}")
        else:
            out[code].append(line)
    return {code: tuple(lines) for code, lines in out.items()}


@cache
def grammar() -> Grammar:
    """The predicates that come with the project."""
    room = files("processors.learning").joinpath("templates")
    return read_moves(room.joinpath("moves.txt").read_text("utf-8"))


def moves(chance: Random, each: int = 1, rules: Grammar | None = None) -> Iterator[Example]:
    """`each` sentences of every line of predicates, with its code.

    Fewer of the lines that leave no choice cost 2 points of macro-F1: other names teach too.
    """
    for code, lines in (rules or grammar()).items():
        for line in lines:
            for _ in range(each):
                yield replace(_sentence(_chosen(line, chance), chance), move=code)


def _chosen(pattern: str, chance: Random) -> str:
    return CHOICE.sub(lambda m: chance.choice(m[1].split("|")), pattern).strip()


def _sentence(pattern: str, chance: Random) -> Example:
    """The pattern with names for S and T."""
    names = dict(zip("ST", chance.sample(NAMES, 2), strict=True))
    if not re.search(r"(?<![\w/])S(?!\w)", pattern):
        pattern = f"S {pattern}"
    pattern = re.sub(r"\s+", " ", pattern)
    if chance.random() < 0.35:
        pattern += chance.choice(TIMES)
    if chance.random() < 0.15:
        pattern = chance.choice(OPENINGS) + pattern
    text, spans = "", dict[str, list[tuple[int, int]]](S=[], T=[])
    at = 0
    for found in PARTY.finditer(pattern):
        text += pattern[at : found.start()]
        spans[found[1]].append((len(text), len(text) + len(names[found[1]])))
        text += names[found[1]]
        at = found.end()
    text += pattern[at:]
    text = f"{text[0].upper()}{text[1:]}."
    holder = spans["S"][0]
    return Example(text, holder, spans["T"][0] if spans["T"] else None)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()
