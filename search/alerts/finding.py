"""Which alerts are asked for, what is found, and what each target was told of them."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from wire.alert import Alert
from wire.vocabulary import Issue, ShiftStatus


@dataclass(frozen=True)
class Wanted:
    """What is None does not matter. `after` counts, `before` does not; both are of `Alert.at`.

    With `state` None retracted alerts are found as well.
    """

    watch_id: str | None = None
    party: str | None = None
    issue: Issue | None = None
    state: ShiftStatus | None = None
    after: datetime | None = None
    before: datetime | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for at all."""
        return self != Wanted()


@dataclass(frozen=True)
class AlertPage:
    """Some alerts, the cursor of those after them (None at the end), and how many there are."""

    alerts: tuple[Alert, ...]
    next: str | None
    total: int
    exact: bool = True


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message about an alert to one target, and what became of it.

    `state` is waiting, delivered, failed or suppressed; `why` says why not delivered. `due` is when
    it was to go out, `retry_at` when it is tried again after `attempts` failures.
    """

    alert_id: str
    version: int
    target: str
    watch_id: str
    state: str
    why: str
    what: str
    says: str
    digest: bool
    due: datetime
    done_at: datetime | None = None
    attempts: int = 0
    retry_at: datetime | None = None
