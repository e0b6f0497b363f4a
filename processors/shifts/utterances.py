"""Utterances: the facts that report one and the same saying or deed, in however many outlets."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

import msgspec

from processors.shifts.copies import groups
from processors.shifts.weight import trust, weight
from wire import PositionFact

SAME_UTTERANCE = timedelta(days=3)
"""Nearly the same words within this time are one utterance; later they are said again."""

LATE_COPY = timedelta(days=30)
"""The same for the same words in a copy of the article: old reports are sent round for weeks."""


class Utterance(msgspec.Struct, frozen=True, gc=False):
    """One saying or deed. `facts` are its reports in order of (at, id), one at least.

    `clusters` gives for each report the number of its article's group of near-duplicate texts.
    `first` is the earliest report: it stands for the utterance, so that copies do not change its
    id. `day` is that of the first, in UTC as all times are; `stance` what most reports read it as,
    the earliest deciding between equals; `weight` and `trust` are those of the best report;
    `counterparties` everybody whom some report names as the other side, sorted.
    """

    facts: tuple[PositionFact, ...]
    clusters: tuple[int, ...]
    first: PositionFact
    day: date
    stance: int
    weight: int
    trust: float
    counterparties: tuple[str, ...]


def utterance(facts: tuple[PositionFact, ...], clusters: tuple[int, ...]) -> Utterance:
    """The utterance that these reports, given in order of (at, id), are of."""
    first = facts[0]
    day = first.at.date()
    others = first.counterparties
    if len(facts) == 1:
        others = tuple(sorted(others)) if len(others) > 1 else others
        # By position: most utterances have one report, and names cost as much as the rest.
        return Utterance(
            facts, clusters, first, day, first.stance, weight(first), trust(first), others
        )
    votes = Counter(fact.stance for fact in facts)
    most = max(votes.values())
    return Utterance(
        facts=facts,
        clusters=clusters,
        first=first,
        day=day,
        stance=next(fact.stance for fact in facts if votes[fact.stance] == most),
        weight=max(weight(fact) for fact in facts),
        trust=max(trust(fact) for fact in facts),
        counterparties=tuple(sorted({other for fact in facts for other in fact.counterparties})),
    )


def utterances(facts: Iterable[PositionFact]) -> list[Utterance]:
    """Group facts of one timeline into utterances, in order of (at, id) of their first reports.

    Facts join when their words are nearly the same within three days, or within thirty when their
    articles are near-duplicates (a late copy says nothing new); never when one is a yes and the
    other a no ("will attend", "will not attend"). A fact is counted once, whatever number of times
    it is given; of two versions the higher counts.
    """
    ordered = sorted(_latest(facts), key=attrgetter("at", "id"))
    clusters = _clusters(ordered)

    def same_saying(first: int, new: int) -> bool:
        one, other = ordered[first], ordered[new]
        if one.stance * other.stance < 0:
            return False
        within = LATE_COPY if clusters[first] == clusters[new] else SAME_UTTERANCE
        return other.at - one.at <= within

    members: dict[int, list[int]] = {}
    for number, first in enumerate(groups([fact.signature for fact in ordered], same_saying)):
        members.setdefault(first, []).append(number)
    return [
        utterance((ordered[group[0]],), (clusters[group[0]],))
        if len(group) == 1
        else utterance(
            tuple(ordered[number] for number in group),
            tuple(clusters[number] for number in group),
        )
        for group in members.values()
    ]


def _latest(facts: Iterable[PositionFact]) -> list[PositionFact]:
    latest: dict[str, PositionFact] = {}
    for fact in facts:
        known = latest.get(fact.id)
        if known is None or (known.version, known.removed) < (fact.version, fact.removed):
            latest[fact.id] = fact
    return [fact for fact in latest.values() if not fact.removed]


def _clusters(ordered: list[PositionFact]) -> list[int]:
    """For each fact the number of its article's group of near-duplicate texts."""
    articles: dict[str, str] = {}
    for fact in ordered:
        articles.setdefault(fact.article_id, fact.article_signature)
    cluster = dict(zip(articles, groups(list(articles.values())), strict=True))
    return [cluster[fact.article_id] for fact in ordered]
