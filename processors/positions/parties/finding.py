"""All parties that a text names, from the first word to the last."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from processors.positions.parties.anaphors import point_back
from processors.positions.parties.article_words import ArticleWords, article_words
from processors.positions.parties.bodies import bodies
from processors.positions.parties.context import Context, context
from processors.positions.parties.gazetteer import BLOC, Gazetteer, How, Kind, Known
from processors.positions.parties.mention import PartyMention
from processors.positions.parties.names import Anaphor, Found, Pending, Unknown, read_run
from processors.positions.parties.organisations import organisations
from processors.positions.parties.runs import runs


@dataclass(frozen=True)
class Beginning:
    """An article as words, and what its runs of capitals name, before the context tells more."""

    article: ArticleWords
    found: tuple[Found, ...]

    def places(self) -> list[int]:
        """Where parties are named or may be meant, in order: what is known from words alone."""
        told = [i for i in self.found if not (isinstance(i, Unknown) and i.kind is None)]
        named = [i for i in told if isinstance(i, PartyMention)]
        told += bodies(self.article, named, [False] * len(self.article.words))
        return sorted(
            item.start if isinstance(item, PartyMention) else self.article.words[_first(item)].start
            for item in told
            if not isinstance(item, PartyMention) or item.how != "place"
        )


def _first(item: Unknown | Pending | Anaphor) -> int:
    return item.run.first if isinstance(item, Unknown) else item.first


def beginning(text: str, gazetteer: Gazetteer) -> Beginning:
    """Reads the words of a text and the names in capitals."""
    article = article_words(text)
    found = (item for run in runs(article, gazetteer) for item in read_run(article, run, gazetteer))
    return Beginning(article, tuple(found))


Negotiation = tuple[frozenset[str], tuple[str, ...]]
"""From a dossier: all its parties, and those of them that are states."""


def find_mentions(
    begun: Beginning,
    gazetteer: Gazetteer,
    people: Iterable[str] = (),
    title: str = "",
    negotiations: Sequence[Negotiation] = (),
) -> tuple[list[PartyMention], Context]:
    """Every mention of a party, in order and without overlap, and the article's context.

    `people` are names of persons; a negotiation counts when one of its parties is named.
    """
    article, found = begun.article, begun.found
    named = [item for item in found if isinstance(item, PartyMention)]
    unknown = [item for item in found if isinstance(item, Unknown)]
    pending = [item for item in found if isinstance(item, Pending)]
    named += _in_small_letters(article, gazetteer)
    named += _organisations(article, unknown, people, named)
    taken = _taken(article, named, [*pending, *(a for a in found if isinstance(a, Anaphor))])
    anaphors = [item for item in found if isinstance(item, Anaphor)]
    for item in bodies(article, named, taken):
        if isinstance(item, PartyMention):
            named.append(item)
        elif isinstance(item, Pending):
            pending.append(item)
        else:
            anaphors.append(item)
    named = _without_overlap(named)
    surroundings = context(
        article, named, _in_title(title, gazetteer), gazetteer, _expected(named, negotiations)
    )
    resolved = [
        _of_realm(article, item, named) or _resolve(article, item, surroundings) for item in pending
    ]
    named = _without_overlap([*named, *(m for m in resolved if m is not None)])
    pointed = [point_back(article, item, named) for item in anaphors]
    return _without_overlap([*named, *(m for m in pointed if m is not None)]), surroundings


def _expected(named: Sequence[PartyMention], negotiations: Sequence[Negotiation]) -> Iterator[str]:
    present = {mention.party for mention in named}
    for parties, states in negotiations:
        if parties & present:
            yield from states


def _in_small_letters(article: ArticleWords, gazetteer: Gazetteer) -> list[PartyMention]:
    """Names that a dossier gives in small letters."""
    found: list[PartyMention] = []
    for index, word in enumerate(article.words):
        hit = gazetteer.at(article.keys, index) if gazetteer.small(word.key) else None
        if hit is not None:
            start, end = word.start, article.words[index + hit[0] - 1].end
            text, known = article.text[start:end], hit[1]
            found.append(PartyMention(start, end, text, known.party, "name", known.kind))
    return found


def _in_title(title: str, gazetteer: Gazetteer) -> list[PartyMention]:
    """States in a headline. Its capitals say nothing, so only known names count."""
    article = article_words(title)
    found: list[PartyMention] = []
    for index, word in enumerate(article.words):
        hit = gazetteer.at(article.keys, index) if word.capital else None
        if hit is not None and not hit[1].shared:
            known = hit[1]
            found.append(
                PartyMention(word.start, word.end, word.text, known.party, known.form, known.kind)
            )
    return found


def _organisations(
    article: ArticleWords,
    unknown: Sequence[Unknown],
    people: Iterable[str],
    named: Sequence[PartyMention],
) -> list[PartyMention]:
    names = organisations(article, unknown, people, named)
    found: list[PartyMention] = []
    for item in unknown:
        start = article.words[item.run.first].start
        end = article.words[item.run.last - 1].end
        text = article.text[start:end]
        known: Known | None = names.get(text) or names.get(text.removeprefix("The "))
        if known is not None:
            how: How = "found" if known.party in text.replace("’", "'") else "abbreviation"
            found.append(PartyMention(start, end, text, known.party, how, known.kind))
    return found


def _taken(
    article: ArticleWords, named: Sequence[PartyMention], pending: Sequence[Pending | Anaphor]
) -> list[bool]:
    taken = [False] * len(article.words)
    for mention in named:
        for index in range(article.index(mention.start), article.index(mention.end)):
            taken[index] = True
    for item in pending:
        taken[item.first : item.last] = [True] * (item.last - item.first)
    return taken


def _of_realm(
    article: ArticleWords, item: Pending, named: Iterable[PartyMention]
) -> PartyMention | None:
    """As in "King Harald V of Norway": the realm stands behind the name of who holds the office."""
    if item.how != "office" or article.low(item.last) != "of":
        return None
    realm = item.last + 1 + (article.low(item.last + 1) == "the")
    for mention in named:
        if mention.kind == "state" and article.index(mention.start) == realm:
            start, end = article.words[item.first].start, article.words[item.last - 1].end
            text = article.text[start:end]
            return PartyMention(start, end, text, mention.party, "office", "state")
    return None


def _resolve(article: ArticleWords, item: Pending, surroundings: Context) -> PartyMention | None:
    party = surroundings.state_at(item.first, item.office)
    if party is None:
        return None
    start, end = article.words[item.first].start, article.words[item.last - 1].end
    kind: Kind = "bloc" if party == BLOC else "state"
    return PartyMention(start, end, article.text[start:end], party, item.how, kind)


def _without_overlap(mentions: Iterable[PartyMention]) -> list[PartyMention]:
    """The longest of each overlapping set, in the order of the text."""
    kept: list[PartyMention] = []
    for mention in sorted(set(mentions), key=lambda m: (m.start, -m.end, m.party)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end - mention.start > kept[-1].end - kept[-1].start:
            kept[-1] = mention
    return kept
