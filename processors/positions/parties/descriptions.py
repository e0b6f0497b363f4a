"""What an article says a speaker is: title, apposition, relative clause, in its own words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import Gazetteer
from processors.positions.parties.lexicon import words

_MODIFIERS = (
    words("state_offices") | words("any_offices") | words("state_bodies") | words("private")
)
_PARTS = frozenset(part for phrase in _MODIFIERS for part in phrase.split())
_STOPS = words("description_ends")
_BREAK = re.compile(r"[.;:!?“”\"()\n]|\s[–—-]\s")
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Description:
    """Words at `[start, end)` that describe a speaker. `name_at`: where the name begins in it or
    beside it, so that a title before can be told from words after.
    """

    start: int
    end: int


def descriptions(article: ArticleWords, places: Iterable[tuple[int, int]]) -> Iterator[Description]:
    """The descriptions around each place `[start, end)` where the speaker is named."""
    for start, end in places:
        first, last = article.index(start), article.index(end)
        if first >= last:
            continue
        left = _left(article, first)
        right = _right(article, last)
        yield Description(article.words[left].start, article.words[max(right, last) - 1].end)


def _left(article: ArticleWords, first: int) -> int:
    """The first word of a title or a noun phrase before the name ("Brazil's chief negotiator, X")."""
    index, comma = first, False
    while (
        index
        and first - index < _LONGEST
        and article.sentence[index - 1] == article.sentence[index]
    ):
        gap = article.gap(index - 1)
        if _BREAK.search(gap):
            break
        if "," in gap:
            if comma or article.low(index - 1) not in _PARTS:
                break
            comma = True
        if article.low(index - 1) in _STOPS:
            break
        index -= 1
    return index


def _right(article: ArticleWords, last: int) -> int:
    """The word after the apposition that follows the name, `last` when there is none."""
    index = last
    if index >= len(article.words):
        return last
    gap = article.gap(last - 1)
    opens = gap in (", ", " (") or article.low(last) in ("of", "for", "from", "who", "at")
    if not opens or article.sentence[last] != article.sentence[last - 1]:
        return last
    relative = article.low(last) in ("who", "whose")
    if relative and article.low(last + 1) in _STOPS - {"is", "was"}:
        return last
    while index < len(article.words) and index - last < _LONGEST:
        if article.low(index) in _STOPS and not (relative and index == last + 1):
            break
        index += 1
        if index >= len(article.words) or _BREAK.search(article.gap(index - 1)):
            break
        if "," in article.gap(index - 1):
            break
    return index


def places_of(
    article: ArticleWords, name: str, near: int, gazetteer: Gazetteer
) -> list[tuple[int, int]]:
    """Where a person is named: the full name everywhere, the surname alone; at most twelve."""
    found = [
        (m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text)
    ]
    surname = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    if surname and surname != name and gazetteer.exactly(surname) is None:
        for match in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", article.text):
            if not any(a <= match.start() < b for a, b in found):
                found.append((match.start(), match.end()))
    return sorted(found)[:12]
