"""Who does what a verb says: the parties named by its subject, or acting through a person."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from processors.positions.effects import BLOWS, imposed_in
from processors.positions.lexicon import words
from processors.positions.several import NamedPlace, joined, means_several, meant
from processors.syntax import Sentence

INSTITUTIONS = words("institutions") | BLOWS
MUTUAL = words("mutual")
GOINGS = words("goings")

OWNERS = frozenset({"amod", "compound", "poss", "nmod"})

Whose = Callable[[int, int], str | None]
"""The party of the person named at a span of the text; None for one who acts for nobody."""


@dataclass(frozen=True, slots=True)
class Last:
    """The sentence before: whom it was about, and all parties that it named."""

    subject: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def party_tokens(sentence: Sentence, places: Iterable[NamedPlace]) -> dict[int, str]:
    """Party by index in the Doc of the tokens that name one."""
    out: dict[int, str] = {}
    first = sentence.span.start
    for place in places:
        begins, ends = (bisect_left(sentence.places, at) for at in (place.start, place.end))
        out.update(dict.fromkeys(range(first + begins, first + ends), place.party))
    return out


def parties_of(
    subject: Token,
    sentence: Sentence,
    places: Sequence[NamedPlace],
    last: Last,
    whose: Whose | None,
) -> tuple[str, ...]:
    """The parties that `subject` stands for.

    `places` are the parties named in its sentence, `last` tells of the sentence before.
    """
    named = party_tokens(sentence, places)
    out = _together(subject, sentence, places, named, whose)
    if not out and means_several(subject):
        earlier = [
            tuple(_together(token, sentence, places, named, whose))
            for token in sentence.span
            if token.i < subject.i and token.dep_ in {"nsubj", "nsubjpass"}
        ]
        out = list(meant(subject, named, [last.subject, *earlier], last.named))
    if not out and subject.lower_ in {"it", "they"} and len(last.subject) == 1:
        others = {party for index, party in named.items() if index < subject.i}
        if not others or others == set(last.subject):
            return last.subject
    if not out and subject.lower_ in {"who", "which", "that"} and subject.head.dep_ == "relcl":
        return tuple(_named_by(subject.head.head, named))
    return tuple(out)


def _together(
    subject: Token,
    sentence: Sentence,
    places: Sequence[NamedPlace],
    named: dict[int, str],
    whose: Whose | None,
) -> list[str]:
    """The parties that the subject names, with those that the text joins to its first.

    The parser hangs the second of two long names elsewhere now and then.
    """
    out = _directly(subject, sentence, named, whose)
    first = sentence.offset + subject.left_edge.idx
    head = sentence.offset + subject.idx
    for number, place in enumerate(places):
        if place.end > head and place.start > head:
            break
        told = joined(subject.doc.text, places[number:], sentence.offset)
        if place.start <= head < place.end or (place.start == first and len(told) > 1):
            out = list(dict.fromkeys([*out, *told]))
    return out


def partners_of(
    verb: Token,
    sentence: Sentence,
    places: Sequence[NamedPlace],
    whose: Whose | None,
) -> tuple[str, ...]:
    """The parties that do the same in turn: whoever is met meets, a deal with somebody binds both.

    Empty for a verb that one party can do alone; who travels to meet somebody meets.
    """
    named = party_tokens(sentence, places)
    out: list[str] = []
    if verb.lemma_.lower() in GOINGS:
        for child in verb.children:
            if child.dep_ in {"advcl", "xcomp"} and child.tag_ == "VB":
                out.extend(partners_of(child, sentence, places, whose))
    if verb.lemma_.lower() not in MUTUAL:
        return tuple(dict.fromkeys(out))
    for child in verb.children:
        if child.dep_ == "dobj" and verb.lemma_.lower() == "meet":
            out.extend(_directly(child, sentence, named, whose))
        for with_ in (child, *child.children) if child.dep_ in {"dobj", "prep"} else ():
            if with_.dep_ == "prep" and with_.lower_ == "with":
                for noun in with_.children:
                    out.extend(_directly(noun, sentence, named, whose))
    return tuple(dict.fromkeys(out))


def imposers_of(
    measure: Token, verb: Token, sentence: Sentence, places: Sequence[NamedPlace]
) -> tuple[str, ...]:
    """Whose measure it is that takes effect: its owner's, else that of the state where it holds."""
    named = party_tokens(sentence, places)
    owners = [named[c.i] for c in measure.children if c.dep_ in OWNERS and c.i in named]
    held = [named[noun.i] for noun in imposed_in(measure, verb) if noun.i in named]
    return tuple(owners[:1] or held[:1])


def _directly(
    subject: Token, sentence: Sentence, named: dict[int, str], whose: Whose | None
) -> list[str]:
    out: list[str] = []
    for head in (subject, *_conjuncts(subject)):
        parties = _named_by(head, named) or _persons(head, sentence, whose)
        out.extend(party for party in parties if party not in out)
    return out


def _persons(head: Token, sentence: Sentence, whose: Whose | None) -> list[str]:
    """The party of a person who is the subject: "President Ana Costa", "Costa"."""
    if whose is None or head.pos_ != "PROPN":
        return []
    inside = [t for t in head.subtree if t.dep_ not in {"punct", "cc"}]
    start = sentence.offset + inside[0].idx
    party = whose(start, sentence.offset + head.idx + len(head.text))
    return [party] if party else []


def _conjuncts(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _conjuncts(child)


def _mention_of(head: Token, named: dict[int, str]) -> Iterator[Token]:
    """The tokens of the mention that `head` stands in: neighbours that name the same party."""
    party, first, last = named[head.i], head.i, head.i
    while named.get(first - 1) == party:
        first -= 1
    while named.get(last + 1) == party:
        last += 1
    yield from head.doc[first : last + 1]


def _is_title(child: Token, name: Token) -> bool:
    """As in "the Norwegian president Ana Ruiz": the office, in small letters, before its holder."""
    return (
        child.dep_ in {"compound", "nmod"}
        and child.is_lower
        and child.lemma_.lower() in INSTITUTIONS
        and name.text[:1].isupper()
    )


def _named_by(head: Token, named: dict[int, str]) -> list[str]:
    if head.i in named:
        # "the Republic of the North and the Kingdom of the South": the second hangs on "North"
        inside = list(_mention_of(head, named))
        joined = [c for token in inside for c in _conjuncts(token) if c.i in named]
        return list(dict.fromkeys([named[head.i], *(named[c.i] for c in joined)]))
    if head.lemma_.lower() not in INSTITUTIONS:
        return [named[c.i] for c in head.children if c.i in named and _is_title(c, head)]
    out: list[str] = []
    for child in head.children:
        if child.i in named and child.dep_ in {*OWNERS, "appos", "det"}:
            out.append(named[child.i])
            out.extend(named[c.i] for c in _conjuncts(child) if c.i in named)
        elif (child.dep_ == "prep" and child.lower_ in {"of", "from"}) or child.dep_ in {
            "compound",
            "amod",
        }:
            for name in child.children:
                out.extend(named[c.i] for c in (name, *_conjuncts(name)) if c.i in named)
    return list(dict.fromkeys(out))
