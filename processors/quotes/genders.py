"""Whether "he" or "she" can mean somebody: by titles, first names, and the pronouns that follow."""

from collections.abc import Iterable

from processors.quotes.given_names import gender_of_name
from processors.quotes.people import Named
from processors.quotes.quotation import Gender
from processors.syntax import ParsedText

_PRONOUNS: dict[str, Gender] = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
    **dict.fromkeys(("he", "his", "him", "himself"), "male"),
}


_CERTAIN = 50
"""Votes of a title or noun ("Mrs", "spokesman"): no number of pronouns outweighs it."""


def genders(parsed: ParsedText, groups: Iterable[Named]) -> dict[int, Gender]:
    """A gender for each person (by `id` of the group) from titles and the pronouns that follow.

    A pronoun counts for the last person named before it in the same or the previous sentence.
    """
    people = [g for g in groups if g.is_person]
    votes: dict[int, list[Gender]] = {}
    for group in people:
        told = [m.gender for m in group.mentions if m.gender]
        first = gender_of_name(group.words[0])
        votes[id(group)] = told * _CERTAIN + ([first, first] if first else [])
    at = sorted((m.start, id(g)) for g in people for m in g.mentions)
    last: int | None = None
    age = 0
    n = 0
    for sentence in parsed.sentences():
        age += 1
        fresh = 0
        for token in sentence.span:
            here = sentence.offset + token.idx
            while n < len(at) and at[n][0] <= here:
                last, age, n, fresh = at[n][1], 0, n + 1, fresh + 1
            if token.lower_ in _PRONOUNS and last is not None and age <= 1 and fresh <= 1:
                votes[last].append(_PRONOUNS[token.lower_])
                fresh += 1
    return {
        key: "female" if cast.count("female") > cast.count("male") else "male"
        for key, cast in votes.items()
        if cast and cast.count("female") != cast.count("male")
    }
