"""From the shifts that a store holds to those that are true now: what to send and to log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from wire import Shift
from wire.vocabulary import ShiftStatus

SAME_CHANGE = timedelta(days=3)
"""A shift that goes while one like it stands this near was only moved to other evidence."""

Reason = Literal[
    "first report",
    "further evidence",
    "evidence changed",
    "evidence gone",
    "evidence is back",
    "a reader's verdict",
]

VERDICT: Reason = "a reader's verdict"
"""Of a change that no evidence brought."""


@dataclass(frozen=True)
class Transition:
    """One line of a shift's history: what it became, and for which reason."""

    shift_id: str
    version: int
    status: ShiftStatus
    reason: Reason
    replaced_by: str | None = None


@dataclass(frozen=True)
class Difference:
    """`upserts` are the rows to store and send, removed ones included; both sorted by shift id."""

    upserts: tuple[Shift, ...]
    transitions: tuple[Transition, ...]


def difference(
    old: Iterable[Shift],
    new: Iterable[Shift],
    horizon: datetime | None = None,
    because: Reason | None = None,
) -> Difference:
    """What must happen so that a store of `old` rows (removed ones included) shows `new`.

    Each change of a row raises its version by one; a removed row keeps counting when it comes back.
    Rows older than `horizon` are neither changed nor removed. `because` is the reason of all that
    changes, where it is none of the evidence.
    """
    known = {shift.id: shift for shift in old}
    true_now = {shift.id: shift for shift in new}
    upserts: list[Shift] = []
    transitions: list[Transition] = []
    for identifier in sorted(known.keys() | true_now.keys()):
        before, after = known.get(identifier), true_now.get(identifier)
        if before is not None and horizon is not None and before.at < horizon:
            continue
        step = _step(before, after, true_now.values())
        if step is not None:
            upserts.append(step[0])
            transitions.append(step[1])
    if because is not None:
        transitions = [replace(transition, reason=because) for transition in transitions]
    return Difference(tuple(upserts), tuple(transitions))


def _step(
    before: Shift | None, after: Shift | None, true_now: Iterable[Shift]
) -> tuple[Shift, Transition] | None:
    if after is None:
        if before is None or before.removed:
            return None
        gone = msgspec.structs.replace(
            before, removed=True, status="retracted", version=before.version + 1
        )
        return gone, _transition(gone, "retracted", "evidence gone", _successor(before, true_now))
    if before is None:
        return after, _transition(after, after.status, "first report")
    row = msgspec.structs.replace(after, version=before.version)
    if row == before:
        return None
    row = msgspec.structs.replace(after, version=before.version + 1)
    if before.removed:
        return row, _transition(row, row.status, "evidence is back")
    if before.status != after.status:
        return row, _transition(row, row.status, "further evidence")
    return row, _transition(row, "amended", "evidence changed")


def _transition(
    row: Shift, status: ShiftStatus, reason: Reason, replaced_by: str | None = None
) -> Transition:
    return Transition(row.id, row.version, status, reason, replaced_by)


def _successor(gone: Shift, true_now: Iterable[Shift]) -> str | None:
    """The shift that stands in the place of one that is gone: the same change, other evidence."""
    heirs = [
        (abs(shift.at - gone.at), shift.id)
        for shift in true_now
        if shift.direction == gone.direction
        and (set(shift.counterparties) & set(gone.counterparties) or not gone.counterparties)
        and abs(shift.at - gone.at) <= SAME_CHANGE
    ]
    return min(heirs, default=(None, None))[1]
