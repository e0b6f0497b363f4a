"""Fine-tunes the tagger on labelled articles. Seeded: the same data give the same weights.

Windows are packed to another length in each epoch, and some pieces are hidden, so that the network
does not learn by heart where a window ends or which name speaks.
"""

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  # torch's own name for it

from processors.quotes.tagger.reading import read
from processors.quotes.tagger.tags import TAGS
from processors.quotes.tagger.windows import LONGEST, Window, windows
from processors.quotes.tagger.wordpiece import HIDDEN, WordPiece
from processors.quotes.tagger.words import Words
from processors.quotes.training.encoder import Tagger
from processors.quotes.training.labelled import Labelled, tags_of

SEED = 20260101
NO_TAG = -100
"""What is no first piece of a word has no tag to learn."""


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast to learn. The embeddings of pieces stay as published: most of them are
    not met in these articles, and would drift apart from those that are.
    """

    epochs: int = 5
    batch: int = 12
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.08
    hidden: float = 0.05
    shortest: int = 112


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article ready to learn from."""

    words: Words
    pieces: list[tuple[int, ...]]
    tags: NDArray[np.int64]


def lessons(articles: Sequence[Labelled], cut: WordPiece) -> list[Lesson]:
    """The words, pieces and tags of all articles."""
    found = []
    for article in articles:
        words = read(article.text)
        found.append(Lesson(words, cut.all(words.texts), tags_of(article, words)))
    return found


def finetune(tagger: Tagger, found: Sequence[Lesson], course: Course, *, log: bool = False) -> None:
    """Trains the tagger in place, on one thread."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    random = np.random.default_rng(SEED)
    epochs = [_packed(found, course, random) for _ in range(course.epochs)]
    steps = sum(math.ceil(len(epoch) / course.batch) for epoch in epochs)
    optimizer = _optimizer(tagger, course)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (course.warm_up * steps)) * max(0.02, 1 - n / steps)
    )
    tagger.train()
    for number, epoch in enumerate(epochs):
        total, count = 0.0, 0
        for batch in _batches(epoch, course.batch, random):
            pieces, marks, tags = _tensors(batch, course.hidden, random)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = tagger(pieces, marks)
            loss = F.cross_entropy(
                scores.float().view(-1, len(TAGS)), tags.view(-1), ignore_index=NO_TAG
            )
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            plan.step()
            total += loss.item()
            count += 1
        if log:
            sys.stderr.write(f"epoch {number + 1}: loss {total / count:.4f}\n")
            sys.stderr.flush()
    tagger.eval()


def _optimizer(tagger: Tagger, course: Course) -> torch.optim.Optimizer:
    new = [*tagger.head.parameters(), *tagger.marks.parameters()]
    ids = {id(p) for p in new}
    tagger.pieces.weight.requires_grad_(False)
    old = [p for p in tagger.parameters() if id(p) not in ids and p.requires_grad]
    return torch.optim.AdamW(
        [{"params": old, "lr": course.rate}, {"params": new, "lr": course.head_rate}],
        weight_decay=0.01,
        fused=True,
    )


Sample = tuple[Window, NDArray[np.int64]]


def _packed(found: Sequence[Lesson], course: Course, random: np.random.Generator) -> list[Sample]:
    packed = []
    for lesson in found:
        longest = int(random.integers(course.shortest, LONGEST + 1))
        packed += [
            (window, lesson.tags[window.first : window.last])
            for window in windows(lesson.words, lesson.pieces, longest)
        ]
    return packed


def _batches(
    samples: Sequence[Sample], size: int, random: np.random.Generator
) -> Iterator[list[Sample]]:
    """Batches of windows of much the same length, in random order."""
    order = random.permutation(len(samples))
    groups = []
    for start in range(0, len(order), 20 * size):
        part = sorted(order[start : start + 20 * size], key=lambda i: len(samples[i][0].pieces))
        groups += [part[i : i + size] for i in range(0, len(part), size)]
    for n in random.permutation(len(groups)):
        yield [samples[i] for i in groups[n]]


def _tensors(
    batch: Sequence[Sample], hidden: float, random: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(window.pieces) for window, _ in batch)
    pieces = np.zeros((len(batch), longest), dtype=np.int64)
    marks = np.zeros_like(pieces)
    tags = np.full_like(pieces, NO_TAG)
    for row, (window, known) in enumerate(batch):
        pieces[row, : len(window.pieces)] = window.pieces
        marks[row, : len(window.pieces)] = window.marks
        tags[row, window.places] = known
    hide = (random.random(pieces.shape) < hidden) & (marks > 0)
    pieces[hide] = HIDDEN
    return torch.from_numpy(pieces), torch.from_numpy(marks), torch.from_numpy(tags)


def scores_of(tagger: Tagger, lesson: Lesson) -> NDArray[np.float32]:
    """Log-probabilities of all tags for each word, by the network before it is made small."""
    out = np.zeros((len(lesson.words), len(TAGS)), dtype=np.float32)
    with torch.no_grad():
        for window in windows(lesson.words, lesson.pieces):
            pieces, marks, _ = _tensors(
                [(window, window.places * 0)], 0.0, np.random.default_rng(0)
            )
            found = tagger(pieces, marks)[0].log_softmax(-1).numpy()
            out[window.first : window.last] = found[window.places]
    return out
