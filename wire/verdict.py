"""A verdict: what a reader holds of a shift that was shown to him."""

from datetime import datetime

import msgspec

from wire.ids import digest, month_of
from wire.vocabulary import Direction, Issue, Judgement


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What `reader` says of a shift. Travels under its own id.

    One is current for each shift and reader; a change of mind raises `version`, and `removed` takes
    the verdict back. What the shift was about is embedded, so that verdicts can be counted when the
    shift itself is gone; no word of any article is. `shift_version` is the one that was looked at.
    """

    id: str
    version: int = 1
    removed: bool = False
    shift_id: str
    shift_version: int = 1
    judgement: Judgement
    reader: str
    note: str = ""
    at: datetime
    party: str
    counterparties: tuple[str, ...] = ()
    issue: Issue
    direction: Direction
    made_by: str = ""
    schema: int = 1


def verdict_id(shift_id: str, reader: str) -> str:
    """Id of a verdict: what it is on and whose it is; the same when the reader changes his mind."""
    return f"{month_of(shift_id)}-{digest('verdict', shift_id, reader)}"
