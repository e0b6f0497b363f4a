"""What happened to each shift, written down as its messages come by on their topic."""

import sqlite3

from processors.local.history import record as write_down
from processors.shifts.difference import VERDICT, Reason, Transition
from runtime.kafka import Record
from wire import Shift


def note_shift(tx: sqlite3.Connection, record: Record) -> None:
    """Append a message's step to the log of its shift, once."""
    shift = record.decode_or_warn(Shift, "shift")
    if shift is None:
        return
    known = tx.execute(
        "SELECT version, status FROM shift_history WHERE shift_id = ?"
        " ORDER BY version DESC LIMIT 1",
        (shift.id,),
    ).fetchone()
    if known is not None and known[0] >= shift.version:
        return
    before = str(known[1]) if known is not None else None
    status = "retracted" if shift.removed else shift.status
    reason = VERDICT if record.about.because == VERDICT else _reason(shift, before)
    step = Transition(shift.id, shift.version, status, reason)
    write_down(tx, [step], record.at, record.about.article or None)


def _reason(shift: Shift, before: str | None) -> Reason:
    """Why, as far as the rows tell: the work role keeps no log of its own."""
    if shift.removed:
        return "evidence gone"
    if before is None:
        return "first report"
    if before == "retracted":
        return "evidence is back"
    return "further evidence" if before != shift.status else "evidence changed"
