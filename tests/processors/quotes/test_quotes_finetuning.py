"""Training the tagger on sentences of our own, where the libraries for it are installed."""

import numpy as np
import pytest

from processors.quotes import weights
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.wordpiece import WordPiece
from processors.quotes.training.labelled import Gold, Labelled

torch = pytest.importorskip("torch", reason="torch is for training alone")
pytest.importorskip("onnx", reason="onnx is for training alone")


def articles(count: int) -> list[Labelled]:
    """Sentences of one form, in which other people say other things."""
    who = ("mayor", "envoy", "baker", "pilot")
    what = ("it rains", "fish is dear", "the road is shut")
    made = []
    for n in range(count):
        name, words = who[n % 4], what[n % 3]
        text = f"The {name} said that {words}. Boats came home."
        start = text.index(words)
        source, cue = (0, 4 + len(name)), (5 + len(name), 9 + len(name))
        made.append(
            Labelled(f"a{n}", text, (Gold(((start, start + len(words)),), source, cue, None),))
        )
    return made


# The exporter that is asked for says so itself, and calls what it will lose one day.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_tagger_learns_a_form_is_pruned_and_reads_alike_when_made_small() -> None:
    from processors.quotes.training.encoder import Shape, Tagger
    from processors.quotes.training.export import export
    from processors.quotes.training.finetune import (
        Course,
        finetune,
        lessons,
        scores_of,
    )
    from processors.quotes.training.pruning import prune

    _, vocabulary = weights.tagger()
    cut = WordPiece(vocabulary)
    found = lessons(articles(24), cut)
    torch.manual_seed(1)
    tagger = Tagger(Shape(layers=1, inner=64))
    prune(tagger, found[:4], 48)
    finetune(tagger, found, Course(epochs=12, batch=4, rate=1e-3, hidden=0.0))
    lesson = found[0]
    large = scores_of(tagger, lesson)
    assert (large.argmax(axis=1) == lesson.tags).all()
    small = Network(export(tagger), cut).scores(lesson.words)
    assert (small.argmax(axis=1) == lesson.tags).mean() > 0.8
    assert np.abs(np.exp(large) - np.exp(small)).mean() < 0.1
