"""Learning the quotation models: what needs no library that only training needs."""

import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from processors.quotes import reader_of, weights
from processors.quotes.joining.candidates import Candidates
from processors.quotes.joining.models import Models
from processors.quotes.joining.pieces import Pieces, shared
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.reading import read, words_in
from processors.quotes.tagger.wordpiece import WordPiece
from processors.quotes.training import learning
from processors.quotes.training.__main__ import main
from processors.quotes.training.checking import ALONE, check, f1, matched, row
from processors.quotes.training.joining import (
    Judged,
    example,
    judged,
    judged_rules,
    runs_of,
)
from processors.quotes.training.labelled import Gold, Labelled, fold_of, labelled, tags_of
from processors.quotes.training.learning import Material, material, models_of, parts
from processors.quotes.training.ranking import levels
from processors.quotes.training.trees import as_arrays
from processors.syntax import Parser, Profile

STORIES = [
    (
        "The mayor said that the bridge was shut. “It is ice,” said Ada Brunner.",
        [
            ("the bridge was shut", "The mayor", "said"),
            ("“It is ice,”", "Ada Brunner", "said Ada"),
        ],
    ),
    (
        "Two aides told reporters that the ferry would run. Rain fell on the lake.",
        [("the ferry would run", "Two aides", "told")],
    ),
    ("The port believes that fish come first.", [("fish come first", "The port", "believes")]),
]


def line(name: str, text: str, gold: Sequence[tuple[str, str, str]]) -> str:
    """An article as the file of articles holds it."""
    quotes = []
    for words, who, cue in gold:
        start, speaker, at = text.index(words), text.index(who), text.index(cue)
        verb = cue.split()[0]
        quotes.append(
            {
                "spans": [[start, start + len(words)]],
                "speaker_span": [speaker, speaker + len(who)],
                "speaker_text": who,
                "cue_span": [at, at + len(verb)],
                "cue": verb,
            }
        )
    return json.dumps({"doc_id": name, "text": text, "quotes": quotes})


@pytest.fixture(scope="module")
def corpora() -> list[list[Labelled]]:
    """Two files: of twelve articles and of six."""
    first = [line(f"a{n}", *STORIES[n % 3]) for n in range(12)]
    other = [line(f"b{n}", *STORIES[n % 3]) for n in range(6)]
    return [list(labelled([*first, ""])), list(labelled(other))]


@pytest.fixture(scope="module")
def known(corpora: list[list[Labelled]]) -> Material:
    network, vocabulary = weights.tagger()
    return material(corpora, lambda _: network, list(vocabulary))


def test_an_article_has_its_attributions_with_first_pieces() -> None:
    text = "Ada, so far, Brunner said it was late."
    quotes = [
        {
            "spans": [[26, 37]],
            "speaker_span": [0, 20],
            "speaker_text": "Ada Brunner",
            "cue_span": [21, 25],
            "cue": "said",
            "attribution": "speech",
        },
        {"start": 26, "end": 37, "cue": " ", "cue_span": [21, 25]},
    ]
    (article,) = labelled([json.dumps({"doc_id": "x", "text": text, "quotes": quotes})])
    assert article.gold == (
        Gold(((26, 37),), (0, 3), (21, 25), speech=True),
        Gold(((26, 37),), None, None, None),
    )


def test_each_word_has_one_tag_and_an_inner_content_cuts_the_outer() -> None:
    text = "He said she said it rains."
    words = read(text)
    inner, outer = text.index("it rains"), text.index("she")
    article = Labelled(
        "x",
        text,
        (
            Gold(((inner, inner + 9),), (outer, outer + 3), (outer + 4, outer + 8), None),
            Gold(((outer, len(text)),), (0, 2), (3, 7), None),
        ),
    )
    assert tags_of(article, words).tolist() == [3, 5, 1, 2, 1, 2, 0]
    assert runs_of(tags_of(article, words), 1) == [(2, 4), (4, 6)]
    assert runs_of(np.array([2, 2, 0, 1, 1]), 1) == [(0, 2), (3, 4), (4, 5)]


def test_marks_alone_are_no_content() -> None:
    text = "She said “”."
    article = Labelled("x", text, (Gold(((9, 11),), None, None, None),))
    assert not tags_of(article, read(text)).any()


def test_folds_are_by_name_alone_and_about_even() -> None:
    folds = [fold_of(f"article {n}", 3) for n in range(300)]
    assert folds == [fold_of(f"article {n}", 3) for n in range(300)]
    assert all(70 < folds.count(fold) < 130 for fold in range(3))


def test_every_article_is_read_by_a_tagger_that_has_not_seen_it(
    corpora: list[list[Labelled]],
) -> None:
    everybody = {a.id for corpus in corpora for a in corpus}
    seen: list[str] = []
    for fold in range(learning.FOLDS):
        learn, unseen = ({a.id for a in part} for part in parts(corpora, fold))
        assert not learn & unseen
        seen += sorted(unseen)
        if fold == 0:
            assert learn <= {a.id for a in corpora[0]}
    assert set(seen) == everybody
    assert [len(part) for part in parts(corpora, None)] == [len(everybody), 0]


DUMP: dict[str, Any] = {
    "tree_info": [
        {
            "tree_structure": {
                "split_feature": 1,
                "threshold": 0.1,
                "left_child": {"leaf_value": -1.0},
                "right_child": {
                    "split_feature": 0,
                    "threshold": 2.5,
                    "left_child": {"leaf_value": 0.5},
                    "right_child": {"leaf_value": 2.0},
                },
            }
        },
        {"tree_structure": {"leaf_value": 0.25}},
    ]
}


def test_a_forest_of_arrays_says_what_its_trees_say() -> None:
    forest = as_arrays(DUMP, depth=3)
    rows = np.array([[9, 0.1], [2.5, 0.2], [3, 0.2]], dtype=np.float32)
    leaves = np.array([-1.0, 0.5, 2.0]) + 0.25
    assert np.allclose(forest.chances(rows), 1 / (1 + np.exp(-leaves)))


def test_what_is_marked_is_judged_right_and_the_rest_wrong(parser: Parser) -> None:
    (article,) = labelled([line("x", *STORIES[0])])
    parsed = parser.parse(article.text)
    network, vocabulary = weights.tagger()
    words = words_in(parsed)
    one = example(article, parsed, Network(network, WordPiece(vocabulary)).scores(words))
    models = weights.models("accurate")
    assert models.linkers is not None
    rules = judged_rules(one)
    both = judged(one, rules, np.full(len(rules.rows), 0.5, dtype=np.float32), models.linkers)
    for found in (rules, both):
        assert len(found.rows) == len(found.best) == len(found.match)
        assert found.gold == 2
        assert {int(n) for n in found.match[found.best >= 0.8]} == {0, 1}
    assert len(both.rows) > len(rules.rows)
    assert both.best.min() < 0.8


def test_confidence_rises_with_the_chance_to_both_ends() -> None:
    every = [_judged([0.9, 0.6, 0.4], [True, False, True]), _judged([0.8, 0.5], [True, False])]
    chances = [np.array([0.9, 0.6, 0.4]), np.array([0.8, 0.5])]
    curve = levels(every, [c.astype(np.float32) for c in chances], 0.3)
    assert (np.diff(curve) >= 0).all()
    assert curve[:, 0].tolist() == [0, 0]
    assert curve[:, -1].tolist() == [1, 1]
    assert np.interp(0.95, *curve) > np.interp(0.85, *curve)


def _judged(chances: Sequence[float], right: Sequence[bool]) -> Judged:
    """Candidates beside each other, of which some are right."""
    n = len(chances)
    every = Pieces.of([[(i, i + 1)] for i in range(n)])
    mutual = shared(every, every, np.arange(n + 1))
    best = np.array(right, dtype=np.float32)
    rows = np.zeros((n, 1), dtype=np.float32)
    return Judged(Candidates([], [], [], []), rows, mutual, best, np.arange(n), n)


def test_material_has_every_article_once(known: Material, corpora: list[list[Labelled]]) -> None:
    names = {a.id for corpus in corpora for a in corpus}
    assert set(known.rules) == set(known.passages) == set(known.tagged) == names
    assert len(known.rules["a0"].rows) >= 2


def test_cross_validation_reads_all_and_writes_what_a_scorer_reads(
    known: Material, corpora: list[list[Labelled]], tmp_path: Path
) -> None:
    network, vocabulary = weights.tagger()
    taught: list[list[str]] = []

    def learn(_: Material, names: Sequence[str]) -> Mapping[Profile, Models]:
        taught.append(list(names))
        return {"accurate": weights.models("accurate"), "fast": weights.models("fast")}

    found = check(corpora, known, lambda _: network, list(vocabulary), tmp_path, learn)
    assert set(found) == {
        f"{part}-{profile}" for part in ("1", "2", ALONE) for profile in ("accurate", "fast")
    }
    assert all(0.5 < figure <= 1 for figure in found.values())
    assert not any(name.startswith("b") for name in taught[0])
    written = (tmp_path / "1-accurate.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(each) for each in written.splitlines()]
    assert [each["doc_id"] for each in rows] == [a.id for a in corpora[0]]
    (first, *_) = rows[0]["quotes"]
    assert first["speaker_text"] == "The mayor"
    assert first["correct"]
    assert 0 < first["confidence"] <= 1


def test_a_gold_quotation_is_matched_once(parser: Parser) -> None:
    (article,) = labelled([line("x", *STORIES[0])])
    found = reader_of("fast").quotations(parser.parse(article.text))
    assert sorted(matched(article, found)) == [0, 1]
    assert sorted(matched(article, [found[0], found[0]])) == [0]
    assert f1([row(article, found)], {"x": article}) == 1
    assert f1([row(article, [])], {"x": article}) == 0


@pytest.mark.skipif(find_spec("lightgbm") is None, reason="lightgbm is for training alone")
def test_a_tiny_sample_teaches_both_profiles(known: Material) -> None:
    models = models_of(known, sorted(known.tagged))
    assert models["fast"].linkers is None
    assert models["accurate"].linkers is not None
    assert models["accurate"].rules is not None


def test_help_needs_no_library_of_training(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "--check" in capsys.readouterr().out


@pytest.mark.skipif(find_spec("torch") is not None, reason="the libraries of training are there")
def test_what_is_missing_for_training_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"requirements/train\.txt \(missing: torch\)"):
        main([str(tmp_path / "articles.jsonl")])
