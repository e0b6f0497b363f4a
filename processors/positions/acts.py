"""Deeds that the outlet reports outside quotations: who did what, with the party as its subject."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from processors.positions.changes import is_past, times_of
from processors.positions.composition import judge
from processors.positions.doers import Last, Whose, imposers_of, parties_of, partners_of
from processors.positions.effects import blow_of, is_decree, takes_effect
from processors.positions.predicates import subject_of
from processors.positions.reading import Judgement
from processors.positions.several import NamedPlace
from processors.positions.told import is_background, is_inside_judged, is_told
from processors.syntax import ParsedText, Sentence
from wire.statement import Span

LEAST_WEIGHT = 0.5
"""A predicate trusted less than this is no act: most verbs of an article tell no position."""

CLAUSES = frozenset(
    {"ROOT", "conj", "advcl", "relcl", "ccomp", "parataxis", "acl", "dep", "xcomp", "pcomp"}
)
WORDS_NOT_DEEDS = frozenset({"demand", "criticise", "threaten", "support", "offer", "consider"})
"""Acts that are speech reported without its words."""


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
    mentions: Sequence[NamedPlace],
    taken: Iterable[Span] = (),
    published: date | None = None,
    *,
    whose: Whose | None = None,
    home: str | None = None,
) -> list[Act]:
    """The acts of an article, in order of their place.

    `taken` are spans that statements hold already (quotations and their cues): predicates inside
    them are left alone. Deeds dated well before `published` are background and left out. `whose`
    tells for which party a person acts who is the subject. `home` is the state from whose seat of
    government the article is written: a decree that is nobody's else is its.
    """
    held = sorted(taken)
    mentions = sorted(mentions, key=lambda m: m.start)
    begins = [m.start for m in mentions]
    found: list[Act] = []
    last = Last()
    for sentence in parsed.sentences():
        first, after = (bisect_left(begins, at) for at in (sentence.start, sentence.end))
        places = mentions[first:after]
        subject_parties: tuple[str, ...] = ()
        for token in sentence.span:
            if token.pos_ not in {"VERB", "AUX"} or token.dep_ not in CLAUSES:
                continue
            subject = blow_of(token) or subject_of(token)
            if subject is None or _suffers(subject, token):
                continue
            parties = parties_of(subject, sentence, places, last, whose)
            if not parties and takes_effect(token):
                parties = imposers_of(subject, token, sentence, places)
            if not parties and home is not None and is_decree(subject):
                parties = (home,)
            if parties and token.dep_ == "ROOT":
                subject_parties = parties
            if not parties or _inside(sentence.offset + token.idx, held):
                continue
            if published is not None and is_past(times_of(token), published):
                continue
            act = _act(token, subject, parties, sentence)
            if act is not None:
                found.append(_with_partners(act, partners_of(token, sentence, places, whose)))
        named = tuple(dict.fromkeys(m.party for m in places))
        last = Last(subject_parties or (named if len(places) == 1 else ()), named)
    return _without_nested(found)


def _suffers(subject: Token, verb: Token) -> bool:
    """Whether the verb is passive and nobody is told who does it: "the envoy was not invited"."""
    return subject.dep_ == "nsubjpass" and subject.head == verb


def _act(token: Token, subject: Token, parties: tuple[str, ...], sentence: Sentence) -> Act | None:
    if is_background(token) or is_inside_judged(token) or not is_told(token):
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


def _with_partners(act: Act, partners: tuple[str, ...]) -> Act:
    """The act, done by those too with whom it was done; what is refused is refused by one."""
    if act.judgement.value <= 0:
        return act
    return replace(act, parties=tuple(dict.fromkeys([*act.parties, *partners])))


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
