"""What the console shows that is not in the index, as whoever wires it must provide it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from runtime.ledger import Balance
from wire import DeadLetter


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a shift's state: when this machine learned it, and why."""

    recorded_at: datetime
    version: int
    status: str
    reason: str
    replaced_by: str | None = None
    article_id: str | None = None


@dataclass(frozen=True)
class FeedReport:
    """How a feed is; `words` is one line for a person that says what to do where it is not well.

    `silent`: it answers, and has had nothing new for longer than news feeds have.
    """

    url: str
    title: str
    words: str
    failing: bool
    silent: bool = False
    failures: int = 0
    status: int | None = None
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    next_poll_at: datetime | None = None


class Sources(Protocol):
    """Everything may be called from any thread, and gives what is stored at that moment."""

    def history(self, shift_id: str) -> Sequence[HistoryEntry]:
        """What happened to a shift, in the order in which it was learned."""
        ...

    def earlier(self, shift_id: str) -> Sequence[str]:
        """The shifts whose place this one took, directly or by others, the newest first."""
        ...

    def changed_since(self, number: int | None) -> tuple[int, Sequence[str]]:
        """The number of the newest change of any shift, and the shifts changed after `number`.

        None asks for the number alone. Numbers only grow.
        """
        ...

    def feeds(self) -> Sequence[FeedReport]:
        """Every feed that was ever asked, by address."""
        ...

    def stages(self, since: datetime | None = None) -> Mapping[str, Balance]:
        """The account of each stage over all hours, or over those from `since` on."""
        ...

    def delays(self, limit: int) -> Mapping[str, Sequence[float]]:
        """How many seconds each step of the way took the newest articles and messages.

        By the names of `runtime.metrics.catalogue.DELAY_STEPS`; `limit` at most of each.
        """
        ...

    def outbox(self) -> Mapping[str, int]:
        """Messages that are not sent yet: "due" now, and "held" until later."""
        ...

    def bytes(self) -> int:
        """How large the store is on the disk, its log included."""
        ...

    def waiting_letters(self) -> int:
        """How many dead letters wait for a replay."""
        ...

    def letters(self, limit: int) -> Sequence[DeadLetter]:
        """Dead letters that wait for a replay, the newest failure first."""
        ...

    def letter(self, identifier: str) -> DeadLetter | None:
        """One dead letter."""
        ...
