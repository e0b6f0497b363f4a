"""An article as arrays over its words: what the tagger gives, and what syntax says of each word."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.lexemes import STOPS, Lexemes, lexemes
from processors.quotes.tagger.tags import TAGS
from processors.quotes.tagger.words import Words
from processors.syntax import ParsedText

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

DEPENDENCIES = [
    "ROOT",
    "ccomp",
    "xcomp",
    "advcl",
    "relcl",
    "acl",
    "parataxis",
    "conj",
    "pcomp",
    "csubj",
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "prep",
    "amod",
    "compound",
    "det",
    "aux",
    "mark",
    "punct",
    "cc",
    "advmod",
    "npadvmod",
    "appos",
    "agent",
    "dative",
    "attr",
    "oprd",
    "acomp",
]
"""Relations that are told apart, from 1 on; the rest is 0."""

PARTS = [
    "VERB",
    "AUX",
    "NOUN",
    "PROPN",
    "PRON",
    "ADJ",
    "ADV",
    "ADP",
    "DET",
    "SCONJ",
    "CCONJ",
    "PART",
    "NUM",
    "PUNCT",
]
"""Parts of speech that are told apart, from 1 on; the rest is 0."""


@dataclass(frozen=True)
class Syntax:
    """For each word the word it depends on (itself at a root), its relation and part of speech."""

    heads: Ints
    relations: Ints
    parts: Ints
    sentences: Ints


def nothing_known(words: int) -> Floats:
    """Scores that tell nothing, for where no tagger reads."""
    return np.full((words, len(TAGS)), -np.log(len(TAGS)), dtype=np.float32)


def syntax_of(parsed: ParsedText, words: Words) -> Syntax:
    """The parse, laid over the tagger's words: a word is what its first letter's token is."""
    tables, offsets, before = [], [], []
    count = 0
    for paragraph in parsed.paragraphs:
        for offset, doc in paragraph.docs:
            tables.append(doc.to_array(["IDX", "HEAD", "DEP", "POS", "SENT_START"]))
            offsets.append(np.full(len(doc), offset))
            before.append(len(doc))
            strings = doc.vocab.strings
            count += len(doc)
    if not count:
        nothing = np.zeros(len(words), dtype=np.int64)
        return Syntax(np.arange(len(words)), nothing, nothing, nothing)
    table = np.concatenate(tables).astype(np.int64)
    begin = table[:, 0] + np.concatenate(offsets)
    head = np.arange(count) + table[:, 1]
    relations = _numbers(table[:, 2], [strings[d] for d in DEPENDENCIES])
    parts = _numbers(table[:, 3], [strings[p] for p in PARTS])
    first = np.zeros(count, dtype=np.int64)
    first[np.cumsum([0, *before[:-1]])] = 1
    sentence = np.cumsum((table[:, 4] == 1) | (first == 1))
    token = np.maximum(np.searchsorted(begin, words.starts, side="right") - 1, 0)
    word = np.searchsorted(words.starts, begin[head[token]], side="right") - 1
    return Syntax(np.maximum(word, 0), relations[token], parts[token], sentence[token])


def _numbers(values: Ints, known: list[int]) -> Ints:
    """Numbers from 1 by the place of a value among the known ones, 0 for others."""
    known_values = np.array(known, dtype=np.uint64).astype(np.int64)
    order = np.argsort(known_values)
    at = np.searchsorted(known_values[order], values)
    at = np.minimum(at, len(known) - 1)
    same = known_values[order][at] == values
    return np.where(same, order[at] + 1, 0)


class Page:
    """All that candidates are judged by. `scores`: log-probabilities, words by tags."""

    def __init__(
        self,
        text: str,
        words: Words,
        scores: Floats,
        syntax: Syntax,
        known: Lexemes | None = None,
    ) -> None:
        self.text = text
        self.words = words
        self.scores = scores
        self.syntax = syntax
        self.lexemes = known or lexemes(words.texts)
        chances = np.exp(scores)
        self.begins: Floats = chances[:, 1]
        self.goes_on: Floats = chances[:, 2]
        self.content: Floats = chances[:, 1] + chances[:, 2]
        self.source: Floats = chances[:, 3] + chances[:, 4]
        self.cue: Floats = chances[:, 5] + chances[:, 6]
        self.chances = chances

    def with_scores(self, scores: Floats) -> "Page":
        """The same article, with what a tagger gives."""
        return Page(self.text, self.words, scores, self.syntax, self.lexemes)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def letters(self) -> Ints:
        """Letters and digits up to each word: `letters[b] - letters[a]` are those of a span."""
        return running(self.lexemes.letters)

    @cached_property
    def capital(self) -> NDArray[np.bool_]:
        """Whether each word begins with a capital."""
        shape = (self.words.marks - 1) // 2
        found: NDArray[np.bool_] = (shape == 2) | (shape == 3)
        return found

    @cached_property
    def stops(self) -> NDArray[np.bool_]:
        """Whether each word is a mark that ends a sentence."""
        found: NDArray[np.bool_] = np.isin(self.lexemes.kinds, STOPS)
        return found

    @cached_property
    def first_words(self) -> Ints:
        """The first word of each word's paragraph."""
        new = np.flatnonzero(np.diff(self.words.paragraphs, prepend=-1))
        return np.repeat(new, np.diff(np.append(new, len(self)))).astype(np.int64)

    @cached_property
    def last_words(self) -> Ints:
        """The word after each word's paragraph."""
        new = np.flatnonzero(np.diff(self.words.paragraphs, prepend=-1))
        ends = np.append(new[1:], len(self))
        return np.repeat(ends, np.diff(np.append(new, len(self)))).astype(np.int64)

    @cached_property
    def dependent(self) -> NDArray[np.bool_]:
        """Whether each word is no punctuation and depends on another."""
        found: NDArray[np.bool_] = (self.lexemes.kinds == 0) & ~self._own_heads
        return found

    @cached_property
    def dependents(self) -> NDArray[Any]:
        """The running count of the words that depend on each word."""
        return running(np.bincount(self.syntax.heads[self.dependent], minlength=len(self)))

    @cached_property
    def roots(self) -> NDArray[Any]:
        """The running count of words that depend on none."""
        return running(self._own_heads)

    @cached_property
    def _own_heads(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.syntax.heads == np.arange(len(self))
        return found


def running(values: NDArray[Any]) -> NDArray[Any]:
    """The running sum: `running[b] - running[a]` is that of the values in `[a, b)`."""
    kind = np.float64 if values.dtype.kind == "f" else np.int64
    out = np.zeros(len(values) + 1, dtype=kind)
    np.cumsum(values, dtype=kind, out=out[1:])
    return out
