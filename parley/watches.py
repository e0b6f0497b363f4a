"""Watches as a person names and describes them on the command line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import cast

from parley.failure import Failure
from search.alerts.local import AlertDesk
from search.alerts.policy import zone_of
from search.query import LEAST
from search.text import key
from wire import QuietHours, ShiftRule, Watch
from wire.alert import Subject
from wire.vocabulary import ISSUES, Direction
from wire.watch import WatchMode, watch_id


@dataclass(frozen=True)
class Asked:
    """What the options of a command say; what was not given is None or False."""

    query: str | None
    subject: Subject
    party: str | None
    issue: str | None
    counterparty: str | None
    direction: Direction | None
    confidence: float | None
    confirmed: bool
    own_words: bool

    @property
    def is_rule(self) -> bool:
        """Whether any option describes a rule on shifts."""
        named = (self.party, self.issue, self.counterparty, self.direction)
        return any(named) or self.confidence is not None or self.confirmed or self.own_words


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
        least_confidence=LEAST if asked.confidence is None else asked.confidence,
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


def on_operations(name: str, targets: Sequence[str], now: datetime) -> Watch:
    """A watch on Parley itself: silent feeds, a late canary."""
    return Watch(
        id=watch_id("", name, now),
        name=name,
        kind="operations",
        subject="operation",
        targets=tuple(dict.fromkeys(targets)),
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


def watch_named(desk: AlertDesk, name: str) -> Watch:
    """The watch with this name or id. Raises `Failure`."""
    found = desk.watches()
    for each in found:
        if name in {each.name, each.id}:
            return each
    known = f"; there are: {', '.join(each.name for each in found)}" if found else ""
    raise Failure(f"no watch {name!r}{known}")


def same_party(names: Iterable[str], name: str) -> bool:
    """Whether a party is among the names, however it is written."""
    return key(name) in {key(each) for each in names}
