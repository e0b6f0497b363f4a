"""A horizon: what is older is to be forgotten, for everyone who keeps state beside a topic."""

from datetime import datetime

import msgspec

HORIZON = "horizon"
"""The id and key of every horizon: it is about no single thing."""


class Horizon(msgspec.Struct, frozen=True, kw_only=True):
    """Forget what is from before the beginning of a month; the last positions stay known.

    It goes to every partition of a topic by its number, as its key says nothing of where.
    """

    id: str
    before: datetime
    schema: int = 1
