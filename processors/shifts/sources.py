"""Who reports a new position, and how many of them are independent of each other."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

from processors.shifts.positions import ANYBODY, Turn
from processors.shifts.utterances import Utterance
from wire import PositionFact, Source
from wire.vocabulary import ShiftStatus

SUPPORT = timedelta(days=3)
"""Other utterances of the same position from the morning of the day on, for this long, are further
reports of the same change."""

MOST_SOURCES = 20
"""A shift stays readable and small however many outlets have it; the newest are left out."""


class Reports:
    """All utterances of a timeline, searched for those that bear out a change."""

    def __init__(self, sayings: Sequence[Utterance]) -> None:
        self._sayings = sayings
        self._times = [saying.first.at for saying in sayings]

    def of(self, turn: Turn, counterparties: tuple[str, ...]) -> list[tuple[PositionFact, str]]:
        """The reports of the new position with their articles' clusters, in order of (at, id)."""
        start = _morning(turn)
        low, high = bisect_left(self._times, start), bisect_right(self._times, start + SUPPORT)
        reports = [
            report
            for saying in (turn.after, *self._sayings[low:high])
            if saying is turn.after or _supports(saying, turn, counterparties)
            for report in zip(saying.facts, saying.clusters, strict=True)
        ]
        return sorted(reports, key=lambda report: (report[0].at, report[0].id))


def settled(turn: Turn, news: datetime | None) -> bool:
    """Whether nothing that was said from `news` on can be a report of this change."""
    return news is None or _morning(turn) + SUPPORT < news


def _morning(turn: Turn) -> datetime:
    return turn.after.first.at.replace(hour=0, minute=0, second=0, microsecond=0)


def _supports(saying: Utterance, turn: Turn, counterparties: tuple[str, ...]) -> bool:
    if saying.stance * turn.after_stance <= 0 or saying.first.id == turn.after.first.id:
        return False
    named = set(saying.counterparties)
    return not named or not counterparties or bool(named & set(counterparties))


def independent(reports: Sequence[tuple[PositionFact, str]]) -> int:
    """How many reports differ from each other in both outlet and text: copies count once."""
    outlets: set[str] = set()
    clusters: set[str] = set()
    count = 0
    for fact, cluster in reports:
        if fact.outlet not in outlets and cluster not in clusters:
            outlets.add(fact.outlet)
            clusters.add(cluster)
            count += 1
    return max(count, 1)


def sources(reports: Sequence[tuple[PositionFact, str]]) -> tuple[Source, ...]:
    """The articles that report the new position, oldest first, one row per article.

    `cluster` is the id of the earliest article with nearly the same text.
    """
    leaders: dict[str, str] = {}
    listed: dict[str, Source] = {}
    for fact, cluster in reports:
        leader = leaders.setdefault(cluster, fact.article_id)
        if fact.article_id not in listed:
            listed[fact.article_id] = Source(
                article_id=fact.article_id,
                outlet=fact.outlet,
                title=fact.title,
                url=fact.url,
                at=fact.at,
                cluster=leader,
            )
    return tuple(listed.values())[:MOST_SOURCES]


def status(turn: Turn, independent_sources: int) -> ShiftStatus:
    """Confirmed by a second independent source, or by the party's own words on record."""
    if independent_sources > 1 or any(_verbatim(fact) for fact in turn.after.facts):
        return "confirmed"
    return "provisional"


def _verbatim(fact: PositionFact) -> bool:
    on_record = fact.own_words and not fact.anonymous and fact.speaker is not None
    return fact.kind == "direct" and fact.attribution == "speech" and on_record


def named(turns: Sequence[Turn]) -> tuple[str, ...]:
    """The counterparties of the changes that one utterance brought, sorted."""
    return tuple(sorted({turn.counterparty for turn in turns} - {ANYBODY}))
