"""Which organisation "the union", "the group", "the Commission" points back to."""

from collections.abc import Sequence

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.gazetteer import BLOC, Kind
from processors.positions.parties.mention import PartyMention
from processors.positions.parties.names import Anaphor

_BLOC_WORDS = frozenset({"commission", "bloc", "union"})
_FOR_ANY = frozenset({"group", "organisation", "organization", "movement", "entity", "body"})
_FOR_GROUPS = frozenset({"group", "movement"})


def point_back(
    article: ArticleWords, item: Anaphor, named: Sequence[PartyMention]
) -> PartyMention | None:
    """The last fitting organisation named before, else the first named after, else None."""
    start, end = article.words[item.first].start, article.words[item.last - 1].end
    word = article.low(item.last - 1)
    if _means_bloc(article, item, word, named):
        return PartyMention(start, end, article.text[start:end], BLOC, "anaphor", "bloc")
    fitting = [m for m in named if m.how != "place" and _fits(item.kind, m.kind, m.party)]
    if item.kind == "any":
        fitting = _by_word(word, fitting)
    before = [m for m in fitting if m.start < start]
    if not fitting:
        return None
    meant = before[-1] if before else fitting[0]
    return PartyMention(start, end, article.text[start:end], meant.party, "anaphor", meant.kind)


def _means_bloc(
    article: ArticleWords, item: Anaphor, word: str, named: Sequence[PartyMention]
) -> bool:
    """Whether the EU is meant: "the Commission" is its own where no other is named."""
    capital = article.words[item.first].capital and not article.begins_sentence(item.first)
    if word not in _BLOC_WORDS or (word == "union" and not capital):
        return False
    others = [m for m in named if m.party != BLOC and word in m.party.casefold().split()]
    if word == "union":
        others += [m for m in named if m.kind == "union"]
    present = any(m.party == BLOC for m in named)
    return not others and (present or (word == "commission" and article.words[item.first].capital))


def _fits(anaphor: str, kind: Kind, party: str) -> bool:
    """Whether a party of this kind can be meant by an anaphor of that kind."""
    if anaphor == "any":
        return kind not in ("state", "bloc") or party == BLOC
    return anaphor == kind or (anaphor == "bloc" and kind in ("bloc", "organisation"))


def _by_word(word: str, fitting: list[PartyMention]) -> list[PartyMention]:
    """Those whose own name has the word; for "the group" and its like, any of the right sort."""
    same = [m for m in fitting if word in m.party.casefold() or m.text.casefold().endswith(word)]
    if same or word not in _FOR_ANY:
        return same
    groups = word in _FOR_GROUPS
    likely = [m for m in fitting if (m.kind == "group") == groups and m.kind != "bloc"]
    return likely or [m for m in fitting if m.kind != "bloc"]
