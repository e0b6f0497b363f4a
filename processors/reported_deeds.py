"""Reported deeds of parties ("Norway suspended the talks") as statements."""

from collections.abc import Iterator

import msgspec

from processors.positions.acts import Act, find_acts
from processors.positions.parties import Parties
from processors.positions.stance import read_position
from processors.scene import Scene, around
from processors.statements import statement_at, with_reading
from wire import Speaker, Statement, event_time

CONFIDENCE = 0.8
"""That a deed is reported where the syntax shows one; the reading of it has its own."""


def reported_deeds(scene: Scene, parties: Parties, made_by: str) -> Iterator[Statement]:
    """The statement of each deed that stands outside quotations, in their order."""
    taken = [span for q in scene.quotations if q.by_syntax for span in q.spans]
    taken += [(q.cue.start, q.cue.end) for q in scene.quotations if q.cue and q.by_syntax]

    def person(start: int, end: int) -> str | None:
        said = scene.article.text[start:end]
        speaker = Speaker(text=said, start=start, end=end, name=said)
        return parties.party_of(speaker, scene.mentions, scene.people, scene.parsed, start)

    day = event_time(scene.article).date()
    for act in find_acts(scene.parsed, scene.mentions, taken, day, person):
        yield _statement(scene, parties, act, made_by)


def _statement(scene: Scene, parties: Parties, act: Act, made_by: str) -> Statement:
    sentence = act.sentence
    inside = [t for t in sentence.span if act.start <= sentence.offset + t.idx < act.end]
    reading = read_position(inside, act.token, around(scene, [sentence]), deed=True)
    row = msgspec.structs.replace(
        statement_at(scene.article, act.spans, "indirect" if act.spoken else "act", made_by),
        start=act.start,
        end=act.end,
        cue=act.cue_text,
        cue_start=act.cue[0],
        cue_end=act.cue[1],
        speaker=Speaker(text=act.mention) if act.spoken else None,
        confidence=CONFIDENCE,
    )
    others = tuple(
        dict.fromkeys(
            name
            for party in act.parties
            for name in parties.counterparties(scene.parsed, act.start, act.end, party)
            if name not in act.parties
        )
    )
    return with_reading(
        row, reading, act.party, act.parties if len(act.parties) > 1 else (), others
    )
