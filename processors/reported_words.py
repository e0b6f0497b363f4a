"""Quotations of an article as statements: the party that speaks, and the position it takes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from spacy.tokens import Token

from processors.positions.doers import party_tokens
from processors.positions.leading import Owner
from processors.positions.parties import Parties
from processors.positions.stance import read_position
from processors.quotes import Quotation
from processors.scene import Scene, around, tokens_of
from processors.statements import statement_of, with_reading
from processors.syntax import Sentence
from wire import Statement

COMMITTED = frozenset({"infinitive", "object"})
"""Reports where the cue itself tells the position: "refused to …", "rejected …"."""

FIRST_PERSON = frozenset({"i", "we", "us", "me"})


def reported_words(scene: Scene, parties: Parties, made_by: str) -> Iterator[Statement]:
    """The statement of each quotation, in their order."""
    for quotation in scene.quotations:
        row = statement_of(scene.article, quotation, made_by)
        party = _party(scene, parties, quotation)
        if not quotation.by_syntax:
            yield msgspec.structs.replace(row, party=party)
            continue
        tokens, cue, places = tokens_of(scene, quotation)
        reading = read_position(
            tokens,
            cue,
            around(scene, places),
            deed=quotation.how in COMMITTED and cue is not None,
            owner=_owner(scene, places, party),
        )
        others = parties.counterparties(scene.parsed, row.start, row.end, party) if party else ()
        yield with_reading(row, reading, party, _joint(scene, quotation, party), others)


def _party(scene: Scene, parties: Parties, quotation: Quotation) -> str | None:
    if quotation.speaker is None:
        return None
    return parties.party_of(
        quotation.speaker, scene.mentions, scene.people, scene.parsed, quotation.start
    )


def _joint(scene: Scene, quotation: Quotation, party: str | None) -> tuple[str, ...]:
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


def _owner(scene: Scene, places: Sequence[Sentence], party: str | None) -> Owner:
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
