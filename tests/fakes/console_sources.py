"""What the console shows beside the index, in lists that a test fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from runtime.ledger import Balance
from search.console import FeedReport, HistoryEntry
from wire import DeadLetter


@dataclass
class FakeSources:
    entries: dict[str, list[HistoryEntry]] = field(default_factory=dict)
    reports: list[FeedReport] = field(default_factory=list)
    account: dict[str, Balance] = field(default_factory=dict)
    lately: dict[str, Balance] = field(default_factory=dict)
    steps: dict[str, list[float]] = field(default_factory=dict)
    messages: dict[str, int] = field(default_factory=lambda: {"due": 0, "held": 0})
    dead: list[DeadLetter] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    def history(self, shift_id: str) -> Sequence[HistoryEntry]:
        return self.entries.get(shift_id, [])

    def earlier(self, shift_id: str) -> Sequence[str]:
        return [
            name
            for name, entries in self.entries.items()
            if any(each.replaced_by == shift_id for each in entries)
        ]

    def changed_since(self, number: int | None) -> tuple[int, Sequence[str]]:
        return len(self.changes), self.changes[number:] if number is not None else ()

    def feeds(self) -> Sequence[FeedReport]:
        return self.reports

    def stages(self, since: datetime | None = None) -> Mapping[str, Balance]:
        return self.account if since is None else self.lately

    def delays(self, limit: int) -> Mapping[str, Sequence[float]]:
        return {step: seconds[:limit] for step, seconds in self.steps.items()}

    def outbox(self) -> Mapping[str, int]:
        return self.messages

    def bytes(self) -> int:
        return 4096

    def waiting_letters(self) -> int:
        return len(self.dead)

    def letters(self, limit: int) -> Sequence[DeadLetter]:
        return self.dead[:limit]

    def letter(self, identifier: str) -> DeadLetter | None:
        return next((each for each in self.dead if each.id == identifier), None)
