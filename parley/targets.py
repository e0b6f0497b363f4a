"""Targets as a person names them, and the message that tries whether one can be reached."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from parley.failure import Failure
from parley.local.store import LocalStore
from parley.session import Session
from runtime.http import FetchError, GuardedClient
from runtime.http.urls import checked
from search.alerts.courier import send
from search.alerts.notice import Notice
from search.alerts.signing import single
from search.alerts.targets import Target
from wire import Alert, Watch
from wire.ids import alert_id, month


def target_named(store: LocalStore, name: str) -> Target:
    """The target with this name. Raises `Failure`."""
    found = {each.name: each for each in store.alerts.targets()}
    if name in found:
        return found[name]
    known = f"; there are: {', '.join(found)}" if found else ""
    raise Failure(f"no target {name!r}{known}; `parley watch target NAME URL` adds one", 2)


def address(url: str) -> str:
    """The address of a webhook. Raises `Failure` for what is none; it is looked up when used."""
    try:
        return str(checked(url))
    except FetchError as error:
        raise Failure(str(error), 2) from error


def try_targets(session: Session, watch: Watch, targets: Sequence[Target]) -> list[str | None]:
    """Send a marked test message to each; None where it arrived, else why it did not."""
    return asyncio.run(_try(session, watch, targets))


async def _try(session: Session, watch: Watch, targets: Sequence[Target]) -> list[str | None]:
    now = session.clock.now()
    parcel = single(_trial(watch, now), now)
    async with GuardedClient(session.settings, session.clock) as client:
        return await asyncio.gather(*(send(client, each, parcel, now) for each in targets))


def _trial(watch: Watch, now: datetime) -> Notice:
    alert = Alert(
        id=alert_id(watch.id, f"{month(now)}-test {now.isoformat()}"),
        watch_id=watch.id,
        watch_ids=(watch.id,),
        subject=watch.subject,
        subject_id="test",
        state="confirmed",
        headline=f"Test: alerts of “{watch.name}” arrive here",
        body="This is no news. Somebody ran `parley watch test --send`.",
        at=now,
        stamps={"sent": now},
    )
    return Notice(alert=alert, watch=watch.name, what="new", says="a test", test=True)
