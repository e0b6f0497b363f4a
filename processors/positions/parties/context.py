"""Which state an institution means that is named without one: "the ministry", "the government"."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import BLOC, Gazetteer
from processors.positions.parties.mention import PartyMention
from processors.positions.parties.names import is_dateline

_BLOC_OFFICES = frozenset({"commissioner", "high representative", "commission"})
_OWN = 4.0
_SUBJECT = 3.0
_SAME_SENTENCE = 2.0
_SAID_IN = 2.5
_BEFORE = 1.5
_DATELINE = 1.5
_SHARE = 2.0
"""Weights of the signs, set by hand on invented newsrooms; only their order matters much."""


@dataclass(frozen=True)
class Context:
    """What the article shows about the states in it, read before anything is resolved."""

    article: ArticleWords
    mentions: tuple[PartyMention, ...]
    share: dict[str, float]
    home: str | None
    offices: dict[str, Counter[str]]

    def state_at(self, first: int, office: str) -> str | None:
        """The state (or the European Union) whose institution or office word `first` names."""
        scores: dict[str, float] = defaultdict(float)
        for party, part in self.share.items():
            scores[party] += _SHARE * part
        if self.home in self.share:
            scores[self.home] += _DATELINE
        for party, times in self.offices.get(_office_key(office), Counter()).items():
            scores[party] += _OWN * min(times, 1)
        self._near(first, scores)
        if not scores:
            return self.home
        if _office_key(office) in _BLOC_OFFICES and BLOC in scores:
            return BLOC
        if _office_key(office) not in _BLOC_OFFICES and len(scores) > 1:
            scores[BLOC] -= _OWN
        return max(sorted(scores), key=lambda party: scores[party])

    def _near(self, first: int, scores: dict[str, float]) -> None:
        words = self.article
        sentence = words.sentence[first]
        here = [m for m in self.mentions if words.sentence[words.index(m.start)] == sentence]
        at = words.words[first].start
        earlier = [m for m in here if m.start < at and m.how != "place"]
        if earlier:
            scores[earlier[0].party] += _SAME_SENTENCE
        for mention in here:
            if mention.how == "place" and _speaks_in(words, mention):
                scores[mention.party] += _SAID_IN
        before = [m for m in self.mentions if m.start < at and m.how != "place" and m not in here]
        if before:
            scores[before[-1].party] += _BEFORE / 2
            opening = [
                m
                for m in before
                if words.sentence[words.index(m.start)]
                == words.sentence[words.index(before[-1].start)]
            ]
            scores[opening[0].party] += _BEFORE


def _speaks_in(words: ArticleWords, mention: PartyMention) -> bool:
    """Tell where the words were spoken ("said in Brasília"): where the words were spoken, when it is a seat of government."""
    index = words.index(mention.start)
    return any(words.low(i) in ("said", "says", "told", "stated") for i in range(index - 6, index))


def _office_key(office: str) -> str:
    return " ".join(
        word for word in office.split() if word not in ("deputy", "the", "chief", "vice")
    )


def context(
    article: ArticleWords,
    mentions: Sequence[PartyMention],
    title: Iterable[PartyMention],
    gazetteer: Gazetteer,
) -> Context:
    """Counts the states of an article; those in its title and first sentences weigh more."""
    weight: dict[str, float] = defaultdict(float)
    offices: dict[str, Counter[str]] = {}
    states = [m for m in mentions if m.kind in ("state", "bloc")]
    for mention in states:
        index = article.index(mention.start)
        worth = 1.0 if mention.how != "place" else 0.3
        weight[mention.party] += worth * (2 if article.paragraph[index] < 2 else 1)
        if mention.how in ("office", "institution"):
            office = _own_office(article, mention)
            offices.setdefault(office, Counter())[mention.party] += 1
    for mention in title:
        if mention.kind in ("state", "bloc"):
            weight[mention.party] += 3
    total = sum(weight.values())
    share = {party: count / total for party, count in weight.items()} if total else {}
    return Context(article, tuple(states), share, _home(article, gazetteer), offices)


def _own_office(article: ArticleWords, mention: PartyMention) -> str:
    lows = [article.low(i) for i in range(article.index(mention.start), article.index(mention.end))]
    return _office_key(" ".join(lows[1:]))


def _home(article: ArticleWords, gazetteer: Gazetteer) -> str | None:
    """The state whose capital the report is written from."""
    if not article.words or not is_dateline(article, 0):
        return None
    return gazetteer.seat(article.words[0].text)
