"""What the console shows beside the index, in lists that a test fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from runtime.ledger import Balance
from search.console import FeedReport, HistoryEntry
from wire import DeadLetter


@dataclass
class FakeSources:
    entries: dict[str, list[HistoryEntry]] = field(default_factory=dict)
    reports: list[FeedReport] = field(default_factory=list)
    account: dict[str, Balance] = field(default_factory=dict)
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

    def stages(self) -> Mapping[str, Balance]:
        return self.account

    def letters(self, limit: int) -> Sequence[DeadLetter]:
        return self.dead[:limit]

    def letter(self, identifier: str) -> DeadLetter | None:
        return next((each for each in self.dead if each.id == identifier), None)
