"""Pieces of words that belong to quotations: sums over them, and what two of them share.

All as arrays of pieces, never of quotations by words: the work grows with the text, not its square.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.runs import Run

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pieces:
    """The pieces of several owners (quotations), in the order of the owners and of the text.

    `owner`, `first` and `last` have one value for each piece; every owner has one piece or more,
    and its pieces share no word.
    """

    owner: Ints
    first: Ints
    last: Ints
    owners: int

    @classmethod
    def of(cls, owners: Sequence[Sequence[Run]]) -> "Pieces":
        """The pieces of each owner."""
        flat = [piece for pieces in owners for piece in pieces]
        owner = np.repeat(np.arange(len(owners)), [len(pieces) for pieces in owners])
        ends = np.array(flat, dtype=np.int64).reshape(-1, 2)
        return cls(owner, ends[:, 0], ends[:, 1], len(owners))

    @cached_property
    def begins(self) -> Ints:
        """The number of each owner's first piece."""
        return np.searchsorted(self.owner, np.arange(self.owners))

    def sums(self, running: NDArray[Any]) -> NDArray[np.float64]:
        """Each owner's sum of a value over its words, from the value's running count."""
        return np.bincount(
            self.owner, running[self.last] - running[self.first], minlength=self.owners
        )

    def least(self, values: Floats) -> Floats:
        """Each owner's smallest value among its words."""
        found = np.minimum.reduceat(np.append(values, 0), self._bounds(0))[::2]
        out: Floats = np.minimum.reduceat(found, self.begins)
        return out

    def most_inside(self, values: Floats) -> Floats:
        """Each owner's largest value among its words but for the first of a piece; else 0."""
        found = np.maximum.reduceat(np.append(values, [0, 0]), self._bounds(1))[::2]
        found = np.where(self.last - self.first > 1, found, 0)
        out: Floats = np.maximum.reduceat(found, self.begins)
        return out

    def _bounds(self, skipped: int) -> Ints:
        return np.stack([self.first + skipped, self.last], axis=1).ravel()

    def words(self) -> tuple[Ints, Ints]:
        """Owner and number of every word of every piece, in order."""
        lengths = self.last - self.first
        return np.repeat(self.owner, lengths), _ranges(self.first, lengths)

    def holds(self, owner: Ints, word: Ints) -> NDArray[np.bool_]:
        """Whether each word stands in a piece of the owner beside it."""
        ends = np.append(self.begins[1:], len(self.owner)) - 1
        inside: NDArray[np.bool_] = word >= self.first[self.begins[owner]]
        inside &= word < self.last[ends[owner]]
        gaps = np.flatnonzero(inside & (ends > self.begins)[owner])
        if len(gaps):
            size = int(np.max(self.last)) + 1
            at = np.searchsorted(
                self.owner * size + self.first, owner[gaps] * size + word[gaps], side="right"
            )
            inside[gaps] = word[gaps] < self.last[at - 1]
        return inside


def _ranges(first: Ints, lengths: Ints) -> Ints:
    """`first`, `first + 1` and so on, as many as `lengths` says, one range after the other."""
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(first - ends + lengths, lengths)


@dataclass(frozen=True)
class Shared:
    """Every pair of owners that share a letter, by the first, then the second.

    `share`: intersection over union of the two, in letters.
    """

    one: Ints
    other: Ints
    share: Floats
    owners: int

    @cached_property
    def begins(self) -> Ints:
        """Where the pairs of each first owner begin, and where the last one's end."""
        return np.searchsorted(self.one, np.arange(self.owners + 1))

    def of(self, owner: int) -> Ints:
        """Those that an owner shares a letter with (itself among them, if it was asked for)."""
        return self.other[self.begins[owner] : self.begins[owner + 1]]

    def best(self) -> tuple[Floats, Ints]:
        """The largest share of each first owner, and with whom (the first of equals); else 0, 0."""
        top = np.zeros(self.owners, dtype=np.float32)
        np.maximum.at(top, self.one, self.share)
        whom = np.zeros(self.owners, dtype=np.int64)
        at = np.flatnonzero(self.share == top[self.one])[::-1]
        whom[self.one[at]] = self.other[at]
        return top, whom


def shared(one: Pieces, other: Pieces, letters: Ints) -> Shared:
    """What owners of one kind share with those of another. `letters`: their running count."""
    a, b = _touching(one, other)
    both = np.maximum(
        letters[np.minimum(one.last[a], other.last[b])]
        - letters[np.maximum(one.first[a], other.first[b])],
        0,
    )
    pair = one.owner[a] * max(other.owners, 1) + other.owner[b]
    order = np.argsort(pair, kind="stable")
    pair, both = pair[order], both[order]
    new = np.flatnonzero(np.diff(pair, prepend=-1))
    common = np.add.reduceat(both, new) if len(new) else both
    new = new[common > 0]
    common = common[common > 0]
    left, right = np.divmod(pair[new], max(other.owners, 1))
    union = one.sums(letters)[left] + other.sums(letters)[right] - common
    return Shared(left, right, (common / union).astype(np.float32), one.owners)


def _touching(one: Pieces, other: Pieces) -> tuple[Ints, Ints]:
    """Numbers of the pieces that share a word: the later one begins inside the earlier one."""
    a, b = _beginning_inside(one, other, "left")
    d, c = _beginning_inside(other, one, "right")
    return np.concatenate([a, c]), np.concatenate([b, d])


def _beginning_inside(outer: Pieces, inner: Pieces, side: Any) -> tuple[Ints, Ints]:
    order = np.argsort(inner.first, kind="stable")
    begins = inner.first[order]
    low = np.searchsorted(begins, outer.first, side=side)
    count = np.maximum(np.searchsorted(begins, outer.last, side="left") - low, 0)
    return np.repeat(np.arange(len(count)), count), order[_ranges(low, count)]
