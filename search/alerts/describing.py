"""A watch and its account in words, for whoever looks at them."""

from datetime import datetime
from typing import cast

from search.alerts.ledger import Account
from search.alerts.policy import REASONS, Why
from wire.watch import Watch


def looks_for(watch: Watch) -> str:
    """What a watch looks for, on one line."""
    rule = watch.rule
    if watch.kind == "operations":
        return "operations: trouble of Parley's own, such as a silent feed"
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
        *(f"{number:,} held back ({reason(why)})" for why, number in account.suppressed.items()),
    ]
    return ", ".join(told)


def reason(why: str) -> str:
    """Why something was told to nobody, in words."""
    return REASONS.get(cast(Why, why), why.replace("_", " "))


def is_muted(watch: Watch, now: datetime) -> bool:
    """Whether nobody is told of anything at the moment."""
    return watch.muted_until is not None and now < watch.muted_until
