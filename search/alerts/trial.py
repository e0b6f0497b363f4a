"""What a watch would have caught, before it is kept: the same evaluator and view as later."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from search.alerts.groups import signature_for
from search.alerts.searching import PartyName, Search, search_of
from search.alerts.view import view
from search.index.documents import kind_of, moment_of
from search.index.protocol import MAX_LIMIT, Document, Index
from search.query import After, And
from wire.alert import Alert, Hit
from wire.ids import hit_id
from wire.watch import Watch

LOOK_BACK = timedelta(days=30)
"""How far a trial looks back."""


@dataclass(frozen=True)
class Trial:
    """`matched` documents from `since` to `until`, and the `alerts` they make, the oldest first.

    With `capped` only the newest of them were looked at; there are more.
    """

    since: datetime
    until: datetime
    matched: int
    alerts: tuple[Alert, ...]
    capped: bool = False

    @property
    def how_often(self) -> str:
        """In words: on the average, and the busiest day."""
        if not self.alerts:
            return "it would not have woken you"
        days = Counter(each.at.date() for each in self.alerts)
        busiest = max(sorted(days), key=lambda day: days[day])
        # Of a capped trial the time before the oldest alert was not looked at.
        since = min(days) if self.capped else self.since.date()
        length = max(1, (self.until.date() - since).days)
        average = len(self.alerts) / length
        return (
            f"{average:.1f} a day; most on {busiest:%d %b %Y}, {days[busiest]};"
            f" none on {max(0, length - len(days))} days"
        )


def trial(
    watch: Watch,
    index: Index[Any],
    now: datetime,
    party_name: PartyName = str,
    *,
    most: int | None = None,
) -> Trial:
    """What the watch would have met in the time until `now`; at most the newest `most` documents.

    Raises `QueryError` for a query that cannot be read, `SearchTimeout`.
    """
    search, since = search_of(watch, party_name), now - LOOK_BACK
    found = {each.id: each for each in islice(_newest(index, search, since), most)}
    capped = most is not None and len(found) == most
    hits = [_hit(watch, each) for each in found.values()]
    made = view(watch.owner, hits, found, [watch.id])
    alerts = sorted((alert for alert, _ in made.values()), key=lambda each: (each.at, each.id))
    return Trial(since, now, len(found), tuple(alerts), capped)


def _newest(index: Index[Any], search: Search, since: datetime) -> Iterator[Document]:
    query, cursor = And((search.query, After(since))), None
    while True:
        page = index.search(search.kind, query, MAX_LIMIT, cursor)
        yield from (hit.document for hit in page.hits if search.holds(hit.document))
        cursor = page.next
        if cursor is None:
            return


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
