"""Export: lines that another program reads, and a spreadsheet does not run."""

import csv
import io
import json
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.export import COLUMNS, FORMULA, TIMES, row, write
from search.index import KINDS, Document, Kind
from tests.fakes.documents import article, day, shift, statement
from tests.fakes.index import FakeIndex
from wire import Article, Shift, Statement

SAMPLES: dict[Kind, Document] = {
    "article": article("a", "“No,” she said — 🕊.\n\nAnd\u2028left."),
    "statement": msgspec.structs.replace(
        statement("s", counterparties=("Syldavia", "Grand Fenwick"), at=day(1)),
        requirement="the bridge be reopened",
    ),
    "shift": shift("x"),
}
TYPES: dict[Kind, type[Article] | type[Statement] | type[Shift]] = {
    "article": Article,
    "statement": Statement,
    "shift": Shift,
}


def lines(kind: Kind, *documents: Document, with_times: bool = False) -> list[str]:
    out = io.StringIO(newline="")
    assert write(kind, documents, out, "jsonl", with_times) == len(documents)
    text = out.getvalue()
    assert text == "" or text.endswith("\n")
    return text.split("\n")[:-1]


def table(kind: Kind, *documents: Document, with_times: bool = False) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    assert write(kind, documents, out, "csv", with_times) == len(documents)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


@pytest.mark.parametrize("kind", KINDS)
def test_a_json_line_with_times_is_the_whole_message(kind: Kind) -> None:
    sample = SAMPLES[kind]
    (line,) = lines(kind, sample, with_times=True)
    assert msgspec.json.decode(line, type=TYPES[kind]) == sample


@pytest.mark.parametrize("kind", KINDS)
def test_without_times_only_what_another_run_would_repeat(kind: Kind) -> None:
    sample = SAMPLES[kind]
    (line,) = lines(kind, sample)
    assert not {*TIMES[kind], "removed"} & set(json.loads(line))
    assert json.loads(line)["id"] == sample.id


def test_when_it_was_seen_and_how_often_it_changed_makes_no_difference() -> None:
    later = datetime(2027, 1, 1, tzinfo=UTC)
    first = article("a")
    again = msgspec.structs.replace(
        first, first_seen_at=later, fetched_at=later, stamps={"sent": later}
    )
    assert lines("article", first) == lines("article", again)
    assert lines("article", first, with_times=True) != lines("article", again, with_times=True)
    assert table("article", first) == table("article", again)
    assert lines("shift", shift("x")) == lines("shift", shift("x", version=7))
    assert lines("article", first) != lines("article", article("a", version=2))


def test_names_and_order_are_those_of_the_wire() -> None:
    (line,) = lines("shift", SAMPLES["shift"])
    found = json.loads(line)
    assert list(found)[:2] == ["id", "party"]
    assert (found["from"]["quote"], found["to"]["stance"]) == ("We will talk to anybody", -2)
    assert found["at"] == "2026-05-04T06:40:00Z"


def test_an_index_is_written_by_id() -> None:
    index = FakeIndex()
    index.apply(None, [article(name) for name in "cab"])
    assert [json.loads(one)["id"][-1] for one in lines("article", *index.scan("article"))] == [
        *"abc"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_each_column_names_a_field(kind: Kind) -> None:
    found = row(SAMPLES[kind], with_times=True)
    for column in (*COLUMNS[kind], *TIMES[kind]):
        inside: object = found
        for name in column.split("."):
            assert isinstance(inside, dict), column
            assert name in inside, column
            inside = inside[name]
    assert len(set(COLUMNS[kind])) == len(COLUMNS[kind])


def test_a_table_has_a_heading_even_when_it_is_empty() -> None:
    out = io.StringIO(newline="")
    assert write("statement", [], out, "csv") == 0
    assert out.getvalue() == ",".join(COLUMNS["statement"]) + "\r\n"


def test_cells() -> None:
    (found,) = table("statement", SAMPLES["statement"])
    assert found["counterparties"] == "Syldavia; Grand Fenwick"
    assert found["stance"] == "-2"
    assert found["speaker.name"] == "Rudolf Rassendyll"
    assert found["speaker.affiliation"] == found["condition"] == found["parties"] == ""
    assert found["speaker.anonymous"] == "false"
    (silent,) = table("statement", statement("s", speaker=None, stance=None))
    assert silent["speaker.name"] == silent["stance"] == ""
    (timed,) = table("article", SAMPLES["article"], with_times=True)
    assert json.loads(timed["stamps"]) == {"stored": "2026-05-04T06:40:00Z"}
    assert timed["text"] == "“No,” she said — 🕊.\n\nAnd\u2028left."


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1",
        "\t=1",
        "\tx",
        "\rx",
        "\nx",
        "\u00a0=1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "-2 + 3 = 1",
        '=HYPERLINK("https://x.example","x")',
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    (found,) = table("statement", statement("s", text, outlet=text, speaker=text))
    for column in ("text", "outlet", "speaker.name"):
        assert found[column] == "'" + text.replace("\0", "")
    (listed,) = table("statement", statement("s", counterparties=(text, "x")))
    assert listed["counterparties"].startswith("'")


@given(st.text(st.one_of(st.sampled_from("=+-@\t\r\n ,;\"'\0＝a"), st.characters(codec="utf-8"))))
def test_any_text_comes_back_and_none_is_a_formula(text: str) -> None:
    (found,) = table("statement", statement("s", text))
    cell = found["text"]
    assert not cell.lstrip().startswith(FORMULA)
    assert not cell.startswith(("\t", "\r", "\n"))
    plain = text.replace("\0", "")
    assert cell in (plain, f"'{plain}")


def test_a_text_that_is_no_formula_is_left_alone() -> None:
    (found,) = table("statement", statement("s", "talks = progress - maybe"))
    assert found["text"] == "talks = progress - maybe"
