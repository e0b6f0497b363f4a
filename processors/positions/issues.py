"""Which issue a statement is about: words in the clause itself, then around it, then the title."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import cast

from spacy.tokens import Token

from processors.positions.lexicon import lexicon, words
from wire.vocabulary import ISSUES, Issue

LONGEST = 4
"""Words in the longest phrase that is looked up."""

FULL = 1.5
"""A score from which the clause itself says what it is about; its surroundings count little."""

SECOND = 0.75
"""How near a second issue must come to the first to be named as well."""

VAGUE: frozenset[Issue] = frozenset({"talks", "settlement", "other", "status"})
"""Issues whose words accompany the others: a weak sign of them gives way to context."""


NOUNS = words("only_nouns")

MEETINGS = words("meetings")
"""Nouns that are the issue, whatever stands before them: "tariff talks" are talks."""


def lemmas(tokens: Iterable[Token]) -> list[str]:
    """Lower-case lemmas of the words that may name an issue, for matching against issue phrases.

    What kind of talks they are is left out: to break off trade talks is a position on talks.
    """
    return [
        token.lower_ if _is_another(token) else token.lemma_.lower()
        for token in tokens
        if not (token.is_space or tells_kind_of_talks(token))
    ]


def _is_another(token: Token) -> bool:
    """Whether a verb only looks like the noun: to land is no land."""
    return token.pos_ == "VERB" and token.lemma_.lower() in NOUNS


def tells_kind_of_talks(token: Token) -> bool:
    """Whether the word only says what talks are about: "tariff" in "tariff talks"."""
    head = token.head
    for _ in range(3):
        if token.dep_ not in {"compound", "amod", "nmod"}:
            return False
        if head.lemma_.lower() in MEETINGS and head.dep_ not in {"nsubj", "poss"}:
            return True
        token, head = head, head.head
    return False


def score(
    said: Sequence[str], extra: Mapping[str, Iterable[str]] | None = None
) -> dict[Issue, float]:
    """How strongly the words speak of each issue; the longest phrase at a place counts alone.

    `extra` are a dossier's words (lower case, joined by spaces) by issue; each counts 3.
    """
    if not extra:
        return dict(_listed(tuple(said)))
    return _score(said, _own(extra))


@lru_cache(maxsize=256)
def _listed(said: tuple[str, ...]) -> dict[Issue, float]:
    """The same title and paragraph surround many statements of an article."""
    return _score(said, {})


def _score(
    said: Sequence[str], own: Mapping[str, tuple[tuple[Issue, float], ...]]
) -> dict[Issue, float]:
    table = _table()
    found: dict[Issue, float] = {}
    seen: set[str] = set()
    place = 0
    firsts = _firsts()
    if own:
        firsts |= {phrase.partition(" ")[0] for phrase in own}
    while place < len(said):
        if said[place] not in firsts:
            place += 1
            continue
        for length in range(min(LONGEST, len(said) - place), 0, -1):
            phrase = " ".join(said[place : place + length])
            hits = own.get(phrase) or table.get(phrase)
            if hits:
                if phrase not in seen:
                    seen.add(phrase)
                    for issue, weight in hits:
                        found[issue] = found.get(issue, 0.0) + weight
                place += length
                break
        else:
            place += 1
    return found


def decide(
    clause: Mapping[Issue, float],
    *around: tuple[Mapping[Issue, float], float],
    firm: float = FULL,
) -> tuple[tuple[Issue, ...], float]:
    """The issues, the strongest first, and how sure that is (0 to 1).

    `around` are the scores of what surrounds the clause, each with its share, which is small from a
    score of `firm` on. Empty where no word anywhere names an issue.
    """
    total = dict(clause)
    best = max(clause.values(), default=0.0)
    top = max(clause, key=clause.__getitem__, default=None)
    # a clause that names a firm issue needs no context; a vague or silent one borrows it
    share = 1.0 if top is None or best < firm else (0.5 if top in VAGUE else 0.15)
    for scores, weight in around:
        for issue, value in scores.items():
            total[issue] = total.get(issue, 0.0) + value * weight * share
    if not total:
        return (), 0.0
    ranked = sorted(total, key=lambda issue: (-total[issue], ISSUES.index(issue)))
    first = ranked[0]
    issues = [first]
    for issue in ranked[1:2]:
        strong = clause.get(issue, 0.0) >= 2.0 and total[issue] >= SECOND * total[first]
        if strong and issue not in VAGUE:
            issues.append(issue)
    margin = total[first] - (total[ranked[1]] if len(ranked) > 1 else 0.0)
    return tuple(issues), min(1.0, 0.4 + 0.2 * margin + 0.1 * best)


@cache
def _firsts() -> frozenset[str]:
    """The words that a phrase may begin with: most words of a text need no further look."""
    return frozenset(phrase.partition(" ")[0] for phrase in _table())


@cache
def _table() -> dict[str, tuple[tuple[Issue, float], ...]]:
    table: dict[str, list[tuple[Issue, float]]] = {}
    for name, phrases in lexicon().issues.items():
        for phrase, weight in phrases.items():
            table.setdefault(phrase, []).append((cast("Issue", name), weight))
    return {phrase: tuple(hits) for phrase, hits in table.items()}


def _own(extra: Mapping[str, Iterable[str]]) -> dict[str, tuple[tuple[Issue, float], ...]]:
    return {
        " ".join(phrase.lower().split()): ((cast("Issue", issue), 3.0),)
        for issue, phrases in extra.items()
        for phrase in phrases
    }
