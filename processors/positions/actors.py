"""Where an actor that somebody named stands in a text: as written, or as near as can be found."""

import re

Place = tuple[int, int]
"""Characters `[start, end)` of a text."""

LEAST = 3
"""Letters that a part of a name needs to stand for the whole."""

COMMON = frozenset({"the", "of", "and", "a", "in", "for", "to", "on", "its", "their"})


def places_of(text: str, actor: str, other: str) -> tuple[Place | None, Place | None]:
    """Where `actor` and `other` stand, apart from each other where the text allows it."""
    mine = place_of(text, actor)
    theirs = place_of(text, other, mine)
    if mine and theirs and _meet(mine, theirs):
        mine = place_of(text, actor, theirs)
        if mine and _meet(mine, theirs):
            theirs = None
    return mine, theirs


def place_of(text: str, name: str, apart: Place | None = None) -> Place | None:
    """The first place of `name`, if possible apart from `apart`; else of its longest part."""
    wanted = " ".join(name.split())
    if not wanted:
        return None
    found = _first(text, wanted, apart)
    if found is not None:
        return found
    words = wanted.split()
    for length in range(len(words) - 1, 0, -1):
        for first in range(len(words) - length + 1):
            part = " ".join(words[first : first + length])
            if len(part) >= LEAST and part.lower() not in COMMON:
                at = text.find(part)
                if at >= 0:
                    return at, at + len(part)
    return None


def _first(text: str, name: str, apart: Place | None) -> Place | None:
    """Case decides only where there is a choice; a place inside `apart` is the last resort."""
    pattern = re.escape(name).replace(r"\ ", r"\s+")
    rest: Place | None = None
    for flags in (0, re.IGNORECASE):
        for found in re.finditer(pattern, text, flags):
            if apart is None or not _meet(found.span(), apart):
                return found.span()
            rest = rest or found.span()
    return rest


def _meet(one: Place, two: Place) -> bool:
    return one[0] < two[1] and two[0] < one[1]
