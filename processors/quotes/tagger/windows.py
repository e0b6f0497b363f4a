"""Stretches of an article that the network reads in one go: whole paragraphs as far as they fit."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.quotes.tagger.wordpiece import END, START
from processors.quotes.tagger.words import Words

LONGEST = 192
"""Pieces in one window: longer ones cost more a word (attention), shorter ones see less."""

_SENTENCE_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces and marks of the words `first` up to `last`; `places` is where each word begins."""

    first: int
    last: int
    pieces: NDArray[np.int64]
    marks: NDArray[np.int64]
    places: NDArray[np.int64]


def windows(
    words: Words, pieces: Sequence[tuple[int, ...]], longest: int = LONGEST
) -> list[Window]:
    """All words in windows of at most `longest` pieces, cut between paragraphs or sentences."""
    lengths = [len(p) for p in pieces]
    found: list[Window] = []
    first, room = 0, longest - 2
    for start, end in _stretches(words, lengths, longest - 2):
        need = sum(lengths[start:end]) + 1
        if need > room and start > first:
            found.append(_window(words, pieces, first, start))
            first, room = start, longest - 2
        room -= need
    if len(words) > first:
        found.append(_window(words, pieces, first, len(words)))
    return found


def _stretches(words: Words, lengths: Sequence[int], longest: int) -> list[tuple[int, int]]:
    """Paragraphs, and parts of overlong ones: cut after a sentence where that leaves a half."""
    borders = np.flatnonzero(np.diff(words.paragraphs, prepend=-1, append=-1)).tolist()
    found: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(borders):
        at, used, sentence, since = start, 0, start, 0
        for i in range(start, end):
            if used + lengths[i] > longest - 1:
                cut = sentence if since * 2 < used and sentence > at else i
                found.append((at, cut))
                used = sum(lengths[cut:i])
                at = cut
                sentence, since = cut, 0
            used += lengths[i]
            since += lengths[i]
            if words.texts[i] in _SENTENCE_ENDS:
                sentence, since = i + 1, 0
        found.append((at, end))
    return found


def _window(words: Words, pieces: Sequence[tuple[int, ...]], first: int, last: int) -> Window:
    numbers = [START]
    marks = [0]
    places = []
    known = words.marks[first:last].tolist()
    paragraphs = words.paragraphs[first:last].tolist()
    for n, cut in enumerate(pieces[first:last]):
        if n and paragraphs[n] != paragraphs[n - 1]:
            numbers.append(END)
            marks.append(0)
        places.append(len(numbers))
        numbers += cut
        marks += [known[n]] * len(cut)
    numbers.append(END)
    marks.append(0)
    return Window(first, last, np.array(numbers), np.array(marks), np.array(places))
