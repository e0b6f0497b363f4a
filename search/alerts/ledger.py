"""The account of a watch: what it matched was told, is on its way, failed, or was held back.

One unit is a document that began, or ceased, to match (or matched anew after it had changed).
"""

from dataclasses import dataclass, field


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
    def missing(self) -> int:
        """What is unaccounted for: 0, or something is wrong."""
        told = self.delivered + self.failed + self.waiting
        return self.matched + self.withdrawn - told - sum(self.suppressed.values())

    @property
    def balanced(self) -> bool:
        """Whether matched + withdrawn = delivered + failed + waiting + suppressed."""
        return self.missing == 0
