"""Learning issues from labelled items and sentences: what is read, measured and written."""

import json
from pathlib import Path

import pytest

from processors.learning import issues
from processors.positions.linear import unpacked

THINGS = ("port", "mill", "canal", "weir")


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join([*map(json.dumps, rows), ""]), encoding="utf-8")
    return path


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    return lines(
        tmp_path / "sentences.jsonl",
        [
            {
                "text": f"Norway lifted the tariff on the {thing}.",
                "statements": [{"party": "Norway", "issue": "trade"}],
            }
            for thing in THINGS
        ],
    )


@pytest.fixture
def pair(tmp_path: Path) -> str:
    items = lines(
        tmp_path / "items.jsonl",
        [
            {"doc_id": f"{kind}{n}", "thread": thing, "text": text.format(thing)}
            for n, thing in enumerate(THINGS)
            for kind, text in (
                ("t", "Norway lifted the tariff on the {}."),
                ("n", "Norway attacked the festival at the {}."),
                ("x", "Norway closed the {}."),
            )
        ],
    )
    labels = lines(
        tmp_path / "labels.jsonl",
        [
            row
            for n in range(len(THINGS))
            for row in (
                {"doc_id": f"t{n}", "party": "Norway", "issue": "trade"},
                {"doc_id": f"n{n}", "none": True},
            )
        ],
    )
    return f"{items}+{labels}"


def test_items_have_their_labels_and_unlabelled_ones_are_left_out(pair: str) -> None:
    found = list(issues.labelled(pair))
    assert [one.thread for one in found[:2]] == ["port", "port"]
    assert [dict(one.issues) for one in found[:2]] == [{"norway": {"trade": 1}}, {}]
    assert len(found) == 2 * len(THINGS)


def test_a_line_of_another_form_is_named(tmp_path: Path) -> None:
    bad = lines(tmp_path / "bad.jsonl", [{"text": "x"}])
    with pytest.raises(ValueError, match=r"bad.jsonl, line 1: needs text and statements"):
        list(issues.labelled(str(bad)))


def test_what_is_found_in_a_text_carries_its_labels(pair: str) -> None:
    found = list(issues.shown(issues.labelled(pair)))
    assert {tuple(row.issues) for row in found} == {("trade",), ("none",)}
    assert all("c:tariff" in row.names for row in found if "trade" in row.issues)


def test_two_labels_share_a_statement(tmp_path: Path) -> None:
    row = {
        "text": "Norway lifted the ban.",
        "statements": [{"party": "Norway", "issue": i} for i in ("talks", "status")],
    }
    found = list(issues.shown(issues.labelled(str(lines(tmp_path / "s.jsonl", [row])))))
    assert [dict(one.issues) for one in found] == [{"talks": 0.5, "status": 0.5}]


def test_it_is_measured_on_threads_it_has_not_seen(
    pair: str, sentences: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issues.main(["--check", pair, str(sentences)])
    assert "issue 100.0" in capsys.readouterr().out


def test_weights_are_written_and_tell_the_issue(pair: str, sentences: Path, tmp_path: Path) -> None:
    issues.main([pair, str(sentences)], tmp_path)
    learned = unpacked((tmp_path / "issues.weights").read_bytes(), "issues")
    chances = dict(
        zip(learned.labels, learned.chances(["c:tariff", "of:tariff>lift"]), strict=True)
    )
    assert max(chances, key=chances.__getitem__) == "trade"
