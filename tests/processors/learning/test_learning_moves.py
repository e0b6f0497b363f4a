"""Learning moves from labelled sentences: what is read, measured and written."""

import json
from pathlib import Path

import numpy as np
import pytest

from processors.learning import moves, templates
from processors.learning.examples import Example
from processors.learning.logistic import calibration_error, told_apart
from processors.learning.softmax import Case
from processors.positions.linear import unpacked
from wire.vocabulary import MOVES

VERBS = {"ASSAULT": ("zapped", "zonked"), "AID": ("fettled", "fostled")}
THINGS = ("the port", "the mill", "the canal", "the weir", "the quay")


def row(verb: str, code: str, thing: str) -> str:
    """A labelled sentence, as the file holds it."""
    gold = {"source": "Norland", "target": "Sudland", "code": code}
    return json.dumps({"text": f"Norland {verb} {thing} of Sudland.", "gold": [gold]})


def sample() -> list[str]:
    """Verbs that nobody knows, each done to everything."""
    return [
        row(verb, code, thing)
        for thing in THINGS
        for code, verbs in VERBS.items()
        for verb in verbs
    ]


@pytest.fixture
def few_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grammar of one predicate for each code, so that learning takes no time."""
    text = "".join(f"[{code}]\n{code.lower()}ed T\n" for code in MOVES)
    rules = templates.read_moves(text)
    monkeypatch.setattr(templates, "grammar", lambda: rules)


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    path = tmp_path / "moves.jsonl"
    path.write_text("\n".join([*sample(), ""]), encoding="utf-8")
    return path


def test_labelled_lines_become_examples() -> None:
    found = next(moves.labelled(sample()))
    assert (found.text, found.move) == ("Norland zapped the port of Sudland.", "ASSAULT")
    assert (found.holder, found.other, found.source) == ((0, 7), (27, 34), "read")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nonsense", 'line 1: needs "text" and "gold"'),
        ('{"text": "x"}', "line 1: needs"),
        ('{"text": "x", "gold": []}', "line 1: needs"),
        ('{"text": "x", "gold": [{"code": "HUG"}]}', "HUG is no PLOVER code"),
    ],
)
def test_a_line_of_another_form_is_named(line: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        list(moves.labelled([line]))


def test_a_sentence_told_twice_stays_in_one_fold() -> None:
    examples = [Example("x", move="AID", group=str(n // 2)) for n in range(20)]
    fold = moves.folds(examples, 5)
    assert all(fold[n] == fold[n + 1] for n in range(0, 20, 2))
    assert len(set(fold)) == 5


def test_what_is_measured_was_not_learned() -> None:
    cases = [Case([f"w:{n}"], "AID" if n % 2 else "ASSAULT") for n in range(20)]
    chances = moves.cross_validated(cases, [], [n % 4 for n in range(20)])
    assert chances.shape == (20, len(MOVES))
    assert moves.figures(chances, [c.label for c in cases]).accuracy <= 50


def test_figures_are_of_all_codes_alike() -> None:
    chances = np.full((4, len(MOVES)), 0.01)
    for place, code in enumerate(["AID", "AID", "AID", "AID"]):
        chances[place, MOVES.index(code)] = 0.75  # type: ignore[arg-type]
    got = moves.figures(chances, ["AID", "AID", "AID", "ASSAULT"])
    assert got.accuracy == 75
    assert got.by_code == {"AID": pytest.approx(600 / 7), "ASSAULT": 0}
    assert got.macro_f1 == pytest.approx(300 / 7)
    assert 0 <= got.calibration_error <= 100


def test_the_warmth_makes_chances_as_often_right_as_they_say() -> None:
    chances = np.full((10, len(MOVES)), 0.001)
    chances[:, 0] = 0.986
    gold = [MOVES[0]] * 6 + [MOVES[1]] * 4
    assert moves.warmth_of(chances, gold) > 1
    assert moves.warmth_of(chances, [MOVES[0]] * 10) < 1


def test_calibration_error_is_the_distance_from_what_is_right() -> None:
    sure = np.full(20, 0.8)
    right = np.array([True, True, True, True, False] * 4)
    assert calibration_error(sure, right) < 0.25
    assert calibration_error(np.full(20, 1.0), np.zeros(20, bool)) == 1


def test_confidence_tells_right_from_wrong_or_does_not() -> None:
    right = np.array([True, True, False, False])
    assert told_apart(np.array([0.9, 0.8, 0.2, 0.1]), right) == 1
    assert told_apart(np.full(4, 0.5), right) == 0.5
    assert told_apart(np.full(4, 0.5), np.ones(4, bool)) == 0.5


@pytest.mark.usefixtures("few_templates")
def test_weights_are_written_with_their_version(
    sentences: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moves.main([str(sentences)], tmp_path)
    weights = unpacked((tmp_path / "moves.weights").read_bytes(), "moves")
    assert weights.labels == MOVES
    told = weights.chances(["verb:zapped", "object:zapped>port", "verb one:zapped", "w:zap"])
    assert MOVES[int(told.argmax())] == "ASSAULT"
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["moves.weights"]["version"] == "1"
    printed = capsys.readouterr().out
    assert "20 sentences, 5 folds: macro-F1" in printed
    assert "moves.weights: version 1" in printed


@pytest.mark.usefixtures("few_templates")
def test_a_check_writes_nothing(sentences: Path, tmp_path: Path) -> None:
    moves.main([str(sentences), "--check"], tmp_path)
    assert not (tmp_path / "moves.weights").exists()
