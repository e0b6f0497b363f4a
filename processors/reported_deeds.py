"""Reported deeds of parties ("Norway suspended the talks") as statements."""

from collections.abc import Iterator

import msgspec

from processors.positions.acts import Act, find_acts
from processors.positions.parties import Parties
from processors.positions.stance import ReadPosition, read_position
from processors.positions.wording import Wording
from processors.scene import Scene, around, person_in
from processors.statements import statement_at, with_reading
from wire import Speaker, Statement, event_time

CONFIDENCE = 0.8
"""That a deed is reported where the syntax shows one; the reading of it has its own."""


def reported_deeds(
    scene: Scene, parties: Parties, made_by: str, read: ReadPosition = read_position
) -> Iterator[Statement]:
    """The statement of each deed that stands outside quotations, in their order. `read` reads its
    position.
    """
    taken = [span for q in scene.quotations if q.by_syntax for span in q.spans]
    taken += [(q.cue.start, q.cue.end) for q in scene.quotations if q.cue and q.by_syntax]

    day = event_time(scene.article).date()
    acts = find_acts(
        scene.parsed,
        scene.mentions,
        taken,
        day,
        whose=person_in(scene, parties),
        home=parties.home(scene.parsed),
    )
    for act in acts:
        yield _statement(scene, parties, act, made_by, read)


def _statement(
    scene: Scene, parties: Parties, act: Act, made_by: str, read: ReadPosition
) -> Statement:
    sentence = act.sentence
    inside = [t for t in sentence.span if act.start <= sentence.offset + t.idx < act.end]
    others = tuple(
        dict.fromkeys(
            name
            for party in act.parties
            for name in parties.counterparties(scene.parsed, act.start, act.end, party)
            if name not in act.parties
        )
    )
    wording = Wording(inside, act.token, around(scene, [sentence]), deed=True, towards=len(others))
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
    return with_reading(
        row, read(wording), act.party, act.parties if len(act.parties) > 1 else (), others
    )
