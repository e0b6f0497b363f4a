"""Which hits are about one thing: the same shift, or nearly the same text within three days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.signature import same_text, values
from runtime.signature import signature as signature_of
from search.index.protocol import Document
from wire.alert import Hit, Subject
from wire.article import Article
from wire.statement import Statement

NEAR = timedelta(days=3)
"""Copies of a report, and other outlets with the same words, come within this time."""

BANDS = 16
"""Pairs of signature values by which copies are looked up. Texts of 0.8 likeness share a pair with
a chance of 0.9999999, of 0.45 with 0.97 (banding: Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", 3.4)."""

_MIX = 0x9E3779B97F4A7C15
_POSITIVE = (1 << 63) - 1


@dataclass(frozen=True)
class Group:
    """Hits on one thing, of one owner; `subject_id` is that of the earliest of its subjects."""

    subject: Subject
    subject_id: str
    hits: tuple[Hit, ...]

    @property
    def subject_ids(self) -> tuple[str, ...]:
        """The subjects, each once, in the order of the hits."""
        return tuple(dict.fromkeys(hit.subject_id for hit in self.hits))


def signature_for(document: Document) -> str:
    """By what copies of a document are known; a shift has no copies, its sources are counted."""
    match document:
        case Article():
            return document.signature
        case Statement():
            return signature_of(document.text)
        case _:
            return ""


def bands(signature: str) -> tuple[int, ...]:
    """The keys under which near-duplicates of a text are found: equal ones make a candidate."""
    found = values(signature)
    return (
        tuple(
            ((found[2 * n] << 32 | found[2 * n + 1]) * _MIX + n & _POSITIVE) for n in range(BANDS)
        )
        if found
        else ()
    )


def alike(one: Hit, other: Hit) -> bool:
    """Whether two hits are on nearly the same text at nearly the same time."""
    return (
        one.subject == other.subject != "shift"
        and abs(one.at - other.at) <= NEAR
        and not set(bands(one.signature)).isdisjoint(bands(other.signature))
        and same_text(one.signature, other.signature)
    )


def groups(hits: Iterable[Hit]) -> tuple[Group, ...]:
    """The groups of a set of hits, whatever the order they came in. Removed hits are in none.

    In the order of time each subject joins the first group whose first subject it is like, or
    begins one; so forty copies are one group, and a chain of ever different texts is not.
    """
    ordered = sorted((hit for hit in hits if not hit.removed), key=_place)
    heads: list[Hit] = []
    members: list[list[Hit]] = []
    head_of: dict[tuple[Subject, str], int] = {}
    # Only heads that share a band can be alike; without this a thousand hits are half a million
    # comparisons.
    by_band: dict[int, list[int]] = {}
    for hit in ordered:
        subject = (hit.subject, hit.subject_id)
        if subject not in head_of:
            found = bands(hit.signature)
            near = sorted({number for band in found for number in by_band.get(band, ())})
            number = next((each for each in near if alike(heads[each], hit)), len(heads))
            head_of[subject] = number
            if number == len(heads):
                heads.append(hit)
                members.append([])
                for band in found:
                    by_band.setdefault(band, []).append(number)
        members[head_of[subject]].append(hit)
    return tuple(
        Group(head.subject, head.subject_id, tuple(own))
        for head, own in zip(heads, members, strict=True)
    )


def _place(hit: Hit) -> tuple[datetime, str, str]:
    return hit.at, hit.subject_id, hit.watch_id


def watches_of(group: Group, oldest_first: Sequence[str]) -> tuple[str, ...]:
    """The watches that a group meets, in the order given; those not named there come last."""
    rank = {watch: number for number, watch in enumerate(oldest_first)}
    met = {hit.watch_id for hit in group.hits}
    return tuple(sorted(met, key=lambda watch: (rank.get(watch, len(rank)), watch)))
