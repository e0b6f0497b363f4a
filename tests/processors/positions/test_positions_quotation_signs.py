"""Invented quotations, labelled before the rules were asked: which way each of them leans."""

import json
from itertools import chain
from pathlib import Path

import pytest

from processors.positions.stance import read_position
from processors.positions.wording import Wording
from tests.fakes.parsed import parsed

LABELLED = Path(__file__).parents[2] / "golden" / "quotation_signs.jsonl"


def labelled() -> list[object]:
    """One case a line; what is still read wrongly must fail until the day it is right."""
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    return [
        pytest.param(
            row["text"],
            row["sign"],
            id=f"{row['cause']}-{number}",
            marks=[pytest.mark.xfail(strict=True, reason=row["missed"])] if "missed" in row else [],
        )
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize(("text", "sign"), labelled())
def test_the_sign_of_a_quotation(text: str, sign: int) -> None:
    docs = [doc for paragraph in parsed(text).paragraphs for _, doc in paragraph.docs]
    stance = read_position(Wording(list(chain.from_iterable(docs)))).stance or 0
    assert (stance > 0) - (stance < 0) == sign
