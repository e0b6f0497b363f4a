"""Parts of speech, features and lemmas by the model's own rules, each word's read only once.

In the English model these follow from a word, its tag and its dependency alone, but for the few
rules that read two words ("gon na"). The rules are the model's; only their answers are kept.
"""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from thinc.types import Ints2d

COMPONENTS = ("attribute_ruler", "lemmatizer")
"""The parts of the pipeline that this stands for, in their order."""

MOST_KEPT = 100_000
"""Answers kept at a time, some 30 MB: then all are forgotten, as names never come to an end."""

_ASKED: list[int | str] = ["ORTH", "TAG", "DEP"]
_TOLD: list[int | str] = ["POS", "MORPH", "LEMMA"]
_GIVEN: list[int | str] = ["TAG", "DEP", *_TOLD]

_Pattern = list[dict[str, Any]]
_Key = tuple[int, ...]
_Answer = tuple[int, int, int]
"""Part of speech, features and lemma."""


class Morphology:
    """Sets part of speech, features and lemma of tagged and parsed words, as the model would."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        ruler, lemmatizer = (nlp.get_pipe(name) for name in COMPONENTS)
        self._ruler = cast("AttributeRuler", ruler)
        self._lemmatizer = cast("Lemmatizer", lemmatizer)
        _as_sets(self._lemmatizer)
        self._pairs = Matcher(nlp.vocab)
        for number, rule in enumerate(self._ruler.patterns):
            longer = [p for p in cast("list[_Pattern]", rule["patterns"]) if len(p) > 1]
            if longer:
                self._pairs.add(str(number), longer)
        # None: a rule changes the tag or the dependency of the word as well
        self._answers: dict[_Key, _Answer | None] = {}
        self._sequences: dict[tuple[_Key, ...], list[_Answer]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The same parse, with what it lacked."""
        if len(self._answers) > MOST_KEPT:
            self._answers.clear()
            self._sequences.clear()
            self._lemmatizer.cache.clear()
        keys: list[_Key] = list(map(tuple, doc.to_array(_ASKED).tolist()))
        try:
            answers = [self._answers[key] for key in keys]
        except KeyError:
            self._learn([key for key in dict.fromkeys(keys) if key not in self._answers])
            answers = [self._answers[key] for key in keys]
        if not all(answers):
            return self._by_the_model(doc)
        for _, start, end in self._pairs(doc, allow_missing=True):
            together = self._together(keys[start:end])
            if together is None:
                return self._by_the_model(doc)
            answers[start:end] = together
        given = np.array(answers, dtype=np.uint64).reshape(len(doc), 3)
        return doc.from_array(_TOLD, cast("Ints2d", given))

    def _learn(self, keys: list[_Key]) -> None:
        """What the model says of these words, each read as if it stood alone."""
        row = self._row(keys)
        if len(keys) > 1 and self._pairs(row, allow_missing=True):
            for key in keys:
                self._learn([key])
            return
        for key, found in zip(keys, self._by_the_model(row).to_array(_GIVEN).tolist(), strict=True):
            changed = tuple(found[:2]) != key[1:]
            self._answers[key] = None if changed else (found[2], found[3], found[4])

    def _together(self, keys: list[_Key]) -> list[_Answer] | None:
        """What the model says of words that one of its rules reads together; None as above."""
        known = self._sequences.get(tuple(keys))
        if known is None:
            row = self._by_the_model(self._row(keys)).to_array(_GIVEN).tolist()
            if any(tuple(found[:2]) != key[1:] for key, found in zip(keys, row, strict=True)):
                return None
            known = self._sequences[tuple(keys)] = [(a, b, c) for _, _, a, b, c in row]
        return known

    def _row(self, keys: list[_Key]) -> Doc:
        words, tags, deps = (
            [self._vocab.strings[k] for k in each] for each in zip(*keys, strict=True)
        )
        return Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(keys))))

    def _by_the_model(self, doc: Doc) -> Doc:
        return self._lemmatizer(self._ruler(doc))


def _as_sets(lemmatizer: Lemmatizer) -> None:
    """The known forms as sets: the lemmatizer looks words up in lists of up to 57,528 of them."""
    table = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, forms in list(table.items()):
        if isinstance(forms, Sequence):
            table[part_of_speech] = frozenset(forms)
