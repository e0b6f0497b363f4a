"""Quotations of an article as statements: the party that speaks, and the position it takes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Token

from processors.positions.doers import Last, Whose, parties_of, party_tokens
from processors.positions.leading import Owner
from processors.positions.parties import Parties
from processors.positions.predicates import subject_of
from processors.positions.several import joined
from processors.positions.stance import ReadPosition, read_position
from processors.positions.wording import Wording
from processors.quotes import Quotation
from processors.scene import Scene, around, person_in, tokens_of
from processors.statements import statement_of, with_reading
from processors.syntax import Sentence
from wire import Statement

COMMITTED = frozenset({"infinitive", "object"})
"""Reports where the cue itself tells the position: "refused to …", "rejected …"."""

FIRST_PERSON = frozenset({"i", "we", "us", "me"})


def reported_words(
    scene: Scene,
    parties: Parties,
    made_by: str,
    read: ReadPosition = read_position,
    *,
    everybody: bool = True,
) -> Iterator[Statement]:
    """The statement of each quotation, in their order. `read` reads its position.

    Without `everybody` only where a party speaks: no timeline holds a position of others.
    """
    person = person_in(scene, parties)
    for quotation in scene.quotations:
        row = statement_of(scene.article, quotation, made_by)
        party = _party(scene, parties, quotation)
        joint = _joint(scene, quotation, party) or _several(scene, person, quotation, party)
        party = joint[0] if joint else party
        if not quotation.by_syntax or (party is None and not everybody):
            yield msgspec.structs.replace(row, party=party)
            continue
        tokens, cue, places = tokens_of(scene, quotation)
        others = parties.counterparties(scene.parsed, row.start, row.end, party) if party else ()
        wording = Wording(
            tokens,
            cue,
            around(scene, places),
            deed=quotation.how in COMMITTED and cue is not None,
            owner=_owner(scene, places, quotation, joint or (party,)),
            towards=len(others),
        )
        yield with_reading(row, read(wording), party, joint, others)


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
    together = joined(scene.article.text, named) if named else ()
    return together if party in together and len(together) > 1 else ()


def _several(
    scene: Scene, person: Whose, quotation: Quotation, party: str | None
) -> tuple[str, ...]:
    """Those that a speaker like "they" or "both sides" points back to, where it names none."""
    speaker = quotation.speaker
    if party is not None or speaker is None or speaker.start is None or speaker.end is None:
        return ()
    place = next(iter(scene.sentences_in(speaker.start, speaker.end)), None)
    if place is None:
        return ()
    inside = [t for t in place.span if speaker.start <= place.offset + t.idx < speaker.end]
    heads = [t for t in inside if t.head not in inside]
    if len(heads) != 1:
        return ()
    number = bisect_left(scene.sentences, place.start, key=lambda s: s.start)
    before = scene.sentences[number - 1] if number else None
    together = any(c.dep_ == "conj" for c in heads[0].children)
    found = parties_of(
        heads[0],
        place,
        scene.mentions_in(place.start, place.end),
        _last(scene, before, person) if before else Last(),
        person if together else None,  # a person alone speaks for one party at most
    )
    return found if len(found) > 1 else ()


def _last(scene: Scene, before: Sentence, whose: Whose) -> Last:
    """Whom the sentence before was about, and all that it named."""
    named = scene.mentions_in(before.start, before.end)
    subject = subject_of(before.span.root)
    about = parties_of(subject, before, named, Last(), whose) if subject is not None else ()
    return Last(about, tuple(dict.fromkeys(m.party for m in named)))


def _owner(
    scene: Scene, places: Sequence[Sentence], quotation: Quotation, own: tuple[str | None, ...]
) -> Owner:
    """Whether a subject in these sentences is whoever speaks, of the parties `own`."""
    named = {id(s.span.doc): party_tokens(s, scene.mentions_in(s.start, s.end)) for s in places}
    offsets = {id(s.span.doc): s.offset for s in places}
    speaker = quotation.speaker
    spoken = (0, 0) if speaker is None else (speaker.start or 0, speaker.end or 0)

    def owner(subject: Token) -> bool | None:
        at = offsets.get(id(subject.doc), 0) + subject.idx
        if spoken[0] <= at < spoken[1]:
            return True
        if subject.lower_ in FIRST_PERSON:
            return True
        known = named.get(id(subject.doc), {})
        names = {known[t.i] for t in (subject, *subject.children) if t.i in known}
        if not names:
            return None
        return bool(names & set(own)) if any(own) else None

    return owner
