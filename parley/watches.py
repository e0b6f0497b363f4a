"""Watches as a person names and describes them on the command line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import cast

from parley.failure import Failure
from parley.local.store import LocalStore
from search.alerts.groups import signature_for
from search.alerts.ledger import Account
from search.alerts.policy import REASONS, Why, zone_of
from search.alerts.searching import search_of
from search.alerts.view import view
from search.index import Document
from search.index.documents import kind_of, moment_of
from search.query import After, And
from search.text import key
from wire import Alert, Hit, QuietHours, ShiftRule, Watch
from wire.alert import Subject
from wire.ids import hit_id
from wire.vocabulary import ISSUES, Direction
from wire.watch import WatchMode, watch_id

LOOK_BACK = timedelta(days=30)
"""How far `parley watch test` looks back."""


@dataclass(frozen=True)
class Asked:
    """What the options of a command say; what was not given is None or False."""

    query: str | None
    subject: Subject
    party: str | None
    issue: str | None
    counterparty: str | None
    direction: Direction | None
    confidence: float
    confirmed: bool
    own_words: bool

    @property
    def is_rule(self) -> bool:
        """Whether any option describes a rule on shifts."""
        named = (self.party, self.issue, self.counterparty, self.direction)
        return any(named) or self.confidence > 0 or self.confirmed or self.own_words


def described(asked: Asked, name: str, now: datetime) -> Watch:
    """The watch that the options describe. Raises `Failure` where they contradict each other."""
    if asked.is_rule == (asked.query is not None):
        raise Failure(
            "give --query for a saved search, or the options of a rule on shifts "
            "(--party, --issue, --counterparty, --direction …), and not both",
            2,
        )
    if asked.issue is not None and asked.issue not in ISSUES:
        raise Failure(f"no issue `{asked.issue}`; one of: {', '.join(ISSUES)}", 2)
    rule = ShiftRule(
        party=asked.party,
        issue=asked.issue,
        counterparty=asked.counterparty,
        direction=asked.direction,
        least_confidence=asked.confidence,
        only_confirmed=asked.confirmed,
        own_words=asked.own_words,
    )
    return Watch(
        id=watch_id("", name, now),
        name=name,
        kind="shift-rule" if asked.is_rule else "query",
        subject="shift" if asked.is_rule else asked.subject,
        query=asked.query or "",
        rule=rule if asked.is_rule else None,
        created_at=now,
    )


def quiet_hours(text: str | None, zone: str) -> QuietHours | None:
    """Quiet hours written as "22:00-07:00". Raises `Failure`."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d\d:\d\d)\s*-\s*(\d\d:\d\d)", text.strip())
    try:
        if match is None:
            raise ValueError(f"{text!r} are no quiet hours; write 22:00-07:00")
        for moment in match.groups():
            time.fromisoformat(moment)
        quiet = QuietHours(start=match[1], end=match[2], zone=zone)
        zone_of(quiet)
    except ValueError as error:
        raise Failure(str(error), 2) from error
    return quiet


def mode_named(text: str) -> WatchMode:
    """A mode by its name. Raises `Failure`."""
    if text not in {"at-once", "hourly", "daily"}:
        raise Failure(f"no mode `{text}`; one of: at-once, hourly, daily", 2)
    return cast(WatchMode, text)


def watch_named(store: LocalStore, name: str) -> Watch:
    """The watch with this name or id. Raises `Failure`."""
    found = store.alerts.watches()
    for each in found:
        if name in {each.name, each.id}:
            return each
    known = f"; there are: {', '.join(each.name for each in found)}" if found else ""
    raise Failure(f"no watch {name!r}{known}")


def caught(store: LocalStore, watch: Watch, since: datetime) -> tuple[int, list[Alert]]:
    """What a watch would have met since then: how many documents, and the alerts they make."""
    search = search_of(watch, store.alerts.party_name)
    query = And((search.query, After(since)))
    found: dict[str, Document] = {
        each.id: each for each in store.index.scan(search.kind, query) if search.holds(each)
    }
    made = view(watch.owner, [_hit(watch, each) for each in found.values()], found, [watch.id])
    return len(found), sorted((alert for alert, _ in made.values()), key=lambda a: (a.at, a.id))


def how_often(alerts: Sequence[Alert], since: datetime, now: datetime) -> str:
    """In words: on the average, and the busiest day."""
    if not alerts:
        return "it would not have woken you"
    days: dict[str, int] = {}
    for alert in alerts:
        day = f"{alert.at:%d %b %Y}"
        days[day] = days.get(day, 0) + 1
    busiest = max(days, key=lambda day: days[day])
    average = len(alerts) / max(1.0, (now - since) / timedelta(days=1))
    return f"{average:.1f} a day; most on {busiest}, {days[busiest]}; none on {_quiet(days)} days"


def _quiet(days: dict[str, int]) -> int:
    return max(0, LOOK_BACK.days - len(days))


def looks_for(watch: Watch) -> str:
    """What a watch looks for, on one line."""
    rule = watch.rule
    if rule is None:
        return f"{watch.subject}s: {watch.query or 'everything'}"
    parts = (
        rule.party or "any party",
        f"on {rule.issue}" if rule.issue else "",
        f"toward {rule.counterparty}" if rule.counterparty else "",
        rule.direction or "",
        f"confidence from {rule.least_confidence:g}" if rule.least_confidence else "",
        "confirmed" if rule.only_confirmed else "",
        "in own words" if rule.own_words else "",
    )
    return f"shifts: {', '.join(each for each in parts if each)}"


def account_in_words(account: Account) -> str:
    """The ledger of a watch on one line."""
    told = [
        f"{account.scanned:,} looked at",
        f"{account.matched:,} matched",
        *([f"{account.withdrawn:,} withdrawn"] if account.withdrawn else []),
        f"{account.delivered:,} delivered",
        *([f"{account.waiting:,} waiting"] if account.waiting else []),
        *([f"{account.failed:,} failed"] if account.failed else []),
        *(
            f"{number:,} held back ({REASONS[cast(Why, why)]})"
            for why, number in account.suppressed.items()
        ),
    ]
    return ", ".join(told)


def same_party(names: Iterable[str], name: str) -> bool:
    """Whether a party is among the names, however it is written."""
    return key(name) in {key(each) for each in names}


def _hit(watch: Watch, document: Document) -> Hit:
    at = moment_of(document)
    return Hit(
        id=hit_id(watch.id, document.id),
        watch_id=watch.id,
        subject=kind_of(document),
        subject_id=document.id,
        signature=signature_for(document),
        at=at,
        first_seen_at=at,
    )
