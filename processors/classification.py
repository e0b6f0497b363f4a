"""What one actor does or says towards another in a sentence or two: `parley classify`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

import numpy as np
from spacy.tokens import Span, Token

from processors.positions.actors import Place, places_of
from processors.positions.between import features
from processors.positions.linear import shipped
from processors.positions.reading import Reading
from processors.positions.stance import read_position
from processors.positions.wording import Wording
from processors.syntax import ParsedText, Parser
from processors.syntax.together import parse_together
from wire.vocabulary import Move

BATCH = 32
"""Texts parsed together: one by one takes twice as long."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What `source` does or says towards `target` in `text`; either may be empty."""

    id: str | int
    text: str
    source: str = ""
    target: str = ""


def classify(asked: Iterable[Asked], parser: Parser) -> Iterator[tuple[Asked, Reading]]:
    """Each with its reading, in order; its confidence is the chance of the move."""
    rest = iter(asked)
    while batch := list(islice(rest, BATCH)):
        places = [places_of(a.text, a.source, a.target) for a in batch]
        parses = parse_together(parser, [a.text for a in batch])
        for one, (mine, theirs), parsed in zip(batch, places, parses, strict=True):
            yield one, _read(parsed, mine, theirs)


def signs_between(
    texts: Sequence[tuple[str, Place | None, Place | None]], parser: Parser
) -> Iterator[list[str]]:
    """The features of each text with the places of its actor and of the other."""
    for first in range(0, len(texts), BATCH):
        batch = texts[first : first + BATCH]
        parses = parse_together(parser, [text for text, _, _ in batch])
        for (_, mine, theirs), parsed in zip(batch, parses, strict=True):
            yield _signs(parsed, mine, theirs)


def _read(parsed: ParsedText, mine: Place | None, theirs: Place | None) -> Reading:
    weights = shipped("moves")
    chances = weights.chances(_signs(parsed, mine, theirs))
    best = int(np.argmax(chances))
    reading = _position(parsed, mine)
    return replace(
        reading,
        move=cast("Move", weights.labels[best]),
        confidence=round(float(chances[best]), 3),
    )


def _signs(parsed: ParsedText, mine: Place | None, theirs: Place | None) -> list[str]:
    """The features of the piece of text that names most of the two, and most words."""
    pieces = [(offset, doc) for p in parsed.paragraphs for offset, doc in p.docs]
    if not pieces:
        return []
    inside = [
        (sum(_within(place, offset, len(doc.text)) for place in (mine, theirs)), len(doc))
        for offset, doc in pieces
    ]
    offset, doc = pieces[max(range(len(pieces)), key=lambda i: inside[i])]
    length = len(doc.text)
    return features(
        doc,
        (mine[0] - offset, mine[1] - offset) if mine and _within(mine, offset, length) else None,
        (theirs[0] - offset, theirs[1] - offset)
        if theirs and _within(theirs, offset, length)
        else None,
    )


def _within(place: Place | None, offset: int, length: int) -> bool:
    return place is not None and offset <= place[0] and place[1] <= offset + length


def _position(parsed: ParsedText, mine: Place | None) -> Reading:
    """Issue and stance: of the clause that the actor is the subject of, or of the whole."""
    for sentence in parsed.sentences():
        if mine is not None and sentence.start <= mine[0] < sentence.end:
            verb = _verb_of(
                sentence.span.doc.char_span(
                    mine[0] - sentence.offset, mine[1] - sentence.offset, alignment_mode="expand"
                )
            )
            if verb is not None:
                return read_position(Wording(list(sentence.span), verb, deed=True))
    return read_position(Wording([t for s in parsed.sentences() for t in s.span]))


def _verb_of(named: Span | None) -> Token | None:
    """The verb that the named actor is the subject or agent of."""
    token = named.root if named is not None else None
    while token is not None and token.head.i != token.i:
        if token.dep_ in {"nsubj", "nsubjpass", "csubj"} or token.head.dep_ == "agent":
            return token.head
        token = token.head
        if token.dep_ == "agent":
            return token.head
    return token if token is not None and token.pos_ in {"VERB", "AUX"} else None
