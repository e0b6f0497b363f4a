"""Where alerts go: a webhook, a mailbox or a chat, its secrets, and how it has fared."""

import base64
from datetime import datetime, timedelta

import msgspec

from search.alerts.addressing import TargetKind, shown

SECRET_BYTES = 24
"""As the Standard Webhooks specification recommends (24 to 64)."""

PREFIX = "whsec_"

OVERLAP = timedelta(hours=24)
"""How long messages are signed with the old secret as well, after it was replaced."""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A place under a name. `url` may hold passwords: `shown` is for everybody's eyes.

    `secret` signs what a webhook gets. `failures` counts those since the last success. While
    `open_until` lies ahead nothing is sent (the circuit is open). `gone`: the receiver has said
    410, and wants nothing any more.
    """

    name: str
    url: str
    kind: TargetKind = "webhook"
    secret: str = ""
    previous_secret: str | None = None
    rotated_at: datetime | None = None
    failures: int = 0
    open_until: datetime | None = None
    gone: bool = False
    last_error: str = ""
    schema: int = 1

    @property
    def shown(self) -> str:
        """The address without what is secret in it."""
        return shown(self.url)

    def secrets(self, now: datetime) -> tuple[str, ...]:
        """The secrets to sign with: the newest first, the one before while it is still good."""
        if self.previous_secret is None or self.rotated_at is None:
            return (self.secret,)
        if now >= self.rotated_at + OVERLAP:
            return (self.secret,)
        return (self.secret, self.previous_secret)


def secret_of(random: bytes) -> str:
    """A secret as it is written down, from `SECRET_BYTES` random bytes."""
    return PREFIX + base64.b64encode(random).decode("ascii")


def rotated(target: Target, secret: str, now: datetime) -> Target:
    """The target with a new secret; the old one is good for a day more."""
    return msgspec.structs.replace(
        target, secret=secret, previous_secret=target.secret, rotated_at=now
    )


def in_words(target: Target, now: datetime) -> str:
    """How a target is, for whoever looks after it."""
    if target.gone:
        return "disabled: the receiver answered 410 (gone); add the target anew to try again"
    if target.open_until is not None and target.open_until > now:
        return (
            f"failing ({target.failures} times: {target.last_error});"
            f" tried again at {target.open_until:%d %b %H:%M} UTC"
        )
    if target.failures:
        return f"failed {target.failures} times: {target.last_error}"
    return "well"
