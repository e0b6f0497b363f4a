"""A word's own vector, before its neighbours are looked at, computed once for each word.

In the English model it follows from the word's form alone; a text says most words again and again.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

MOST_KEPT = 40_000
"""Vectors kept at a time, some 15 MB: then all are forgotten, as names never come to an end."""

_Vectors = list[NDArray[np.float32]]


class Embedding:
    """Stands for the embedding layer of a pipeline: the same vectors, each word's made once."""

    def __init__(self, nlp: Language, layer: Model[list[Doc], _Vectors]) -> None:
        self._vocab = nlp.vocab
        self._layer = layer
        self._features = cast("list[int | str]", layer.layers[0].attrs["columns"])
        self._rows: dict[tuple[int, ...], int] = {}
        self._vectors = np.zeros((0, 0), dtype=np.float32)

    def __call__(self, docs: list[Doc]) -> _Vectors:
        """One array for each text: a row of floats for each token."""
        if len(self._rows) > MOST_KEPT:
            self._rows.clear()
        keys: list[list[tuple[int, ...]]] = [
            list(map(tuple, doc.to_array(self._features).tolist())) for doc in docs
        ]
        try:
            return self._kept(keys)
        except KeyError:
            self._learn(docs, keys)
            return self._kept(keys)

    def _kept(self, keys: list[list[tuple[int, ...]]]) -> _Vectors:
        """The vectors of known words. Raises KeyError for a new one."""
        rows = self._rows
        return [self._vectors[[rows[key] for key in text]] for text in keys]

    def __len__(self) -> int:
        """How many words' vectors are kept."""
        return len(self._rows)

    def _learn(self, docs: list[Doc], keys: list[list[tuple[int, ...]]]) -> None:
        """The layer reads whole texts: those that hold a new word."""
        new = [
            (doc, text)
            for doc, text in zip(docs, keys, strict=True)
            if any(key not in self._rows for key in text)
        ]
        made = self._layer.predict([doc for doc, _ in new])
        found: list[NDArray[np.float32]] = []
        kept = len(self._rows)
        for (_, text), vectors in zip(new, made, strict=True):
            for key, vector in zip(text, vectors, strict=True):
                if key not in self._rows:
                    self._rows[key] = kept + len(found)
                    found.append(vector)
        self._vectors = np.concatenate([self._vectors[:kept], found]) if kept else np.array(found)


def embed_each_word_once(nlp: Language) -> bool:
    """Let the pipeline keep the vectors of words. False: it is built otherwise, and left so."""
    model: Any = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    embed = model.layers[0]
    if "columns" not in embed.layers[0].attrs:
        return False
    embedding = Embedding(nlp, embed)

    def forward(
        model: Model[list[Doc], _Vectors],
        docs: list[Doc],
        is_train: bool,
    ) -> tuple[_Vectors, Callable[[_Vectors], list[Doc]]]:
        return embedding(docs), lambda _: []

    model.layers[0] = Model("embed_each_word_once", forward)
    return True
