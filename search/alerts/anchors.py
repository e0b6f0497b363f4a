"""Which watches a document can meet at all, before any of them is run.

Of each query a few tokens are picked of which every match must hold at least one (its anchors). A
watch whose anchors are absent cannot fire, so leaving it out changes no result.
"""

from collections.abc import Iterable

from search.index.documents import Indexed
from search.query import And, Keyword, Or, Query, Stance, Words

Anchors = frozenset[str]

_RARE_FIRST = ("word:", "keyword:article:", "keyword:party:", "keyword:counterparty:")
"""What tells most watches apart; anything else (an issue, a stance) stands in every tenth document
or oftener."""


def anchors(query: Query) -> Anchors | None:
    """Tokens of which a matching document holds at least one; None where nothing is certain."""
    match query:
        case Words(stems):
            return frozenset({f"word:{max(stems, key=len)}"})
        case Keyword(name, key):
            return frozenset({f"keyword:{name}:{key}"})
        case Stance(values):
            return frozenset(f"keyword:stance:{value}" for value in values)
        case And(parts):
            found = [each for part in parts if (each := anchors(part)) is not None]
            return min(found, key=_frequency, default=None)
        case Or(parts):
            either = [anchors(part) for part in parts]
            if any(each is None for each in either):
                return None
            return frozenset().union(*(each for each in either if each is not None))
        case _:
            return None


def needs(query: Query) -> tuple[Anchors, ...]:
    """Sets of tokens: every match holds at least one token of each of them."""
    if isinstance(query, And):
        return tuple(each for part in query.parts for each in needs(part))
    found = anchors(query)
    return () if found is None else (found,)


def tokens_of(found: Indexed) -> Iterable[str]:
    """The tokens of a document, named as anchors are."""
    yield from {f"word:{stem}" for stem in found.words}
    for keyword in found.keywords:
        yield f"keyword:{keyword}"


def _frequency(found: Anchors) -> tuple[int, int, tuple[str, ...]]:
    """Sorts what is probably rare before what is frequent."""
    ranks = [
        next((n for n, prefix in enumerate(_RARE_FIRST) if each.startswith(prefix)), 9)
        for each in found
    ]
    return max(ranks, default=9), len(found), tuple(sorted(found))
