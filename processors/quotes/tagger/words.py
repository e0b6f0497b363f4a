"""The words that the tagger reads, and what typography says of each."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from processors.syntax import Region

_WORD = re.compile(r"\w+(?:[.]\w+)*|[^\w\s]")

_SHAPES = 5
MARKS = 2 * _SHAPES + 1
"""Marks of typography that a piece can have; 0 is for what is no word."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an article and their places: `starts` and `ends` are offsets of its text.

    `paragraphs` numbers the paragraph of each word; `marks` holds its shape (punctuation, number,
    capitals, capitalised, plain) and whether it stands in quotation marks, as one number from 1.
    """

    texts: tuple[str, ...]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    paragraphs: NDArray[np.int64]
    marks: NDArray[np.int64]
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.texts)


def words_of(
    plain: str, paragraphs: Sequence[tuple[int, int]], regions: Sequence[Sequence[Region]]
) -> Words:
    """The words of all paragraphs of a text made plain for reading, with their quotations."""
    texts: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    quoted: list[bool] = []
    for number, (start, end) in enumerate(paragraphs):
        borders = [at for region in regions[number] for at in (region.start, region.end)]
        found = list(_WORD.finditer(plain, start, end))
        texts += [match.group() for match in found]
        here = [match.start() for match in found]
        starts += here
        numbers += [number] * len(here)
        if borders:
            quoted += [bisect_right(borders, at) % 2 == 1 for at in here]
        else:
            quoted += [False] * len(here)
    shapes = [_shape(text) for text in texts]
    inside = np.array(quoted, dtype=bool)
    begin = np.array(starts, dtype=np.int64)
    return Words(
        tuple(texts),
        begin,
        begin + np.array([len(t) for t in texts], dtype=np.int64),
        np.array(numbers, dtype=np.int64),
        1 + 2 * np.array(shapes, dtype=np.int64) + inside,
        inside,
    )


_KEPT = 100_000


@lru_cache(maxsize=_KEPT)
def _shape(word: str) -> int:
    first = word[0]
    if not first.isalnum():
        return 0
    if first.isdigit():
        return 1
    if word.isupper() and len(word) > 1:
        return 2
    return 3 if first.isupper() else 4
