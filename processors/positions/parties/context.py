"""Which state an institution means that is named without one: "the ministry", "the government"."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import BLOC, Gazetteer
from processors.positions.parties.lexicon import words
from processors.positions.parties.mention import PartyMention, within
from processors.positions.parties.names import is_dateline

_BLOC_OFFICES = ("commissioner", "high representative", "commission")
_NOT_BLOC_OFFICES = ("high commissioner", "police commissioner")
_BLOC_PORTFOLIOS = words("bloc_portfolios")
_GO_BETWEENS = words("go_betweens")
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_SAYING = frozenset({"said", "says", "told", "stated", "added", "announced"})

_OWN = 6.0
"""The same office is given to the state elsewhere in the article ("Brazil's foreign minister")."""
_SAID_IN = 4.0
"""The words were spoken at its seat of government ("said in Brasília", "In London, the ...")."""
_SHARE = 6.0
"""Its part of all mentions of states in the article (0 to 1), times this."""
_OTHER_SIDE = 3.0
"""Less, for a party of the sentence "with" whom something is done: that is not who speaks."""
_SUBJECT = 2.0
"""It is the first party named in the sentence, before the office."""
_BEFORE = 1.5
"""It is the first party named in the last sentence that names one."""
_BRIEF = 3
"""A text of at most this many sentences is a brief: it often leaves out who governs whom."""
_BODIES = frozenset({"ministry", "presidency", "embassy", "army", "military", "cabinet"})
_SOLE = frozenset({"president", "prime minister", "king", "queen", "chancellor", "emir", "sultan"})
"""Offices that one person holds at a time."""
_NEAR = 2
"""Sentences in which a body's short name still means the one that was named in full."""
_FURTHEST = 12
"""Sentences looked back for the last one that names a state."""
_GO_BETWEEN = 0.3
"""What remains of the weight of a state that hosts or mediates."""
_DATELINE = 1.5
"""The report is written from its seat of government. All set by hand: their order matters."""


@dataclass(frozen=True)
class Context:
    """What the article shows about the states in it, read before anything is resolved.

    `mentions` are those of states and of the European Union; `share` their parts of all mentions;
    `offices` the offices that the text gives to each openly; `go_betweens` hosts and mediators.
    """

    article: ArticleWords
    mentions: tuple[PartyMention, ...]
    share: Mapping[str, float]
    home: str | None
    offices: Mapping[str, Counter[str]]
    go_betweens: frozenset[str] = frozenset()
    titled: bool = False

    def state_at(self, first: int, office: str) -> str | None:
        """The state (or the European Union) whose institution or office word `first` names."""
        key = _office_key(office)
        of_bloc = key.endswith(_BLOC_OFFICES) and not key.endswith(_NOT_BLOC_OFFICES)
        portfolio = key.removesuffix(" commissioner") in _BLOC_PORTFOLIOS
        if of_bloc and (BLOC in self.share or portfolio):
            return BLOC
        just_named = self._just_named(first, key)
        if just_named is not None:
            return just_named
        scores: dict[str, float] = defaultdict(float)
        for party, part in self.share.items():
            scores[party] += _SHARE * part
        if self.home is not None and self.home in self.share:
            scores[self.home] += _DATELINE
        for party in self.offices.get(key, ()):
            scores[party] += _OWN
        self._near(first, scores)
        for party in self.go_betweens:
            if party not in self.offices.get(key, ()) and party != self.home:
                scores.pop(party, None)
        for party in self._held_by_others(first, key):
            scores.pop(party, None)
        if len(scores) > 1:
            scores.pop(BLOC, None)
        if not scores or self._only_spoken_about(first):
            return self.home
        return max(sorted(scores), key=lambda party: scores[party])

    def _held_by_others(self, first: int, key: str) -> Iterator[str]:
        """The states whose one president, say, the text names, where another person is meant."""
        holder = _name_after(self.article, first + len(key.split()))
        if key not in _SOLE or not holder:
            return
        last = key.rsplit(maxsplit=1)[-1]
        for mention in self.mentions:
            begin, end = self.article.index(mention.start), self.article.index(mention.end)
            at = [i + 1 for i in range(begin, end) if self.article.low(i) == last]
            named = _name_after(self.article, at[0]) if at else ""
            if named and named != holder:
                yield mention.party

    def _just_named(self, first: int, key: str) -> str | None:
        """Whose ministry "a ministry spokesman" is: that of the last ministry named nearby."""
        body = key.split(" ", 1)[0]
        if body not in _BODIES:
            return None
        article = self.article
        sentence, at = article.sentence[first], article.words[first].start
        near = within(self.mentions, article.sentence_span(max(0, sentence - _NEAR))[0], at)
        for mention in reversed(near):
            named = range(article.index(mention.start), article.index(mention.end))
            if mention.how == "institution" and body in (article.low(i) for i in named):
                return mention.party
        return None

    def _only_spoken_about(self, first: int) -> bool:
        """Whether a brief names states only after the office: those it speaks about."""
        if not self.mentions or self.home or self.titled or self.article.sentence[-1] >= _BRIEF:
            return False
        at = self.article.words[first].start
        return not any(
            m.start < at or m.how in ("office", "institution", "place") for m in self.mentions
        )

    def _near(self, first: int, scores: dict[str, float]) -> None:
        article = self.article
        at, sentence = article.words[first].start, article.sentence[first]
        here = within(self.mentions, *article.sentence_span(sentence))
        earlier = [m for m in here if m.start < at and m.how != "place"]
        if earlier:
            own = article.low(first - 1) in _POSSESSIVES
            scores[earlier[0].party] += _OWN if own else _SUBJECT
        for party in {m.party for m in here if _stands_after_with(article, m)}:
            scores[party] -= _OTHER_SIDE
        for mention in here:
            spoken = _speaks_in(article, mention) or _stands_at(article, mention, first)
            if mention.how == "place" and mention.seat and spoken:
                scores[mention.party] += _SAID_IN
        for back in range(sentence - 1, max(-1, sentence - _FURTHEST), -1):
            before = within(self.mentions, *article.sentence_span(back))
            named = [m for m in before if m.how != "place"]
            if named:
                scores[named[0].party] += _BEFORE
                break


def _name_after(article: ArticleWords, index: int) -> str:
    """The last of the capitalised words that follow an office: the family name; "" for none."""
    name = ""
    while (
        index < len(article.words)
        and article.words[index].capital
        and article.same_phrase(index - 1)
    ):
        name = article.low(index)
        index += 1
    return name


def _stands_after_with(article: ArticleWords, mention: PartyMention) -> bool:
    """As in "talks with Norway"."""
    index = article.index(mention.start)
    return "with" in {article.low(index - 1), article.low(index - 2)} and article.same_phrase(
        index - 1
    )


def _speaks_in(article: ArticleWords, mention: PartyMention) -> bool:
    """Whether the sentence says that the words were spoken there."""
    index = article.index(mention.start)
    if article.begins_sentence(index - 1) and article.low(index - 1) in ("in", "from"):
        return True
    return any(article.low(i) in _SAYING for i in range(index - 6, index))


def _stands_at(article: ArticleWords, mention: PartyMention, first: int) -> bool:
    """As in "Premier Ruslan Abaev in Bishkek": the seat follows the office within four words."""
    index = article.index(mention.start)
    return first < index <= first + 5 and article.low(index - 1) == "in"


def _office_key(office: str) -> str:
    return " ".join(
        word for word in office.split() if word not in ("deputy", "the", "chief", "vice")
    )


def context(
    article: ArticleWords,
    mentions: Sequence[PartyMention],
    title: Iterable[PartyMention],
    gazetteer: Gazetteer,
    expected: Iterable[str] = (),
) -> Context:
    """Counts the states of an article; those in its title and first sentences weigh more.

    `expected`: states that a dossier on the article's negotiation names.
    """
    weight: dict[str, float] = defaultdict(float)
    offices: dict[str, Counter[str]] = {}
    states = [m for m in mentions if m.kind in ("state", "bloc")]
    for mention in states:
        worth = _worth(article, mention)
        weight[mention.party] += worth
        if mention.how in ("office", "institution"):
            office = _own_office(article, mention)
            offices.setdefault(office, Counter())[mention.party] += 1
    headline = [m for m in title if m.kind in ("state", "bloc")]
    for mention in headline:
        weight[mention.party] += 3
    for party in expected:
        weight[party] += 1
    between = frozenset(m.party for m in states if _goes_between(article, m))
    for party in between:
        weight[party] *= _GO_BETWEEN
    home = _home(article, gazetteer)
    if home is not None:
        weight[home] += 1
    total = sum(weight.values())
    share = {party: count / total for party, count in weight.items()} if total else {}
    return Context(article, tuple(states), share, home, offices, between, bool(headline))


def _worth(article: ArticleWords, mention: PartyMention) -> float:
    """How much a mention says about whose government the article speaks of."""
    if mention.how == "place":
        return 1.0 if mention.seat and _speaks_in(article, mention) else 0.4
    opening = article.paragraph[article.index(mention.start)] < 2 and not mention.seat
    return 2.0 if opening else 1.0


def _goes_between(article: ArticleWords, mention: PartyMention) -> bool:
    """As in "the Norwegian envoy", "Qatar, which mediates", "mediators from Norway and Qatar"."""
    first, last = article.index(mention.start), article.index(mention.end)
    around = range(max(0, first - 4), min(len(article.words), last + 3))
    return any(
        article.low(i) in _GO_BETWEENS
        for i in around
        if article.sentence[i] == article.sentence[first]
    )


def _own_office(article: ArticleWords, mention: PartyMention) -> str:
    lows = [article.low(i) for i in range(article.index(mention.start), article.index(mention.end))]
    return _office_key(" ".join(lows[1:]))


def _home(article: ArticleWords, gazetteer: Gazetteer) -> str | None:
    """The state whose capital the report is written from."""
    if not article.words or not is_dateline(article, 0):
        return None
    return gazetteer.seat(article.words[0].text)
