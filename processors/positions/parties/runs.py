"""Runs of capitalised words: the raw material of names."""

from collections.abc import Iterator
from dataclasses import dataclass

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import Gazetteer
from processors.positions.parties.lexicon import kinds, words

_OPENERS = words("openers")
_CONNECTORS = frozenset({"of", "for", "de", "del", "da", "do", "des", "du", "la", "al"})
_HEADS = (
    words("organisation_heads")
    | words("state_bodies")
    | words("any_offices")
    | words("state_offices")
    | {"office", "department", "ministers"}
)
_PEOPLES = words("peoples")


@dataclass(frozen=True, slots=True)
class Run:
    """Words `[first, last)`; `head` is the word that says what kind of thing is named."""

    first: int
    last: int
    head: int


def runs(article: ArticleWords, gazetteer: Gazetteer) -> Iterator[Run]:
    """All runs of capitalised words, without what is capital only as the first of a sentence."""
    index, size = 0, len(article.words)
    while index < size:
        if not _capital(article, index):
            index += 1
            continue
        first = index
        last, connector = _extent(article, index)
        index = last
        while first < last and _is_opener(article, first) and not _known(article, first, gazetteer):
            first += 1
        if first < last:
            head = connector - 1 if connector > first else last - 1
            yield Run(first, last, head)


def _known(article: ArticleWords, index: int, gazetteer: Gazetteer) -> bool:
    found = gazetteer.at(article.keys, index)
    return found is not None


def _capital(article: ArticleWords, index: int) -> bool:
    word = article.words[index]
    return word.capital or (word.text[0].isdigit() and word.text[-1].isupper())


def _is_opener(article: ArticleWords, index: int) -> bool:
    word = article.words[index]
    if word.low not in _OPENERS or (word.text.isupper() and len(word.text) > 1):
        return False
    quoted = article.text[word.start - 1 : word.start] in ("“", '"', "‘", "'")
    return (
        article.begins_sentence(index)
        or quoted
        or word.low in ("the", "mr", "mrs", "ms", "dr")
        or article.text[max(0, word.start - 2) : word.start].strip() in (":", "-", "–", "—")
    )


def _extent(article: ArticleWords, first: int) -> tuple[int, int]:
    """End of the run that begins at `first`, and the first connector inside it (0 = none)."""
    index, connector = first, 0
    size = len(article.words)
    while index + 1 < size and article.same_phrase(index):
        word = article.words[index]
        if word.possessive and not _part_of_name(article, index):
            break
        if _capital(article, index + 1):
            index += 1
            continue
        after = _over_connector(article, index + 1)
        if after is None or not (connector or article.low(index) in _HEADS):
            break
        connector = connector or index + 1
        index = after
    return index + 1, connector


def _part_of_name(article: ArticleWords, index: int) -> bool:
    """As in "Growers' Alliance", "People's Party": the possessive belongs to the name."""
    word = article.words[index]
    plural = article.text[word.end : word.end + 2].rstrip() in ("'", "’")
    return (plural or word.low in _PEOPLES) and _capital(article, index + 1)


def _over_connector(article: ArticleWords, index: int) -> int | None:
    """The capitalised word after "of", "of the", "for a", or None."""
    if article.words[index].low not in _CONNECTORS or not article.same_phrase(index):
        return None
    index += 1
    if article.low(index) in ("the", "a", "los", "las", "la") and article.same_phrase(index):
        index += 1
    return index if index < len(article.words) and _capital(article, index) else None


def kind_of_head(word: str) -> str | None:
    """What kind of organisation a name with this head is ("front" -> "group"), or None."""
    return kinds("organisation_heads").get(word)
