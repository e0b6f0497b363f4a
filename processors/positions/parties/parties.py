"""The face of this room: mentions of parties, a speaker's party, the counterparties of a clause."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from processors.dossiers import Dossier
from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.context import Context
from processors.positions.parties.descriptions import descriptions, places_of
from processors.positions.parties.finding import (
    Beginning,
    Negotiation,
    beginning,
    find_mentions,
)
from processors.positions.parties.gazetteer import Gazetteer, Known, known_names
from processors.positions.parties.lexicon import kinds
from processors.positions.parties.mention import PartyMention, within
from processors.positions.parties.names import as_kind
from processors.positions.parties.offices import STATE_OFFICES
from processors.positions.parties.runs import kind_of_head
from processors.positions.parties.speakers import (
    Judgement,
    judge,
    last_spoken_of,
    mentioned_before,
    speaks_through,
    unnamed_office,
    weigh,
)
from processors.positions.parties.words import key_of
from wire.statement import Speaker

_DESCRIBING = kinds("describing_nouns")
FURTHEST = 6
"""Sentences back to where the other side was named last."""

_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who"})


class Text(Protocol):
    """A parsed text: only its `text` is needed here."""

    @property
    def text(self) -> str:
        """The article's text."""


class Named(Protocol):
    """A person that the article names."""

    @property
    def name(self) -> str:
        """The fullest form of the name."""

    @property
    def role(self) -> str | None:
        """What the article says the person is."""

    @property
    def affiliation(self) -> str | None:
        """To what the person belongs, in the article's words."""


class Parties:
    """Finds parties by the bundled lists, by dossiers, and by the text itself.

    Keep the object: building it reads the lists. It holds no state of the articles beyond the
    last one read, which is only kept so as not to read it anew for every question.
    """

    def __init__(self, dossiers: Iterable[Dossier] = ()) -> None:
        self._dossiers = tuple(dossiers)
        bundled = dict(known_names())
        self._gazetteer = Gazetteer([*known_names(), *_dossier_names(self._dossiers, bundled)])
        self._negotiations = tuple(_negotiation(d, self._gazetteer) for d in self._dossiers)
        self._people = {
            key_of(person.name).casefold(): party.name
            for dossier in self._dossiers
            for party in dossier.parties
            for person in party.people
        }
        self._surnames = {full.split()[-1]: party for full, party in self._people.items()}
        self._said_of: dict[str, list[Judgement]] = {}
        self._begun: tuple[str, Beginning] | None = None
        self._last: tuple[str, list[PartyMention], Context] | None = None

    def begin(self, text: str) -> Beginning:
        """What the words of a text name, before anything is parsed."""
        begun = beginning(text, self._gazetteer)
        self._begun = (text, begun)
        return begun

    def mentions(
        self, parsed: Text, title: str = "", people: Iterable[Named] = ()
    ) -> list[PartyMention]:
        """Every mention of a party, in order, without overlap. `how == "place"` is a mere place."""
        return list(self._read(parsed.text, title, people)[0])

    def home(self, parsed: Text) -> str | None:
        """The state from whose seat of government the text is written, by its dateline."""
        return self._again(parsed.text)[1].home

    def party_of(
        self,
        speaker: Speaker,
        mentions: Sequence[PartyMention],
        people: Iterable[Named],
        parsed: Text,
        near: int,
    ) -> str | None:
        """The party that `speaker` speaks for, None for one who speaks for nobody.

        `near` is the offset of the words spoken. Read are the dossiers' people, the speaker's own
        mention, role and affiliation, and what the article says wherever it names the person.
        """
        surroundings = self._again(parsed.text)[1]
        article = surroundings.article
        named = self._by_dossier(speaker)
        if named:
            return named
        if not article.words:
            return None
        start = near if speaker.start is None else speaker.start
        at = min(article.index(start), len(article.words) - 1)
        own = self._from_mention(article, speaker, mentions)
        if own is not None and (own.party or own.private):
            return own.party
        judgements = list(self._judgements(article, speaker, mentions, people, at))
        if own is not None:
            judgements.append(own)
        return weigh(judgements, surroundings, mentions) or self._introduced(
            article, speaker, mentions, judgements
        )

    def counterparties(
        self, parsed: Text, start: int, end: int, party: str | None
    ) -> tuple[str, ...]:
        """Other parties named in the clause `[start, end)`, else in its sentence, else the last one
        named before it; at most four.
        """
        mentions, surroundings = self._again(parsed.text)
        article = surroundings.article
        found = _others(mentions, start, end, party)
        if not found and article.words:
            first = min(article.index(start), len(article.words) - 1)
            found = _others(mentions, *article.sentence_span(article.sentence[first]), party)
        if not found and article.words:
            found = _last_named(mentions, article, start, party)
        if not found and party:
            present = {m.party for m in mentions}
            for dossier in self._dossiers:
                found = [p for p in dossier.counterparties_of(party) if p in present]
        return tuple(dict.fromkeys(found))[:4]

    def _read(
        self, text: str, title: str, people: Iterable[Named]
    ) -> tuple[list[PartyMention], Context]:
        names = [person.name for person in people if person.role]
        begun = self._begun[1] if self._begun and self._begun[0] == text else None
        mentions, surroundings = find_mentions(
            begun or beginning(text, self._gazetteer),
            self._gazetteer,
            names,
            title,
            self._negotiations,
        )
        self._last = (text, mentions, surroundings)
        self._said_of = {}
        return mentions, surroundings

    def _again(self, text: str) -> tuple[list[PartyMention], Context]:
        """What `mentions` found last when it was asked about this text, else read it now."""
        if self._last is None or self._last[0] != text:
            return self._read(text, "", ())
        return self._last[1], self._last[2]

    def _by_dossier(self, speaker: Speaker) -> str | None:
        name = key_of(speaker.name or "").casefold()
        if not name:
            return None
        if name in self._people:
            return self._people[name]
        return self._surnames.get(name) if " " not in name else None

    def _from_mention(
        self, article: ArticleWords, speaker: Speaker, mentions: Sequence[PartyMention]
    ) -> Judgement | None:
        """The speaker's own words: "the ministry", "Norwegian officials", "the Front"."""
        if speaker.start is None or speaker.end is None:
            return None
        for mention in within(mentions, speaker.start, speaker.end):
            if _is_the_speaker(article, speaker.start, speaker.end, mention):
                return Judgement(party=mention.party)
        first, last = article.index(speaker.start), article.index(speaker.end)
        lows = [article.low(i) for i in range(first, last)]
        if len(lows) == 1 and lows[0] in _PRONOUNS:
            return None
        again = mentioned_before(article, mentions, first, lows)
        if again is not None:
            return Judgement(party=again)
        if speaks_through(lows):
            return Judgement(party=last_spoken_of(article, mentions, first), private=True)
        return next(iter(_judged(article, [(speaker.start, speaker.end)], mentions)), None)

    def _introduced(
        self,
        article: ArticleWords,
        speaker: Speaker,
        mentions: Sequence[PartyMention],
        judgements: Sequence[Judgement],
    ) -> str | None:
        """An office told before its holder is named: "its minister said. ... Ana Ruiz, who ..."."""
        if any(j != Judgement() for j in judgements) or not _is_full_name(speaker.name):
            return None
        places = places_of(article, speaker.name or "", self._gazetteer)
        return unnamed_office(article, mentions, article.index(places[0][0])) if places else None

    def _judgements(
        self,
        article: ArticleWords,
        speaker: Speaker,
        mentions: Sequence[PartyMention],
        people: Iterable[Named],
        at: int,
    ) -> Iterator[Judgement]:
        if speaker.name and _is_full_name(speaker.name):
            places = places_of(article, speaker.name, self._gazetteer)
            yield from _judged(article, places, mentions)
        for words_said in _words_about(speaker, people):
            yield from self._judge_words(words_said, at)

    def _judge_words(self, text: str, at: int) -> Iterator[Judgement]:
        """What a role or affiliation says; the same words come again with each quotation."""
        if text not in self._said_of:
            mentions, surroundings = find_mentions(
                beginning(text, self._gazetteer), self._gazetteer
            )
            places = [(0, len(text))]
            self._said_of[text] = list(_judged(surroundings.article, places, mentions))
        for judgement in self._said_of[text]:
            if judgement.office is None or judgement.office in STATE_OFFICES:
                yield replace(judgement, at=at)


def _is_the_speaker(article: ArticleWords, start: int, end: int, mention: PartyMention) -> bool:
    """Whether the speaker's mention begins with the party itself and no person follows."""
    if mention.how in ("place", "office"):
        return False
    late = mention.start > start + len("the ")
    if late and mention.end == end and mention.kind not in ("state", "bloc"):
        before = article.index(mention.start) - 1
        return article.low(before) in _DESCRIBING and article.same_phrase(before)
    if not start <= mention.start <= start + len("the "):
        return False
    after = article.index(mention.end)
    if mention.end >= end or after >= len(article.words):
        return True
    if article.words[after - 1].possessive or article.low(after) in ("of", "for"):
        return False
    return article.gap(after - 1) in (", ", " (") or not (
        article.words[after].capital or mention.how == "demonym"
    )


def _is_full_name(name: str | None) -> bool:
    return name is not None and " " in name and name[0].isupper()


def _is_listed_with_others(role: str | None) -> bool:
    """Whether a role is the end of a list of people, as in "…, and Prime Minister Ana Ruiz, Costa
    said", which is somebody else's.
    """
    return role is not None and role.startswith(("and ", "or "))


def _words_about(speaker: Speaker, people: Iterable[Named]) -> Iterator[str]:
    """Role and affiliation as one phrase, of the speaker and of the person so named."""
    own = None if _is_listed_with_others(speaker.role) else speaker.role
    pairs = [(own, speaker.affiliation)]
    pairs += [(p.role, p.affiliation) for p in people if speaker.name and p.name == speaker.name]
    for role, affiliation in dict.fromkeys(pairs):
        if role or affiliation:
            yield (
                f"{role or ''} of {affiliation}"
                if role and affiliation
                else role or affiliation or ""
            )


def _judged(
    article: ArticleWords, places: Sequence[tuple[int, int]], mentions: Sequence[PartyMention]
) -> Iterator[Judgement]:
    for description in descriptions(article, places):
        yield judge(article, description, mentions)


def _others(mentions: Sequence[PartyMention], start: int, end: int, party: str | None) -> list[str]:
    return [m.party for m in within(mentions, start, end) if m.how != "place" and m.party != party]


def _last_named(
    mentions: Sequence[PartyMention], article: ArticleWords, start: int, party: str | None
) -> list[str]:
    """The other party that was named last, not too far back: it is still the other side."""
    at = article.sentence[min(article.index(start), len(article.words) - 1)]
    earliest = article.sentence_span(max(0, at - FURTHEST))[0]
    return _others(mentions, earliest, start, party)[-1:]


def _dossier_names(
    dossiers: Iterable[Dossier], bundled: dict[str, Known]
) -> Iterator[tuple[str, Known]]:
    for dossier in dossiers:
        for party in dossier.parties:
            names = [name.removeprefix("the ") for name in (party.name, *party.aliases)]
            listed = next((bundled[name] for name in names if name in bundled), None)
            kind = (
                listed.kind if listed else as_kind(kind_of_head(party.name.split()[-1].casefold()))
            )
            for name in names:
                yield name, Known(party.name, kind, "name")


def _negotiation(dossier: Dossier, gazetteer: Gazetteer) -> Negotiation:
    names = [party.name for party in dossier.parties]
    known = {name: gazetteer.exactly(name) for name in names}
    states = tuple(n for n, k in known.items() if k is not None and k.kind in ("state", "bloc"))
    return frozenset(names), states
