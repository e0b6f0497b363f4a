"""Utterances: the facts that report one and the same saying or deed, in however many outlets."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

import msgspec

from processors.shifts.copies import Copies
from processors.shifts.prefix import alike
from processors.shifts.weight import trust, weight
from wire import PositionFact

SAME_UTTERANCE = timedelta(days=3)
"""Nearly the same words within this time are one utterance; later they are said again."""

LATE_COPY = timedelta(days=30)
"""The same for the same words in a copy of the article: old reports are sent round for weeks."""


class Utterance(msgspec.Struct, frozen=True, gc=False):
    """One saying or deed. `facts` are its reports in order of (at, id), one at least.

    `clusters` gives for each report the first article with nearly the same text as its own.
    `first` is the earliest report: it stands for the utterance, so that copies do not change its
    id. `day` is that of the first, in UTC as all times are; `stance` what most reports read it as,
    the earliest deciding between equals; `weight` and `trust` are those of the best report;
    `counterparties` everybody whom some report names as the other side, sorted.
    """

    facts: tuple[PositionFact, ...]
    clusters: tuple[str, ...]
    first: PositionFact
    day: date
    stance: int
    weight: int
    trust: float
    counterparties: tuple[str, ...]


def utterance(facts: tuple[PositionFact, ...], clusters: tuple[str, ...]) -> Utterance:
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


class _Grouped:
    """Facts in order, and what they are reports of. Numbers are places in `ordered`."""

    def __init__(self) -> None:
        self.ordered: list[PositionFact] = []
        self.articles, self.words = Copies(), Copies()
        self.texts: dict[str, str] = {}
        """The signature of each article, in the order of its first fact."""
        self.texts_by: list[int] = []
        """How many articles the facts up to each one are of."""
        self.clusters: list[str] = []
        self.firsts: list[int] = []
        self.members: dict[int, list[int]] = {}
        self.sayings: dict[int, Utterance] = {}


class Utterances:
    """The utterances of a timeline, again and again while its facts change.

    What is remembered between calls saves time and changes no answer: an utterance that nothing was
    added to is the same object.
    """

    def __init__(self) -> None:
        self._known = _Grouped()

    def of(self, facts: Iterable[PositionFact]) -> list[Utterance]:
        """Group facts of one timeline into utterances, in order of (at, id) of their first reports.

        Facts join when their words are nearly the same within three days, or within thirty when
        their articles are near-duplicates (a late copy says nothing new); never when one is a yes
        and the other a no ("will attend", "will not attend"). A fact is counted once, whatever
        number of times it is given; of two versions the higher counts.
        """
        # Taken out meanwhile: after a failure nothing half done is remembered.
        known, self._known = self._known, _Grouped()
        ordered = sorted(_latest(facts), key=attrgetter("at", "id"))
        same = alike(known.ordered, ordered)
        known.ordered = ordered
        _set_clusters(known, same)
        changed = sorted(_set_members(known, same))
        for first in changed:
            if first >= same:
                # They stand in the order of their first reports, which may be another now.
                known.sayings.pop(first, None)
        for first in changed:
            if first in known.members:
                members = known.members[first]
                known.sayings[first] = utterance(
                    tuple([ordered[number] for number in members]),
                    tuple([known.clusters[number] for number in members]),
                )
        self._known = known
        return list(known.sayings.values())


def _set_clusters(known: _Grouped, same: int) -> None:
    """Put the facts after the first, which are the same, into the clusters of their articles."""
    before = known.texts_by[same - 1] if same else 0
    del known.texts_by[same:]
    for name in list(known.texts)[before:]:
        del known.texts[name]
    for fact in known.ordered[same:]:
        known.texts.setdefault(fact.article_id, fact.article_signature)
        known.texts_by.append(len(known.texts))
    firsts = known.articles.groups(list(known.texts.values()), keep=before)
    names = list(known.texts)
    cluster = {name: names[first] for name, first in zip(names, firsts, strict=True)}
    known.clusters[same:] = [cluster[fact.article_id] for fact in known.ordered[same:]]


def _set_members(known: _Grouped, same: int) -> set[int]:
    """Let the facts after the first join utterances; gives the numbers of those that changed."""
    ordered, clusters = known.ordered, known.clusters

    def same_saying(first: int, new: int) -> bool:
        one, other = ordered[first], ordered[new]
        if one.stance * other.stance < 0:
            return False
        within = LATE_COPY if clusters[first] == clusters[new] else SAME_UTTERANCE
        return other.at - one.at <= within

    changed = set(known.firsts[same:])
    for first in changed:
        kept = [number for number in known.members.pop(first) if number < same]
        if kept:
            known.members[first] = kept
    known.firsts = known.words.groups([fact.signature for fact in ordered], same_saying, same)
    for number in range(same, len(ordered)):
        first = known.firsts[number]
        known.members.setdefault(first, []).append(number)
        changed.add(first)
    return changed


def _latest(facts: Iterable[PositionFact]) -> list[PositionFact]:
    latest: dict[str, PositionFact] = {}
    for fact in facts:
        known = latest.get(fact.id)
        if known is None or (known.version, known.removed) < (fact.version, fact.removed):
            latest[fact.id] = fact
    return [fact for fact in latest.values() if not fact.removed]
