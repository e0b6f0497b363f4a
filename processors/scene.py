"""One article while it is read: its parse, its people and parties, and the words around a place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Token

from processors.dossiers.dossier import Dossier
from processors.positions import issues as issue_words
from processors.positions.doers import Whose
from processors.positions.parties import Parties, PartyMention
from processors.positions.surroundings import Surroundings
from processors.quotes import Person, Quotation, Reader, names_of, people
from processors.syntax import ParsedText, Sentence
from wire import Article, Speaker
from wire.vocabulary import Issue


@dataclass(frozen=True)
class Scene:
    """One article while it is read: its parse, its people and parties, the words around a place."""

    article: Article
    parsed: ParsedText
    quotations: list[Quotation]
    people: list[Person]
    mentions: list[PartyMention]
    title: tuple[str, ...]
    own_words: dict[str, tuple[str, ...]]

    @cached_property
    def whole(self) -> dict[Issue, float]:
        """The issues of the whole article: the strongest is 1."""
        words = [lemma for s in self.sentences for lemma in s.lemmas]
        return _share(issue_words.score(words, self.own_words))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All parsed sentences, in the order of the text."""
        return tuple(self.parsed.sentences())

    def sentences_in(self, start: int, end: int) -> Sequence[Sentence]:
        """Those that touch `[start, end)`."""
        first = bisect_right(self.sentences, start, key=lambda s: s.end)
        last = bisect_left(self.sentences, end, key=lambda s: s.start)
        return self.sentences[first:last]

    def mentions_in(self, start: int, end: int) -> Sequence[PartyMention]:
        """The parties whose mention begins in `[start, end)`."""
        first, last = (bisect_left(self.mentions, at, key=lambda m: m.start) for at in (start, end))
        return self.mentions[first:last]


def scene_of(
    article: Article,
    parsed: ParsedText,
    reader: Reader,
    parties: Parties,
    dossiers: Sequence[Dossier],
) -> Scene:
    """The scene of an article: names, people, quotations and parties, each found once."""
    names = names_of(parsed)
    cast = people(parsed, names)
    own_words = _own_words(dossiers, article.text)
    title = tuple(article.title.lower().replace("’", "'").replace("‘", " ").split())
    return Scene(
        article=article,
        parsed=parsed,
        quotations=reader.quotations(parsed, names, all_of_rules=True),
        people=cast,
        mentions=[m for m in parties.mentions(parsed, article.title, cast) if m.how != "place"],
        title=title,
        own_words=own_words,
    )


def person_in(scene: Scene, parties: Parties) -> Whose:
    """Tells for which party the person acts who is named at a span of the article."""

    @cache
    def person(start: int, end: int) -> str | None:
        said = scene.article.text[start:end]
        speaker = Speaker(text=said, start=start, end=end, name=said)
        return parties.party_of(speaker, scene.mentions, scene.people, scene.parsed, start)

    return person


def tokens_of(
    scene: Scene, quotation: Quotation
) -> tuple[list[Token], Token | None, list[Sentence]]:
    """The tokens of a quotation, the verb of its cue, and the sentences they stand in."""
    tokens: list[Token] = []
    places: list[Sentence] = []
    verb: Token | None = None
    cue = quotation.cue
    start, end = quotation.start, quotation.end
    if cue is not None:
        start, end = min(start, cue.start), max(end, cue.end)
    for sentence in scene.sentences_in(start, end):
        inside = [
            token
            for token in sentence.span
            if any(a <= sentence.offset + token.idx < b for a, b in quotation.spans)
        ]
        if inside:
            tokens.extend(inside)
            places.append(sentence)
        if cue is not None and sentence.start < cue.end and cue.start < sentence.end:
            for token in sentence.span:
                if cue.start <= sentence.offset + token.idx < cue.end and token.pos_ == "VERB":
                    verb = token
    return tokens, verb, places


def around(scene: Scene, places: Sequence[Sentence]) -> Surroundings:
    """The words around sentences of one paragraph: theirs, the paragraph's, the one's before."""
    if not places:
        return Surroundings(title=scene.title, article=scene.whole, own_words=scene.own_words)
    number = places[0].paragraph
    near = [
        lemma
        for paragraph in scene.parsed.paragraphs[max(0, number - 1) : number + 1]
        for sentence in paragraph.sentences
        for lemma in sentence.lemmas
    ]
    return Surroundings(
        sentence=tuple(lemma for s in places for lemma in s.lemmas),
        paragraph=tuple(near),
        title=scene.title,
        article=scene.whole,
        own_words=scene.own_words,
    )


def _own_words(dossiers: Iterable[Dossier], text: str) -> dict[str, tuple[str, ...]]:
    """Issue words of the dossiers of which two parties or more are named in the text."""
    low = text.lower()
    out: dict[str, tuple[str, ...]] = {}
    for dossier in dossiers:
        present = [
            party
            for party in dossier.parties
            if any(name.lower() in low for name in (party.name, *party.aliases))
        ]
        if len(present) >= 2:
            for issue, words in dossier.issues.items():
                out[issue] = (*out.get(issue, ()), *words)
    return out


def _share(scores: dict[Issue, float]) -> dict[Issue, float]:
    top = max(scores.values(), default=0.0)
    return {issue: value / top for issue, value in scores.items()} if top else {}
