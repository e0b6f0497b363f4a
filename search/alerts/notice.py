"""What one target is told once: an alert, what about it is new, and because of which watch."""

import msgspec

from search.alerts.difference import What
from wire.alert import Alert


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """As it is kept until it is delivered."""

    alert: Alert
    watch: str
    what: What
    says: str
    schema: int = 1
