"""What one target is told once: an alert, what about it is new, and because of which watch."""

import msgspec

from search.alerts.difference import What
from wire.alert import Alert

CANARY = "canary"
"""The watch that a canary's message names; there is none of this id."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """As it is kept until it is delivered, and embedded in what is sent.

    With `test` it is no news: somebody tries whether messages arrive.
    """

    alert: Alert
    watch: str
    what: What
    says: str
    test: bool = False
    schema: int = 1

    @property
    def key(self) -> str:
        """The idempotency key: whoever gets it twice was told once."""
        return f"{self.alert.id}.{self.alert.version}"
