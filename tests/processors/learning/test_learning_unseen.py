"""What is found in labelled news by weights that have not seen it, for the scorers."""

import json
from pathlib import Path

import pytest

from processors.learning import unseen

PLACES = ("Norway", "Iceland", "Denmark", "Finland", "Sweden", "Estonia")


@pytest.fixture
def data(tmp_path: Path) -> str:
    """Each state and Latvia sign a truce, which it breaks off a month later."""
    texts = ("{} and Latvia signed a truce.", "{} suspended the truce with Latvia.")
    items = [
        {"doc_id": f"{place}{n}", "thread": place, "text": text.format(place), "date": day}
        for place in PLACES
        for n, (text, day) in enumerate(zip(texts, ("2025-01-03", "2025-02-03"), strict=True))
    ]
    labels = [
        {"doc_id": f"{place}{n}", "party": party, "issue": "ceasefire", "stance": 2 - 4 * n}
        for place in PLACES
        for n, parties in enumerate(((place, "Latvia"), (place,)))
        for party in parties
    ]
    names = []
    for name, rows in (("items", items), ("labels", labels)):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        names.append(str(path))
    return "+".join(names)


def test_statements_and_shifts_are_written_for_the_scorers(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = tmp_path / "found"
    unseen.main([data, "--into", str(into)])
    items = [json.loads(line) for line in (into / "statements.jsonl").read_text().splitlines()]
    first = next(item for item in items if item["id"] == "Norway0")
    assert [row["party"] for row in first["statements"]] == ["Norway", "Latvia"]
    assert first["statements"][1]["counterparties"] == ["Norway"]
    assert all(0 < row["confidence"] <= 1 for item in items for row in item["statements"])
    shifts = [json.loads(line) for line in (into / "shifts.jsonl").read_text().splitlines()]
    hard = {row["party"] for row in shifts if row["direction"] == "hardening"}
    assert hard == set(PLACES)
    assert [row["id"] for row in shifts] == sorted(row["id"] for row in shifts)
    assert capsys.readouterr().out.endswith(f"shifts.jsonl: {len(shifts)} lines\n")
