"""What readers' verdicts make of the shifts of a timeline: confirmed, or not there at all."""

from collections.abc import Iterable

import msgspec

from wire import Shift
from wire.verdict import Verdict


def judged(shifts: Iterable[Shift], verdicts: Iterable[Verdict]) -> list[Shift]:
    """The shifts without those that readers take for none; those called right are confirmed.

    A pure function of both sets. Where readers disagree a shift stays as the evidence has it; a
    verdict that was taken back, or is on another shift, says nothing. Of two versions of a verdict
    the higher counts.
    """
    latest: dict[str, Verdict] = {}
    for verdict in verdicts:
        known = latest.get(verdict.id)
        if known is None or (known.version, known.removed) < (verdict.version, verdict.removed):
            latest[verdict.id] = verdict
    said: dict[str, set[bool]] = {}
    for verdict in latest.values():
        if not verdict.removed:
            said.setdefault(verdict.shift_id, set()).add(verdict.judgement == "right")
    return [
        msgspec.structs.replace(shift, status="confirmed") if answers == {True} else shift
        for shift in shifts
        for answers in [said.get(shift.id, set())]
        if answers != {False}
    ]
