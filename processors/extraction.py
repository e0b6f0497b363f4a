"""From an article to its statements: syntax, quotations, parties and positions joined."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import msgspec
from spacy.tokens import Token

from processors.dossiers.dossier import Dossier
from processors.gate import may_tell
from processors.positions import issues as issue_words
from processors.positions.acts import Act, find_acts
from processors.positions.doers import party_tokens
from processors.positions.leading import Owner
from processors.positions.parties import Parties, PartyMention
from processors.positions.reading import Reading
from processors.positions.stance import Surroundings, read_position
from processors.quotes import Person, Quotation, find_quotations, names_of, people
from processors.syntax import ParsedText, Parser, Profile, Sentence
from wire import Article, Speaker, Statement, event_time
from wire.ids import statement_id
from wire.vocabulary import Issue

MADE_BY = "rules/1"
"""Goes into `made_by`, with the profile: raised when the rules give other statements."""

COMMITTED = frozenset({"infinitive", "object"})
"""Reports where the cue itself tells the position: "refused to …", "rejected …"."""

FIRST_PERSON = frozenset({"i", "we", "us", "me"})


@dataclass(frozen=True)
class _Scene:
    """One article while it is read: its parse, its people and parties, the words around a place."""

    article: Article
    parsed: ParsedText
    quotations: list[Quotation]
    people: list[Person]
    mentions: list[PartyMention]
    title: tuple[str, ...]
    whole: dict[Issue, float]
    own_words: dict[str, tuple[str, ...]]

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


class Extractor:
    """Statements of articles. Loads the language model once: keep the object."""

    def __init__(self, profile: Profile = "accurate", dossiers: Sequence[Dossier] = ()) -> None:
        self._parser = Parser(profile, may_tell if profile == "fast" else None)
        self._parties = Parties(tuple(dossiers))
        self._dossiers = tuple(dossiers)
        self._made_by = f"{MADE_BY}/{profile}"

    def extract(self, article: Article) -> list[Statement]:
        """All statements of the article, in the order of their place; a pure function of it."""
        scene = self._scene(article)
        rows = [*self._quoted(scene), *self._acts(scene)]
        return self._finished(article, rows)

    def quotes(self, article: Article) -> list[Statement]:
        """The quotations alone, without parties and positions."""
        parsed = self._parser.parse(article.text)
        found = find_quotations(parsed)
        return self._finished(article, [self._row(article, q) for q in found])

    def _scene(self, article: Article) -> _Scene:
        parsed = self._parser.parse(article.text)
        names = names_of(parsed)
        cast = people(parsed, names)
        own_words = _own_words(self._dossiers, article.text)
        whole = issue_words.score(
            [t.lemma_.lower() for s in parsed.sentences() for t in s.span], own_words
        )
        title = tuple(article.title.lower().replace("’", "'").replace("‘", " ").split())
        return _Scene(
            article=article,
            parsed=parsed,
            quotations=find_quotations(parsed, names),
            people=cast,
            mentions=[
                m for m in self._parties.mentions(parsed, article.title, cast) if m.how != "place"
            ],
            title=title,
            whole=_share(whole),
            own_words=own_words,
        )

    def _row(self, article: Article, quotation: Quotation) -> Statement:
        cue = quotation.cue
        return Statement(
            id="",
            article_id=article.id,
            version=article.version,
            start=quotation.start,
            end=quotation.end,
            spans=quotation.spans,
            text=_words(article.text, quotation.spans),
            kind=quotation.kind,
            attribution=quotation.attribution,
            utterance=str(quotation.utterance),
            cue=cue.text if cue else None,
            cue_start=cue.start if cue else None,
            cue_end=cue.end if cue else None,
            speaker=quotation.speaker,
            confidence=quotation.confidence,
            made_by=self._made_by,
            at=event_time(article),
            outlet=article.outlet.name or article.outlet.domain,
            title=article.title or None,
            url=article.url,
        )

    def _quoted(self, scene: _Scene) -> Iterator[Statement]:
        for quotation in scene.quotations:
            row = self._row(scene.article, quotation)
            party = self._party(scene, quotation)
            tokens, cue, places = _tokens(scene, quotation)
            around = _around(scene, places)
            reading = read_position(
                tokens,
                cue,
                around,
                deed=quotation.how in COMMITTED and cue is not None,
                owner=_owner(scene, places, party),
            )
            others = (
                self._parties.counterparties(scene.parsed, row.start, row.end, party)
                if party
                else ()
            )
            yield _with(row, reading, party, _joint(scene, quotation, party), others)

    def _party(self, scene: _Scene, quotation: Quotation) -> str | None:
        if quotation.speaker is None:
            return None
        return self._parties.party_of(
            quotation.speaker, scene.mentions, scene.people, scene.parsed, quotation.start
        )

    def _acts(self, scene: _Scene) -> Iterator[Statement]:
        taken = [span for q in scene.quotations for span in q.spans]
        taken += [(q.cue.start, q.cue.end) for q in scene.quotations if q.cue]
        for act in find_acts(
            scene.parsed,
            scene.mentions,
            taken,
            event_time(scene.article).date(),
            lambda start, end: self._person(scene, start, end),
        ):
            yield self._act(scene, act)

    def _person(self, scene: _Scene, start: int, end: int) -> str | None:
        said = scene.article.text[start:end]
        speaker = Speaker(text=said, start=start, end=end, name=said)
        return self._parties.party_of(speaker, scene.mentions, scene.people, scene.parsed, start)

    def _act(self, scene: _Scene, act: Act) -> Statement:
        article = scene.article
        inside = [
            t for t in act.sentence.span if act.start <= act.sentence.offset + t.idx < act.end
        ]
        reading = read_position(inside, act.token, _around(scene, [act.sentence]), deed=True)
        row = Statement(
            id="",
            article_id=article.id,
            version=article.version,
            start=act.start,
            end=act.end,
            spans=act.spans,
            text=_words(article.text, act.spans),
            kind="indirect" if act.spoken else "act",
            cue=act.cue_text,
            cue_start=act.cue[0],
            cue_end=act.cue[1],
            speaker=Speaker(text=act.mention) if act.spoken else None,
            confidence=0.8,
            made_by=self._made_by,
            at=event_time(article),
            outlet=article.outlet.name or article.outlet.domain,
            title=article.title or None,
            url=article.url,
        )
        others = tuple(
            dict.fromkeys(
                name
                for party in act.parties
                for name in self._parties.counterparties(scene.parsed, act.start, act.end, party)
                if name not in act.parties
            )
        )
        return _with(row, reading, act.party, act.parties if len(act.parties) > 1 else (), others)

    def _finished(self, article: Article, rows: Iterable[Statement]) -> list[Statement]:
        """Statements in their order, each with its id: the number counts among equal words."""
        seen: dict[str, int] = {}
        out = []
        for row in sorted(rows, key=lambda s: (s.start, s.end, s.kind, s.cue_start or 0)):
            key = " ".join(row.text.casefold().split())
            ordinal = seen.get(key, 0)
            seen[key] = ordinal + 1
            out.append(_replace(row, id=statement_id(article.id, row.text, ordinal)))
        return out


def classify(text: str, source: str, target: str, parser: Parser) -> Reading:
    """The reading of what `source` does or says towards `target` in a sentence or two."""
    parsed = parser.parse(text)
    for sentence in parsed.sentences():
        head = _named_subject(sentence, source)
        if head is not None:
            tokens = list(sentence.span)
            return read_position(tokens, head, Surroundings(), deed=True)
    return read_position([t for s in parsed.sentences() for t in s.span])


def _named_subject(sentence: Sentence, source: str) -> Token | None:
    at = sentence.span.text.find(source) if source else -1
    if at < 0:
        return None
    start = sentence.span.start_char + at
    span = sentence.span.doc.char_span(start, start + len(source), alignment_mode="expand")
    token = span.root if span is not None else None
    while token is not None and token.head.i != token.i:
        if token.dep_ in {"nsubj", "nsubjpass", "csubj"} or token.head.dep_ == "agent":
            return token.head
        token = token.head
        if token.dep_ == "agent":
            return token.head
    return token if token is not None and token.pos_ in {"VERB", "AUX"} else None


def _with(
    row: Statement,
    reading: Reading,
    party: str | None,
    parties: tuple[str, ...],
    others: tuple[str, ...],
) -> Statement:
    return _replace(
        row,
        party=party,
        parties=parties,
        counterparties=tuple(sorted(set(others) - {party, *parties})),
        issue=reading.issue,
        issues=reading.issues,
        move=reading.move,
        modifiers=reading.modifiers,
        stance=reading.stance,
        conditional=reading.conditional,
        condition=reading.condition,
        deadline=reading.deadline,
        red_line=reading.red_line,
        change=reading.change,
        confidence=round(row.confidence * reading.confidence, 3)
        if reading.stance is not None
        else row.confidence,
    )


def _replace(row: Statement, **changes: object) -> Statement:
    return msgspec.structs.replace(row, **changes)


def _tokens(
    scene: _Scene, quotation: Quotation
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


def _around(scene: _Scene, places: Sequence[Sentence]) -> Surroundings:
    if not places:
        return Surroundings(title=scene.title, article=scene.whole, own_words=scene.own_words)
    number = places[0].paragraph
    near = [
        t.lemma_.lower()
        for paragraph in scene.parsed.paragraphs[max(0, number - 1) : number + 1]
        for sentence in paragraph.sentences
        for t in sentence.span
    ]
    return Surroundings(
        sentence=tuple(t.lemma_.lower() for s in places for t in s.span),
        paragraph=tuple(near),
        title=scene.title,
        article=scene.whole,
        own_words=scene.own_words,
    )


def _joint(scene: _Scene, quotation: Quotation, party: str | None) -> tuple[str, ...]:
    """All parties of a speaker that is several: "Norway and Iceland", "the ministers of both"."""
    speaker = quotation.speaker
    if party is None or speaker is None or speaker.start is None or speaker.end is None:
        return ()
    named = [m for m in scene.mentions_in(speaker.start, speaker.end) if m.end <= speaker.end]
    parties = tuple(dict.fromkeys(m.party for m in named))
    if party not in parties or len(parties) < 2:
        return ()
    between = [scene.article.text[a.end : b.start].strip() for a, b in pairwise(named)]
    return parties if between[-1] == "and" and set(between) <= {"and", ","} else ()


def _owner(scene: _Scene, places: Sequence[Sentence], party: str | None) -> Owner:
    named = {id(s.span.doc): party_tokens(s, scene.mentions_in(s.start, s.end)) for s in places}

    def owner(subject: Token) -> bool | None:
        if subject.lower_ in FIRST_PERSON:
            return True
        known = named.get(id(subject.doc), {})
        names = {known[t.i] for t in (subject, *subject.children) if t.i in known}
        if not names:
            return None
        return party in names if party else None

    return owner


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


def _words(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return " … ".join(text[start:end] for start, end in spans)
