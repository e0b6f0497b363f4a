"""Utterances: the facts that report one and the same saying or deed, in however many outlets."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from processors.shifts.copies import groups
from processors.shifts.weight import trust, weight
from wire import PositionFact

SAME_UTTERANCE = timedelta(days=3)
"""Nearly the same words within this time are one utterance; later they are said again."""


@dataclass(frozen=True)
class Utterance:
    """One saying or deed. `facts` are its reports in order of (at, id), one at least.

    `clusters` gives for each report the number of its article's group of near-duplicate texts.
    """

    facts: tuple[PositionFact, ...]
    clusters: tuple[int, ...]

    @property
    def first(self) -> PositionFact:
        """The earliest report: it stands for the utterance, so that copies do not change its id."""
        return self.facts[0]

    @cached_property
    def day(self) -> date:
        """The day of the earliest report, UTC as all times are."""
        return self.first.at.date()

    @cached_property
    def stance(self) -> int:
        """What most reports read it as; the earliest decides between equals."""
        if len(self.facts) == 1:
            return self.first.stance
        votes = Counter(fact.stance for fact in self.facts)
        most = max(votes.values())
        return next(fact.stance for fact in self.facts if votes[fact.stance] == most)

    @cached_property
    def weight(self) -> int:
        """The weight of its best report."""
        return max(weight(fact) for fact in self.facts)

    @cached_property
    def trust(self) -> float:
        """The trust in its best report."""
        return max(trust(fact) for fact in self.facts)

    @cached_property
    def counterparties(self) -> tuple[str, ...]:
        """Everybody whom some report names as the other side, sorted."""
        return tuple(sorted({other for fact in self.facts for other in fact.counterparties}))


def utterances(facts: Iterable[PositionFact]) -> list[Utterance]:
    """Group facts of one timeline into utterances, in order of (at, id) of their first reports.

    Facts join when their words are nearly the same within three days, or at any distance when
    their articles are near-duplicates (a late copy says nothing new); never when one is a yes and
    the other a no ("will attend", "will not attend"). A fact is counted once,
    whatever number of times it is given; of two versions the higher counts.
    """
    ordered = sorted(_latest(facts), key=lambda fact: (fact.at, fact.id))
    clusters = _clusters(ordered)

    def same_saying(first: int, new: int) -> bool:
        one, other = ordered[first], ordered[new]
        if one.stance * other.stance < 0:
            return False
        return clusters[first] == clusters[new] or other.at - one.at <= SAME_UTTERANCE

    members: dict[int, list[int]] = {}
    for number, first in enumerate(groups([fact.signature for fact in ordered], same_saying)):
        members.setdefault(first, []).append(number)
    return [
        Utterance(
            facts=tuple(ordered[number] for number in group),
            clusters=tuple(clusters[number] for number in group),
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
