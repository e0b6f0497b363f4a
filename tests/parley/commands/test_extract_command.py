"""`parley extract` and `parley classify`: texts, pages and lines."""

import json
from pathlib import Path

from tests.fakes.program import Program

REPORT = (
    "VALDA, May 4 - Norway's foreign minister, Anna Berg, said on Monday that her government "
    "would return to the talks.\n\n“We are ready to sit down tomorrow,” Ms Berg told reporters."
)


def test_a_text_gives_statements_with_their_places(program: Program) -> None:
    printed = program.run("extract", "--json", stdin=REPORT).stdout.splitlines()
    found = [json.loads(line) for line in printed]
    direct = next(each for each in found if each["kind"] == "direct")
    assert REPORT[direct["start"] : direct["end"]].strip("“”,") == direct["text"].strip("“”,")
    assert direct["speaker"]["name"] == "Anna Berg"
    assert direct["party"] == "Norway"


def test_a_page_is_read_as_its_text(program: Program, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    paragraphs = "".join(f"<p>{part}</p>" for part in REPORT.split("\n\n"))
    page.write_text(
        f"<!doctype html><html><head><title>T</title></head><body><nav>Home</nav><article>"
        f"<h1>Norway returns</h1>{paragraphs * 2}</article></body></html>",
        encoding="utf-8",
    )
    assert "Anna Berg" in program.run("extract", str(page)).stdout


def test_lines_keep_their_order_and_a_bad_line_is_named(program: Program) -> None:
    given = "\n".join(
        [json.dumps({"id": "a", "text": REPORT}), "{no json", json.dumps({"id": 7, "text": ""})]
    )
    done = program.run("extract", "--jsonl", "--only", "quotes", stdin=given, status=1)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["id"] for each in answers] == ["a", 7]
    assert answers[0]["statements"]
    assert answers[1]["statements"] == []
    assert all(each["party"] is None for each in answers[0]["statements"])
    assert "line 2" in done.stderr


def test_what_two_parties_do_is_a_row_for_each(program: Program) -> None:
    given = json.dumps({"id": "a", "text": "Norway and Iceland signed a truce."})
    answer = json.loads(program.run("extract", "--jsonl", stdin=given).stdout)
    rows = [(row["party"], row["counterparties"]) for row in answer["statements"]]
    assert rows == [("Norway", ["Iceland"]), ("Iceland", ["Norway"])]
    assert len({row["id"] for row in answer["statements"]}) == 1


def test_people_see_the_text_with_numbers(program: Program) -> None:
    shown = program.run("extract", stdin=REPORT).stdout
    assert "[1]" in shown
    assert "Anna Berg" in shown


def test_nothing_to_read_is_said(program: Program) -> None:
    assert "no text" in program.run("extract", stdin="  \n", status=1).stderr


def test_only_knows_quotes(program: Program) -> None:
    assert "quotes" in program.run("extract", "--only", "acts", stdin="x", status=2).stderr


def test_classify_gives_the_move_of_a_sentence(program: Program) -> None:
    asked = {"id": 1, "text": "Norway rejected talks with Iceland.", "source": "Norway"}
    done = program.run("classify", stdin=json.dumps(asked) + "\nnonsense\n", status=1)
    answer = json.loads(done.stdout)
    assert (answer["id"], answer["move"], answer["stance"], answer["issue"]) == (
        1,
        "REJECT",
        -2,
        "talks",
    )
    assert "line 2" in done.stderr


def test_a_page_for_people_is_written_on_request(program: Program) -> None:
    page = program.run("extract", "--html", stdin=REPORT).stdout
    assert page.startswith("<!doctype html>")
    assert "Anna Berg" in page
    assert "confidence" in page


def test_one_form_of_output_at_a_time(program: Program) -> None:
    refused = program.run("extract", "--html", "--json", stdin=REPORT, status=2)
    assert "not several" in refused.stderr
