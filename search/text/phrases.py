"""Where phrases stand in a text, by the same tokens that the index holds: for highlighting."""

from collections import defaultdict
from collections.abc import Collection

from search.text.tokens import Token, tokens

Span = tuple[int, int]
"""Start (inclusive) and end (exclusive) in code points."""

MAX_SPANS = 200
"""More marks than this in one text help no reader."""

MAX_TEXT = 100_000
"""Code points of a text that are looked through; the longest articles are a third of it."""


def find_phrases(
    text: str, phrases: Collection[tuple[str, ...]], limit: int = MAX_SPANS
) -> tuple[Span, ...]:
    """Places of the phrases (each a sequence of stems) in `text`, in order, without overlap.

    Places that overlap are given as one. At most `limit` of them.
    """
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in set(phrases):
        if phrase:
            by_first[phrase[0]].append(phrase)
    if not by_first:
        return ()
    found = tokens(text[:MAX_TEXT])
    spans: list[Span] = []
    for position, token in enumerate(found):
        for phrase in by_first.get(token.text, ()):
            end = _end_of(found, position, phrase)
            if end is not None:
                _add(spans, (token.start, end))
        if len(spans) > limit:
            break
    return tuple(spans[:limit])


def _end_of(found: list[Token], position: int, phrase: tuple[str, ...]) -> int | None:
    stretch = found[position : position + len(phrase)]
    if tuple(token.text for token in stretch) != phrase:
        return None
    return stretch[-1].end


def _add(spans: list[Span], span: Span) -> None:
    if spans and span[0] < spans[-1][1]:
        spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]))
    else:
        spans.append(span)
