"""What goes over the wire to a webhook, signed by the Standard Webhooks specification.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from search.alerts.carrying import Post
from search.alerts.message import in_order
from search.alerts.notice import CANARY, Notice
from search.alerts.targets import PREFIX

LONGEST = 100_000
"""Characters of any one text in a message: many receivers take a megabyte and no more. The whole
of a longer quotation is in the store."""

LONGEST_IN_DIGEST = 1000

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True)
class Parcel:
    """One message: its idempotency key, and its bytes as they are signed."""

    key: str
    body: bytes


def parcel(post: Post) -> Parcel:
    """The message of a post; its type is `alert.new`, `alert.confirmed`, …, or `alerts.digest`.

    `data` has the alert as it is stored, and the words that every other kind of target gets.
    """
    if post.digest:
        told = [
            {**_fields(notice, LONGEST_IN_DIGEST), "message": message}
            for notice, message in zip(in_order(post.notices), post.messages(), strict=True)
        ]
        payload = {"type": "alerts.digest", "timestamp": post.at, "data": {"alerts": told}}
        return Parcel(post.key, _encoder.encode(payload))
    (notice,), (message,) = post.notices, post.messages()
    kind = "alert.test" if notice.test else f"alert.{notice.what}"
    if notice.alert.watch_id == CANARY:
        kind = "alert.canary"
    data = {**_fields(notice, LONGEST), "message": message}
    return Parcel(post.key, _encoder.encode({"type": kind, "timestamp": post.at, "data": data}))


def _fields(notice: Notice, longest: int) -> dict[str, object]:
    alert = notice.alert
    cut = msgspec.structs.replace(
        alert, headline=alert.headline[:longest], body=alert.body[:longest]
    )
    if alert.shift is not None:
        sides = {
            name: msgspec.structs.replace(
                side,
                quote=side.quote[:longest] if side.quote else side.quote,
                title=side.title[:longest] if side.title else side.title,
            )
            for name, side in (("before", alert.shift.before), ("after", alert.shift.after))
        }
        shift = msgspec.structs.replace(alert.shift, **sides, why=alert.shift.why[:longest])
        cut = msgspec.structs.replace(cut, shift=shift)
    return msgspec.structs.asdict(msgspec.structs.replace(notice, alert=cut))


def headers(parcel: Parcel, secrets: Sequence[str], now: datetime) -> dict[str, str]:
    """The headers of a message; each secret signs, so that a receiver may change its own."""
    moment = str(int(now.timestamp()))
    signed = b".".join((parcel.key.encode(), moment.encode(), parcel.body))
    signatures = " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets)
    return {
        "Content-Type": "application/json",
        "webhook-id": parcel.key,
        "webhook-timestamp": moment,
        "webhook-signature": signatures,
    }


def _signature(secret: str, signed: bytes) -> str:
    secret_bytes = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(secret_bytes, signed, hashlib.sha256).digest()).decode()
