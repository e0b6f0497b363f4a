"""What an article says a speaker is: title, apposition, relative clause, in its own words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import Gazetteer
from processors.positions.parties.lexicon import words
from processors.positions.parties.words import Word

_MODIFIERS = (
    words("state_offices") | words("any_offices") | words("state_bodies") | words("private")
)
_OFFICE_WORDS = frozenset(part for phrase in _MODIFIERS for part in phrase.split())
_ADJECTIVES = frozenset(
    {"united", "armed", "unified", "retired", "appointed", "elected", "named", "combined"}
)
_STOPS = words("description_ends")
_BREAK = re.compile(r"[.;:!?“”\"\n]|\s[–—-]\s")
_LINKS = frozenset({"of", "for", "the", "and"})
_LONGEST = 14
_MOST_PLACES = 12


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
        left = _left(article, first, last)
        right = _right(article, last)
        yield Description(article.words[left].start, article.words[max(right, last) - 1].end)


def _left(article: ArticleWords, first: int, last: int) -> int:
    """The first word of a title or noun phrase before the name ("the chief negotiator, X")."""
    index = _phrase_start(article, first)
    titled = any(article.low(i) in _OFFICE_WORDS for i in range(index, last))
    comma = index > 0 and article.gap(index - 1) in (", ", "), ")
    if comma and not titled and article.same_sentence(index - 1):
        before = _phrase_start(article, index, before_comma=True)
        offices = [i for i in range(before, index) if article.low(i) in _OFFICE_WORDS]
        if offices and not _names_holder(article, offices[-1], index):
            return before
    return index


def _names_holder(article: ArticleWords, office: int, end: int) -> bool:
    """As in "Prime Minister Ana Ruiz, Costa said": the office belongs to the one named with it."""
    name = range(office + 1, end)
    whole = all(article.words[i].capital for i in name)
    return len(name) > 1 and whole and article.low(office) not in _LINKS


def _phrase_start(article: ArticleWords, first: int, before_comma: bool = False) -> int:
    """The first word of the unbroken phrase before word `first`."""
    index = first
    while index and first - index < _LONGEST and article.same_sentence(index - 1):
        gap = article.gap(index - 1)
        if _BREAK.search(gap) or ("," in gap and not (before_comma and index == first)):
            break
        word = article.words[index - 1]
        if word.low in _STOPS or _is_verb(word):
            break
        index -= 1
    return index


def _is_verb(word: Word) -> bool:
    """A participle or past tense ends a title: "urged minister X"."""
    return word.text.islower() and word.low.endswith("ed") and word.low not in _ADJECTIVES


def _right(article: ArticleWords, last: int) -> int:
    """The word after the apposition that follows the name, `last` when there is none."""
    index = last
    if index >= len(article.words):
        return last
    gap = article.gap(last - 1)
    if article.low(last) == "whose":
        return last
    opens = gap in (", ", " (", "), ") or article.low(last) in ("of", "for", "from", "who", "at")
    if not opens or article.sentence[last] != article.sentence[last - 1]:
        return last
    relative = article.low(last) == "who"
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


def places_of(article: ArticleWords, name: str, gazetteer: Gazetteer) -> list[tuple[int, int]]:
    """Where a person is named: the full name everywhere, the surname alone; at most twelve."""
    found = list(islice(_whole_words(article.text, name), _MOST_PLACES))
    surname = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    if surname and surname != name and gazetteer.exactly(surname) is None:
        alone = (
            (start, end)
            for start, end in _whole_words(article.text, surname)
            if not any(a <= start < b for a, b in found)
        )
        found += list(islice(alone, _MOST_PLACES))
    return sorted(found)[:_MOST_PLACES]


def _whole_words(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands with no letter, digit or underscore at its edges."""
    start = text.find(phrase) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        whole = not _in_word(text[start - 1 : start]) and not _in_word(text[end : end + 1])
        if whole:
            yield start, end
        start = text.find(phrase, end if whole else start + 1)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"
