"""Targets as a person names them, and the message that tries whether one can be reached."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from yarl import URL

from parley.failure import Failure
from parley.session import Session
from runtime.http import GuardedClient
from runtime.http.addresses import parsed, refusal
from runtime.http.urls import host_and_port, parse_allowed
from runtime.settings import Settings
from search.alerts.addressing import BadTarget, checked_webhook, kind_of, mail_route, shown
from search.alerts.carriers import Carriers
from search.alerts.carrying import Post
from search.alerts.chat import is_known
from search.alerts.local import AlertDesk
from search.alerts.notice import Notice
from search.alerts.targets import Target
from wire import Alert, Watch
from wire.ids import alert_id, month


def target_named(desk: AlertDesk, name: str) -> Target:
    """The target with this name. Raises `Failure`."""
    found = {each.name: each for each in desk.targets()}
    if name in found:
        return found[name]
    known = f"; there are: {', '.join(found)}" if found else ""
    raise Failure(f"no target {name!r}{known}; `parley watch target NAME URL` adds one", 2)


def described(name: str, url: str, secret: str, settings: Settings) -> Target:
    """A target at an address as a person types it. Raises `Failure` in words, with no secret.

    Whether anybody answers there is seen when something is sent.
    """
    try:
        match kind_of(url):
            case "webhook":
                made = checked_webhook(url)
                _outside(host_and_port(URL(made)), settings)
                return Target(name=name, url=made, secret=secret)
            case "mail":
                server = mail_route(url, settings.smtp_url, settings.mail_from).server
                _outside((server.host.lower(), server.port), settings)
                return Target(name=name, url=url, kind="mail")
            case "chat":
                if not is_known(url):
                    raise BadTarget(
                        f"{shown(url)}: neither a webhook (https:), nor a mailbox (mailto:,"
                        " smtps:), nor a service as https://github.com/caronc/apprise/wiki has it"
                    )
                return Target(name=name, url=url, kind="chat")
    except BadTarget as error:
        raise Failure(str(error), 2) from error


def _outside(place: tuple[str, int], settings: Settings) -> None:
    """Refuse an address that is written as a number and lies inside, unless it is allowed.

    What a name leads to may be another address tomorrow: that is judged at every connection.
    Raises `BadTarget`.
    """
    address = parsed(place[0])
    why = refusal(address) if address else None
    if why and place not in parse_allowed(settings.allowed_private_hosts):
        raise BadTarget(
            f"{place[0]} is no public address ({why}); where it is meant, add"
            f" {_pair(place)} to `allowed_private_hosts`"
        )


def _pair(place: tuple[str, int]) -> str:
    host, port = place
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def try_targets(session: Session, watch: Watch, targets: Sequence[Target]) -> list[str | None]:
    """Send a marked test message to each; None where it arrived, else why it did not."""
    return asyncio.run(_try(session, watch, targets))


async def _try(session: Session, watch: Watch, targets: Sequence[Target]) -> list[str | None]:
    settings, now = session.settings, session.clock.now()
    async with (
        GuardedClient(settings, session.clock) as client,
        Carriers(client, settings) as carriers,
    ):
        notices = (trial_notice(watch, now),)
        failed = await asyncio.gather(
            *(
                carriers.carry(each, Post(each.name, notices, False, now, settings.console_url))
                for each in targets
            )
        )
    return [each.why if each else None for each in failed]


def trial_notice(watch: Watch, now: datetime) -> Notice:
    """A message that is marked as no news."""
    alert = Alert(
        id=alert_id(watch.id, f"{month(now)}-test {now.isoformat()}"),
        watch_id=watch.id,
        watch_ids=(watch.id,),
        subject=watch.subject,
        subject_id="test",
        state="confirmed",
        headline=f"alerts of “{watch.name}” arrive here",
        body="This is no news. Somebody ran `parley watch test --send`.",
        at=now,
        stamps={"sent": now},
    )
    return Notice(alert=alert, watch=watch.name, what="new", says="a test", test=True)
