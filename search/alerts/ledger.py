"""The account of a watch: what it matched was told, is on its way, failed, or was held back.

One unit is a document that began, or ceased, to match (or matched anew after it had changed).
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["matched", "withdrawn", "suppressed", "delivered", "failed", "waiting"]


@dataclass(frozen=True)
class Account:
    """The numbers of one watch; `suppressed` counts by reason (`search.alerts.policy.REASONS`)."""

    watch_id: str
    scanned: int = 0
    matched: int = 0
    withdrawn: int = 0
    suppressed: dict[str, int] = field(default_factory=dict)
    delivered: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def held_back(self) -> int:
        """What was told to nobody, for whatever reason."""
        return sum(self.suppressed.values())

    @property
    def missing(self) -> int:
        """What is unaccounted for: 0, or something is wrong."""
        told = self.delivered + self.failed + self.waiting
        return self.matched + self.withdrawn - told - self.held_back

    @property
    def balanced(self) -> bool:
        """Whether matched + withdrawn = delivered + failed + waiting + suppressed."""
        return self.missing == 0


@dataclass(frozen=True)
class Day:
    """What was counted on one day (UTC, "2026-05-04"; "": before days were kept).

    A unit that waits overnight is matched on one day and delivered on the next, so that a single
    day need not balance; all days together do.
    """

    day: str
    account: Account


@dataclass
class Sums:
    """Counts on their way to being an account."""

    numbers: Counter[Outcome] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, reason: str, n: int) -> None:
        """Add so many units."""
        if outcome == "suppressed":
            self.reasons[reason] += n
        else:
            self.numbers[outcome] += n

    def account(self, watch_id: str, scanned: int) -> Account:
        """The account they make."""
        return Account(
            watch_id=watch_id,
            scanned=scanned,
            matched=self.numbers["matched"],
            withdrawn=self.numbers["withdrawn"],
            suppressed=dict(sorted(self.reasons.items())),
            delivered=self.numbers["delivered"],
            failed=self.numbers["failed"],
            waiting=self.numbers["waiting"],
        )
