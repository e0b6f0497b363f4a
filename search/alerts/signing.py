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

from search.alerts.notice import Notice
from search.alerts.targets import PREFIX
from wire.ids import digest

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True)
class Parcel:
    """One message: its idempotency key, and its bytes as they are signed."""

    key: str
    body: bytes


def single(notice: Notice, at: datetime) -> Parcel:
    """A message about one alert; its type is `alert.new`, `alert.confirmed` and so on."""
    kind = "alert.test" if notice.test else f"alert.{notice.what}"
    payload = {"type": kind, "timestamp": at, "data": notice}
    return Parcel(notice.key, _encoder.encode(payload))


def summary(notices: Sequence[Notice], target: str, at: datetime) -> Parcel:
    """Several messages in one, in the order of the alerts' times.

    The key follows from what is in it, so that it is the same when it has to be sent again.
    """
    ordered = sorted(notices, key=lambda each: (each.alert.at, each.key))
    payload = {"type": "alerts.digest", "timestamp": at, "data": {"alerts": ordered}}
    keys = sorted(each.key for each in ordered)
    return Parcel(f"digest-{digest(target, *keys)}", _encoder.encode(payload))


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
