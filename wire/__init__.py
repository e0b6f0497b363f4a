"""What travels between rooms: values, their ids, topics and keys, and how they become bytes.

Every struct here is frozen and knows nothing of files, networks, clocks or databases.
What does not belong here: decisions, storage, anything that imports another room.
"""

from wire.alert import Alert, Hit
from wire.article import Article, Outlet, event_time
from wire.dead_letter import DeadLetter
from wire.horizon import Horizon
from wire.met import Met
from wire.position import PositionFact, PositionFacts
from wire.reading import LateRevision, Reading
from wire.shift import Evidence, Shift, Source
from wire.statement import Candidate, Change, Speaker, Statement
from wire.verdict import Verdict
from wire.watch import QuietHours, ShiftRule, Watch

__all__ = [
    "Alert",
    "Article",
    "Candidate",
    "Change",
    "DeadLetter",
    "Evidence",
    "Hit",
    "Horizon",
    "LateRevision",
    "Met",
    "Outlet",
    "PositionFact",
    "PositionFacts",
    "QuietHours",
    "Reading",
    "Shift",
    "ShiftRule",
    "Source",
    "Speaker",
    "Statement",
    "Verdict",
    "Watch",
    "event_time",
]
