"""The tool that learns the weights: what it writes, and what it measures."""

import gzip
import json
from pathlib import Path

import pytest

from processors.positions.signs import STANCES, chances, decided
from processors.positions.training import cross_validate, examples, main, train

GOOD = ("blessed", "cheered", "toasted", "treasured")
BAD = ("cursed", "jeered", "spat on", "burned")
THINGS = ("scheme", "charter", "canal", "orchard", "library")


def row(verb: str, thing: str, stance: int) -> str:
    """A labelled sentence, as the file holds it."""
    return json.dumps(
        {
            "text": f"Norland’s king {verb} the {thing}.",
            "statements": [{"mention": "Norland's king", "stance": stance}],
        }
    )


def sample() -> list[str]:
    """Verbs that no list knows, each on every thing."""
    return [
        row(verb, thing, stance)
        for thing in THINGS
        for verbs, stance in ((GOOD, 2), (BAD, -2))
        for verb in verbs
    ]


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    path = tmp_path / "sentences.jsonl"
    path.write_text("\n".join([*sample(), ""]), encoding="utf-8")
    return path


def test_every_holder_who_is_in_the_text_gives_an_example() -> None:
    absent = json.dumps(
        {"text": "Nobody is here.", "statements": [{"mention": "Norland", "stance": 1}]}
    )
    found = list(examples([*sample(), "", absent]))
    assert len(found) == len(sample())
    assert {stance for _, stance in found} == {-2, 2}
    assert "w:curse" in found[4][0]


def test_a_word_seen_once_is_not_learned() -> None:
    weights = train([(["w:ever"], 2), (["w:ever", "w:once"], 2), (["w:other"], -2)])
    assert "w:ever" in weights
    assert "w:once" not in weights


def test_what_was_learned_is_read_again() -> None:
    weights = train(list(examples(sample())))
    assert decided(chances(["w:bless"], weights))[0] == 2
    assert decided(chances(["w:curse"], weights))[0] == -2
    assert chances(["w:nothing at all"], {}) == dict.fromkeys(STANCES, 0.2)


def test_the_measure_holds_out_what_it_measures() -> None:
    found = [([f"w:{n}"], 2 if n % 2 else -2) for n in range(20)]
    blind = cross_validate(found)
    assert (blind.statements, blind.commonest) == (20, 0.5)
    assert blind.stance <= 0.5
    seen = cross_validate([(["w:yes"], 2), (["w:no"], -2)] * 10)
    assert (seen.stance, seen.sign, seen.by_rules) == (1.0, 1.0, 0.0)
    ruled = cross_validate([(["value:2:high"], 1), (["value:-1:low"], -2)] * 10)
    assert ruled.by_rules == 1.0


def test_the_weights_are_written_as_they_are_read(
    sentences: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "stance.json.gz"
    main([str(sentences)], target)
    weights = json.loads(gzip.decompress(target.read_bytes()))
    assert all(len(row) == len(STANCES) for row in weights.values())
    assert f"{len(weights)} features" in capsys.readouterr().out
    first = target.read_bytes()
    main([str(sentences)], target)
    assert target.read_bytes() == first


def test_a_check_writes_nothing(
    sentences: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "stance.json.gz"
    main([str(sentences), "--check"], target)
    assert not target.exists()
    assert "40 statements, 5 folds: stance " in capsys.readouterr().out
