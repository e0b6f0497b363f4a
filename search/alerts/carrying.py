"""What is handed to whoever carries messages, and what comes of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from search.alerts.message import Message, in_order, message_of
from search.alerts.notice import Notice
from search.alerts.targets import Target
from wire.ids import digest


@dataclass(frozen=True)
class Post:
    """One sending: a single notice, or those of a digest. `console` is the console's address."""

    target: str
    notices: tuple[Notice, ...]
    digest: bool
    at: datetime
    console: str = ""

    @property
    def key(self) -> str:
        """The idempotency key: it follows from what is in it, so it is the same the next time."""
        if not self.digest:
            return self.notices[0].key
        keys = sorted(each.key for each in self.notices)
        return f"digest-{digest(self.target, *keys)}"

    def messages(self) -> list[Message]:
        """The words of each notice, in the order of the alerts' times."""
        return [message_of(each, self.at, self.console) for each in in_order(self.notices)]


@dataclass(frozen=True)
class NotArrived:
    """Why a message did not arrive, with no secret of its target in it.

    `never`: nothing will help this `message` (its mailbox is refused for good), or nothing will
    ever reach this `target` (it wants nothing any more); else it is worth another attempt.
    """

    why: str
    never: Literal["", "message", "target"] = ""


Carry = Callable[[Target, Post], Awaitable[NotArrived | None]]
"""Sends; None when it arrived. Bounded in time, and raises nothing but cancellation."""
