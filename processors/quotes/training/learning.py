"""From labelled articles to the models of both profiles: who may learn from what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.gate import reporting
from processors.quotes.joining.forest import Forest
from processors.quotes.joining.models import Models
from processors.quotes.joining.page import nothing_known
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.reading import words_in
from processors.quotes.tagger.wordpiece import WordPiece
from processors.quotes.training.joining import (
    Example,
    Judged,
    example,
    judged,
    judged_rules,
    linkers,
    ranking,
)
from processors.quotes.training.labelled import Labelled, fold_of
from processors.quotes.training.ranking import chances_by_fold, levels
from processors.syntax import ParsedText, Parser, Profile

FOLDS = 3
"""Parts of the articles, each read by a tagger that has learned from the others."""

PARTS = 5
"""Parts for what is learned upon what taggers give."""

THRESHOLDS: dict[Profile, float] = {"accurate": 0.36, "fast": 0.3}

Corpora = Sequence[Sequence[Labelled]]
Taggers = Callable[[int | None], bytes]
"""Gives the tagger of a fold, or (None) that of all articles, as an ONNX file."""


def parts(corpora: Corpora, fold: int | None) -> tuple[list[Labelled], list[Labelled]]:
    """Articles to learn from and articles to read, in a fold; all and none without one.

    In the first fold only articles of the first file are learned from, so that its figure on the
    others is one of a model that knows nothing like them.
    """
    first, *others = corpora
    rest = [article for corpus in others for article in corpus]
    if fold is None:
        return [*first, *rest], []
    learn = [a for a in first if fold_of(a.id, FOLDS) != fold]
    read = [a for a in first if fold_of(a.id, FOLDS) == fold]
    if fold == 0:
        return learn, [*read, *rest]
    learn += [a for a in rest if fold_of(a.id, FOLDS - 1) + 1 != fold]
    return learn, [*read, *(a for a in rest if fold_of(a.id, FOLDS - 1) + 1 == fold)]


@dataclass(frozen=True, slots=True)
class Material:
    """All that is known of the articles before anything is learned upon the taggers' scores.

    By the article's name: what the rules find in the whole of it, and in the passages that the
    profile `fast` parses; and what a tagger gives that has not seen it.
    """

    rules: Mapping[str, Judged]
    passages: Mapping[str, Judged]
    tagged: Mapping[str, Example]


def material(corpora: Corpora, taggers: Taggers, pieces: Sequence[str]) -> Material:
    """Reads all articles, each with the tagger of a fold.

    What two folds read is read by the later one's, which has learned from more like it.
    """
    cut = WordPiece({piece: n for n, piece in enumerate(pieces)})
    parser = Parser()
    parsed = {a.id: (a, parser.parse(a.text)) for corpus in corpora for a in corpus}
    fast = ((a, parser.parse(a.text, reporting)) for a, _ in parsed.values())
    tagged: dict[str, Example] = {}
    for fold in reversed(range(FOLDS)):
        network = Network(taggers(fold), cut)
        for article in parts(corpora, fold)[1]:
            if article.id not in tagged:
                tagged[article.id] = _example(*parsed[article.id], network)
    return Material(
        {a.id: judged_rules(_example(a, text, None)) for a, text in parsed.values()},
        {a.id: judged_rules(_example(a, text, None)) for a, text in fast},
        tagged,
    )


def _example(article: Labelled, parsed: ParsedText, network: Network | None) -> Example:
    words = words_in(parsed)
    scores = network.scores(words) if network else nothing_known(len(words))
    return example(article, parsed, scores)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking with its levels, and the chances that rankings give which had not seen them."""

    ranking: Forest
    levels: NDArray[np.float64]
    chances: list[NDArray[np.float32]]


def ranked(found: Sequence[Judged], names: Sequence[str], threshold: float) -> Ranked:
    """A ranking of the candidates of the articles `names`."""
    chances = chances_by_fold(found, [fold_of(name, PARTS) for name in names])
    return Ranked(ranking(found), levels(found, chances, threshold), chances)


def models_of(known: Material, names: Sequence[str]) -> dict[Profile, Models]:
    """The models of both profiles, learned from the articles `names` alone.

    A ranking is learned upon what other models give, so these must not have seen the article
    either: they would look surer than they are.
    """
    quick = ranked([known.passages[n] for n in names], names, THRESHOLDS["fast"])
    rules = ranked([known.rules[n] for n in names], names, THRESHOLDS["fast"])
    found = []
    for part in range(PARTS):
        link = linkers([known.tagged[n] for n in names if fold_of(n, PARTS) != part])
        found += [
            (name, judged(known.tagged[name], known.rules[name], sure, link))
            for name, sure in zip(names, rules.chances, strict=True)
            if fold_of(name, PARTS) == part
        ]
    both = ranked([j for _, j in found], [name for name, _ in found], THRESHOLDS["accurate"])
    link = linkers([known.tagged[n] for n in names])
    return {
        "fast": Models(None, quick.ranking, None, quick.levels, THRESHOLDS["fast"]),
        "accurate": Models(link, both.ranking, rules.ranking, both.levels, THRESHOLDS["accurate"]),
    }
