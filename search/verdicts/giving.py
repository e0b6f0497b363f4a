"""From the verdict that a reader gave before to the one that is given now."""

from datetime import datetime

import msgspec

from wire.shift import Shift
from wire.verdict import Verdict, verdict_id
from wire.vocabulary import Judgement

MAX_NOTE = 1000
MAX_READER = 80
"""Characters of a note and of a reader's name; what is longer is cut."""


def given(
    known: Verdict | None,
    shift: Shift,
    judgement: Judgement,
    *,
    reader: str,
    note: str,
    now: datetime,
) -> Verdict | None:
    """The verdict to keep, with the next version; None where it says nothing new.

    `known` is the one that the same reader gave on the same shift, one taken back included.
    """
    reader, note = _line(reader)[:MAX_READER], note.strip()[:MAX_NOTE]
    if (
        known is not None
        and not known.removed
        and (known.judgement, known.note)
        == (
            judgement,
            note,
        )
    ):
        return None
    return Verdict(
        id=verdict_id(shift.id, reader),
        version=known.version + 1 if known else 1,
        shift_id=shift.id,
        shift_version=shift.version,
        judgement=judgement,
        reader=reader,
        note=note,
        at=now,
        party=shift.party,
        counterparties=shift.counterparties,
        issue=shift.issue,
        direction=shift.direction,
        made_by=shift.made_by,
    )


def revised(known: Verdict, judgement: Judgement, note: str, now: datetime) -> Verdict | None:
    """The same reader's new verdict on a shift that his last one took away.

    None where it says nothing new.
    """
    note = note.strip()[:MAX_NOTE]
    if not known.removed and (known.judgement, known.note) == (judgement, note):
        return None
    return msgspec.structs.replace(
        known, version=known.version + 1, removed=False, judgement=judgement, note=note, at=now
    )


def taken_back(known: Verdict | None, now: datetime) -> Verdict | None:
    """The same verdict as withdrawn; None where there is nothing to withdraw."""
    if known is None or known.removed:
        return None
    return msgspec.structs.replace(known, version=known.version + 1, removed=True, at=now)


def reader_named(name: str) -> str:
    """A reader's name as it is kept: on one line, not longer than it may be."""
    return _line(name)[:MAX_READER]


def _line(text: str) -> str:
    return " ".join(text.split())
