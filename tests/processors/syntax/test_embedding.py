"""Vectors of words that are kept are those that the model makes."""

import numpy as np
import pytest
import spacy
from spacy.language import Language

from processors.syntax import embedding
from processors.syntax.embedding import Embedding, embed_each_word_once
from processors.syntax.parser import MODEL


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL, exclude=["ner", "senter"])


TEXTS = ["The envoy said that the road is shut.", "The road, he said, is open.", "", "Road  road"]


def vectors(layer: object, nlp: Language, texts: list[str]) -> list[np.ndarray]:
    docs = [nlp.make_doc(text) for text in texts]
    return layer(docs) if isinstance(layer, Embedding) else layer.predict(docs)  # type: ignore[attr-defined]


def test_kept_vectors_are_the_models(nlp: Language) -> None:
    layer = nlp.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    once = Embedding(nlp, layer)
    for texts in (TEXTS[:1], TEXTS[1:], TEXTS):
        for mine, theirs in zip(vectors(once, nlp, texts), vectors(layer, nlp, texts), strict=True):
            assert np.allclose(mine, theirs, atol=1e-4)


def test_a_word_is_made_once_and_all_are_forgotten_when_there_are_too_many(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = nlp.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    once = Embedding(nlp, layer)
    vectors(once, nlp, TEXTS[:1])
    kept = len(once)
    vectors(once, nlp, TEXTS[:1])
    assert len(once) == kept == 9 - 0
    monkeypatch.setattr(embedding, "MOST_KEPT", 3)
    vectors(once, nlp, ["Snow falls."])
    assert len(once) == 3


def test_a_model_that_is_built_otherwise_is_left_as_it_was() -> None:
    other = spacy.blank("en")
    other.add_pipe(
        "tok2vec",
        config={
            "model": {
                "embed": {
                    "@architectures": "spacy.CharacterEmbed.v2",
                    "width": 8,
                    "rows": 16,
                    "nM": 2,
                    "nC": 2,
                    "include_static_vectors": False,
                },
                "@architectures": "spacy.Tok2Vec.v2",
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 8,
                    "window_size": 1,
                    "maxout_pieces": 2,
                    "depth": 1,
                },
            }
        },
    )
    before = other.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    assert not embed_each_word_once(other)
    assert other.get_pipe("tok2vec").model.layers[0] is before  # type: ignore[attr-defined]
