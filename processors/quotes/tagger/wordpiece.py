"""WordPiece as BERT's uncased models cut words: greedily, the longest known piece first.

The same pieces as the `tokenizers` library gives (tested), without depending on it: Wu et al. 2016,
and Devlin et al. 2019 for lower case and accents.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

PAD, UNKNOWN, START, END, HIDDEN = 0, 100, 101, 102, 103
"""Numbers of the special pieces in BERT's vocabulary."""

_LONGEST_WORD = 100
"""Characters: a longer "word" is no word."""

_CACHED = 50_000
MOST_PIECES = 8
"""Of one word: a chemical name or an address must not push out the words around it."""


class WordPiece:
    """Pieces of words by a vocabulary (piece to number). Remembers the words it has cut."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self.pieces = lru_cache(maxsize=_CACHED)(self._pieces)

    def all(self, words: Iterable[str]) -> list[tuple[int, ...]]:
        """The pieces of each word; at least one each (the unknown piece), and at most eight."""
        cut = self.pieces
        return [cut(word) for word in words]

    def _pieces(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _parts(word):
            found += self._greedy(part)
        return tuple(found[:MOST_PIECES]) or (UNKNOWN,)

    def _greedy(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [UNKNOWN]
        found: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            prefix = "##" if start else ""
            while end > start and prefix + part[start:end] not in self._vocabulary:
                end -= 1
            if end == start:
                return [UNKNOWN]
            found.append(self._vocabulary[prefix + part[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """The word in lower case without accents, cut at punctuation, each mark a part of its own."""
    plain = "".join(
        c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn"
    )
    parts: list[str] = []
    open_part = False
    for c in plain.lower():
        if _is_no_text(c):
            continue
        if _stands_alone(c):
            parts.append(c)
            open_part = False
        elif open_part:
            parts[-1] += c
        else:
            parts.append(c)
            open_part = True
    return parts


def _is_no_text(c: str) -> bool:
    return c in "\x00\ufffd" or unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs")


_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


def _stands_alone(c: str) -> bool:
    """Punctuation as BERT sees it (all of ASCII's signs too), and ideographs."""
    code = ord(c)
    if code < 128:
        return not c.isalnum()
    return unicodedata.category(c).startswith("P") or any(a <= code <= b for a, b in _IDEOGRAPHS)
