"""Deeds that the outlet reports outside quotations: who did what, with the party as its subject."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from spacy.tokens import Token

from processors.positions.changes import AGO, is_past, times_of
from processors.positions.composition import judge
from processors.positions.lexicon import words
from processors.positions.predicates import subject_of
from processors.positions.reading import Judgement
from processors.syntax import ParsedText, Sentence
from wire.statement import Span

LEAST_WEIGHT = 0.5
"""A predicate trusted less than this is no act: most verbs of an article tell no position."""

INSTITUTIONS = words("institutions")

CLAUSES = frozenset(
    {"ROOT", "conj", "advcl", "relcl", "ccomp", "parataxis", "acl", "dep", "xcomp", "pcomp"}
)
WORDS_NOT_DEEDS = frozenset({"demand", "criticise", "threaten", "support", "offer", "consider"})
"""Acts that are speech reported without its words."""


Whose = Callable[[int, int], str | None]
"""The party of the person named at a span of the text; None for one who acts for nobody."""


class PartyMentionLike(Protocol):
    """A place where a party is named."""

    @property
    def start(self) -> int:
        """Where it begins, in code points of the article's text."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def party(self) -> str:
        """The canonical name."""


@dataclass(frozen=True, slots=True)
class Act:
    """A reported deed. `token` is its predicate, `spoken` whether it is speech without the words.

    `parties` are all that do it, `party` the first; `cue` is the predicate's place in the article.
    """

    start: int
    end: int
    spans: tuple[Span, ...]
    cue: Span
    cue_text: str
    party: str
    parties: tuple[str, ...]
    token: Token
    sentence: Sentence
    judgement: Judgement
    spoken: bool
    mention: str


def find_acts(
    parsed: ParsedText,
    mentions: Sequence[PartyMentionLike],
    taken: Iterable[Span] = (),
    published: date | None = None,
    whose: Whose | None = None,
) -> list[Act]:
    """The acts of an article, in order of their place.

    `taken` are spans that statements hold already (quotations and their cues): predicates inside
    them are left alone. Deeds dated well before `published` are background and left out. `whose`
    tells for which party a person acts who is the subject.
    """
    held = sorted(taken)
    found: list[Act] = []
    last: tuple[str, ...] = ()
    for sentence in parsed.sentences():
        places = [m for m in mentions if sentence.start <= m.start < sentence.end]
        subject_parties: tuple[str, ...] = ()
        for token in sentence.span:
            if token.pos_ not in {"VERB", "AUX"} or token.dep_ not in CLAUSES:
                continue
            subject = subject_of(token)
            if subject is None:
                continue
            parties = _parties_of(subject, sentence, places, last, whose)
            if parties and token.dep_ == "ROOT":
                subject_parties = parties
            if not parties or _inside(sentence.offset + token.idx, held):
                continue
            if published is not None and is_past(times_of(token), published):
                continue
            act = _act(token, subject, parties, sentence)
            if act is not None:
                found.append(act)
        last = subject_parties or (
            tuple(dict.fromkeys(m.party for m in places)) if len(places) == 1 else ()
        )
    return _without_nested(found)


def _act(token: Token, subject: Token, parties: tuple[str, ...], sentence: Sentence) -> Act | None:
    if _is_background(token) or _inside_judged(token) or not _is_told(token):
        return None
    judgement = judge(token)
    if (
        judgement is None
        or judgement.weight < LEAST_WEIGHT
        or judgement.act in {"say", "raise", ""}
    ):
        return None
    if judgement.value == 0 and judgement.act != "consider":
        return None
    if token.dep_ in {"relcl", "acl"} and judgement.before is None:
        return None  # said in passing: only a change is news there
    start, end = _extent(token, subject, sentence)
    at = sentence.offset + token.idx
    return Act(
        start=start,
        end=end,
        spans=((start, end),),
        cue=(at, at + len(token.text)),
        cue_text=token.text,
        party=parties[0],
        parties=parties,
        token=token,
        sentence=sentence,
        judgement=judgement,
        spoken=judgement.act in WORDS_NOT_DEEDS,
        mention=subject.text,
    )


def party_tokens(sentence: Sentence, places: Iterable[PartyMentionLike]) -> dict[int, str]:
    """Party by index in the Doc of the tokens that name one."""
    out: dict[int, str] = {}
    for place in places:
        for token in sentence.span:
            start = sentence.offset + token.idx
            if place.start <= start < place.end:
                out[token.i] = place.party
    return out


def _parties_of(
    subject: Token,
    sentence: Sentence,
    places: list[PartyMentionLike],
    last: tuple[str, ...],
    whose: Whose | None,
) -> tuple[str, ...]:
    named = party_tokens(sentence, places)
    out: list[str] = []
    for head in (subject, *_conjuncts(subject)):
        parties = _named_by(head, named) or _persons(head, sentence, whose)
        out.extend(party for party in parties if party not in out)
    if not out and subject.lower_ in {"it", "they"} and len(last) == 1:
        earlier = {party for index, party in named.items() if index < subject.i}
        if not earlier or earlier == set(last):
            return last
    if not out and subject.lower_ in {"who", "which", "that"} and subject.head.dep_ == "relcl":
        return tuple(_named_by(subject.head.head, named))
    return tuple(out)


def _persons(head: Token, sentence: Sentence, whose: Whose | None) -> list[str]:
    """The party of a person who is the subject: "President Ana Costa", "Costa"."""
    if whose is None or head.pos_ != "PROPN":
        return []
    inside = [t for t in head.subtree if t.i <= head.i and t.dep_ not in {"punct", "cc"}]
    start = sentence.offset + inside[0].idx
    party = whose(start, sentence.offset + head.idx + len(head.text))
    return [party] if party else []


def _conjuncts(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _conjuncts(child)


def _named_by(head: Token, named: dict[int, str]) -> list[str]:
    if head.i in named:
        # "the Republic of the North and the Kingdom of the South": the second hangs on "North"
        inside = [head.doc[i] for i, party in named.items() if party == named[head.i]]
        joined = [c for token in inside for c in _conjuncts(token) if c.i in named]
        return list(dict.fromkeys([named[head.i], *(named[c.i] for c in joined)]))
    if head.lemma_.lower() not in INSTITUTIONS:
        return []
    out: list[str] = []
    for child in head.children:
        if child.i in named and child.dep_ in {"amod", "compound", "poss", "nmod", "appos", "det"}:
            out.append(named[child.i])
            out.extend(named[c.i] for c in _conjuncts(child) if c.i in named)
        elif (child.dep_ == "prep" and child.lower_ in {"of", "from"}) or child.dep_ in {
            "compound",
            "amod",
        }:
            for name in child.children:
                out.extend(named[c.i] for c in (name, *_conjuncts(name)) if c.i in named)
    return list(dict.fromkeys(out))


def _is_background(token: Token) -> bool:
    """Past perfect, "used to", or a time long ago: what was, told to explain what is."""
    auxiliaries = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
    if "had" in auxiliaries or "'d" in auxiliaries:
        return True
    return AGO.search(times_of(token)) is not None


def _is_told(token: Token) -> bool:
    """Whether the clause is told as a fact: it is finite, and no mere setting of time or place."""
    adverbs = {c.lower_ for c in token.children if c.dep_ in {"advmod", "mark"}}
    if adverbs & {"when", "where", "whenever", "if", "unless", "whether"}:
        return False
    prepositions = [c for c in token.children if c.dep_ == "prep"]
    if any(g.lower_ == "which" for c in prepositions for g in c.children):
        return False
    auxiliaries = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
    if token.tag_ == "VB" and not auxiliaries and token.dep_ not in {"conj", "ROOT"}:
        return False
    if _is_asked_for(token, auxiliaries) or token.sent.text.rstrip().endswith("?"):
        return False
    return not (token.dep_ in {"relcl", "acl"} and token.tag_ in {"VBG", "VB"})


def _is_asked_for(token: Token, auxiliaries: list[Token]) -> bool:
    """The subjunctive of a demand: "that the ministry lift the ban"."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    return (
        token.tag_ in {"VBP", "VB"}
        and not auxiliaries
        and subject is not None
        and subject.tag_ in {"NN", "NNP"}
        and not any(c.dep_ == "conj" for c in subject.children)
        and any(c.lower_ == "that" for c in token.children)
    )


def _inside_judged(token: Token) -> bool:
    """Whether the clause hangs on a verb that is judged with it ("agreed to lift")."""
    if token.dep_ in {"xcomp", "ccomp", "pcomp"}:
        return True
    if token.dep_ == "advcl":
        return any(
            (
                c.dep_ == "mark"
                and c.lower_
                in {
                    "if",
                    "unless",
                    "until",
                    "once",
                    "before",
                    "after",
                    "while",
                    "as",
                    "although",
                    "though",
                    "whether",
                }
            )
            or (c.dep_ == "aux" and c.lower_ == "to")
            for c in token.children
        ) or any(c.dep_ == "advmod" and c.lower_ in {"when", "where"} for c in token.children)
    return False


def _extent(token: Token, subject: Token, sentence: Sentence) -> Span:
    """From the subject to the end of the clause, without the clauses beside it."""
    left_out: set[int] = set()
    for child in token.children:
        beside = child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}
        if beside or (child.dep_ == "parataxis" and child.i > token.i):
            left_out.update(t.i for t in child.subtree)
            left_out.update(
                c.i for c in token.children if c.dep_ in {"cc", "punct"} and token.i < c.i < child.i
            )
    inside = [t for t in token.subtree if t.i not in left_out]
    inside = [t for t in inside if not (t.is_space or (t.is_punct and t.i == inside[-1].i))]
    start = min((t.idx for t in inside), default=token.idx)
    if token.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
        start = token.idx
    end = max((t.idx + len(t.text) for t in inside), default=token.idx + len(token.text))
    return sentence.offset + start, sentence.offset + end


def _inside(place: int, spans: list[Span]) -> bool:
    return any(start <= place < end for start, end in spans)


def _without_nested(acts: list[Act]) -> list[Act]:
    """One act per predicate chain: of two with the same words, the outer one."""
    seen: set[Span] = set()
    out: list[Act] = []
    for act in sorted(acts, key=lambda a: (a.start, -a.end)):
        if (act.start, act.end) not in seen:
            seen.add((act.start, act.end))
            out.append(act)
    return out
