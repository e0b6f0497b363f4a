"""Verdicts in the console: given by a click, changed, taken back, counted."""

import csv
import io
import json
import re

import httpx
import msgspec
import pytest

from search.console import HistoryEntry
from tests.fakes.documents import day, shift
from tests.search.console.conftest import TOKEN, Served
from tests.search.console.test_console_watches import text

PAGE = "/shifts/2026-05-shift-s"


def judge(console: Served, judgement: str, page: str = PAGE, **fields: str) -> httpx.Response:
    return console.post(f"{page}/verdict", page, judgement=judgement, **fields)


def pressed(console: Served, page: str = PAGE) -> list[str]:
    return re.findall(r'value="([\w-]+)" aria-pressed="true"', console.get(page))


def test_a_shift_has_a_button_for_each_verdict_and_none_is_pressed(console: Served) -> None:
    page = console.get(PAGE)
    assert re.findall(r'name="judgement" value="([\w-]+)"', page) == [
        "right",
        "wrong",
        "not-a-shift",
        "wrong-party",
    ]
    assert page.count('aria-pressed="false"') == 4
    assert "Nobody has said yet" in page


def test_one_click_is_a_verdict_and_another_changes_it(console: Served) -> None:
    answer = judge(console, "right")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}#verdict")
    assert pressed(console) == ["right"]
    assert judge(console, "not-a-shift", note="It said so in April").status_code == 303
    assert pressed(console) == ["not-a-shift"]
    (verdict,) = console.desk.verdicts.all()
    assert (verdict.reader, verdict.judgement, verdict.version) == ("console", "not-a-shift", 2)
    assert (verdict.note, verdict.at) == ("It said so in April", day(10))
    words = text(console.get(PAGE))
    assert "1 verdict that no longer stands right console" in words


def test_a_verdict_is_taken_back(console: Served) -> None:
    judge(console, "wrong")
    assert "Take my verdict back" in console.get(PAGE)
    assert judge(console, "none").status_code == 303
    assert pressed(console) == []
    assert console.desk.verdicts.all() == []
    assert "taken back: wrong console" in text(console.get(PAGE))


def test_who_says_a_name_is_remembered_by_the_browser(console: Served) -> None:
    answer = judge(console, "right", reader="Zoë  Øst")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert 'name="reader" value="Zoë Øst"' in console.get(PAGE)
    assert pressed(console) == ["right"]
    console.client.cookies.clear()
    console.client.cookies.set("parley_reader", "not hex")
    assert pressed(console) == []
    assert 'name="reader" value=""' in console.get(PAGE)
    judge(console, "wrong", reader="Bert")
    assert sorted(each.reader for each in console.desk.verdicts.all()) == ["Bert", "Zoë Øst"]


def test_the_operator_may_sign_and_is_else_called_so(locked: Served) -> None:
    locked.store.apply(shifts=[shift("s")])
    locked.enter(TOKEN)
    assert judge(locked, "right", reader="Anna").status_code == 303
    assert judge(locked, "right").status_code == 303
    assert sorted(each.reader for each in locked.desk.verdicts.all()) == ["Anna", "console"]


@pytest.mark.parametrize("judgement", ["", "perhaps", "RIGHT"])
def test_what_is_no_verdict_is_refused(console: Served, judgement: str) -> None:
    assert judge(console, judgement).status_code == 400
    assert console.desk.verdicts.all() == []


def test_what_no_longer_holds_cannot_be_judged_and_keeps_what_was_said(console: Served) -> None:
    judge(console, "right", note="clear words")
    console.sources.entries["2026-05-shift-s"].append(
        HistoryEntry(day(2), 3, "retracted", "evidence gone", "2026-05-shift-t")
    )
    console.store.apply(
        shifts=[
            msgspec.structs.replace(shift("s", at=day(1)), version=2, removed=True),
            shift("t", at=day(1)),
        ]
    )
    gone = console.client.get(PAGE)
    assert gone.status_code == 410
    assert "clear words" in gone.text
    assert 'name="judgement"' not in gone.text
    refused = console.post(f"{PAGE}/verdict", "/shifts/2026-05-shift-t", judgement="wrong")
    assert refused.status_code == 410
    heir = console.get("/shifts/2026-05-shift-t")
    assert "On an earlier version" in heir
    assert "clear words" in heir
    assert 'aria-pressed="true"' not in heir
    back = console.post(f"{PAGE}/verdict", "/shifts/2026-05-shift-t", judgement="none")
    assert back.status_code == 303
    assert console.desk.verdicts.all() == []


def test_how_often_shifts_are_right_is_said_where_shifts_are_listed(console: Served) -> None:
    for path in ("/", "/status"):
        assert "None is judged yet" in console.get(path)
    judge(console, "right")
    for path in ("/", "/status"):
        assert "100 % right: 1 of 1 judged (95 % interval 21 to 100 %)" in text(console.get(path))
    judge(console, "wrong", reader="Bert")
    assert "None is judged yet · 1 disputed" in text(console.get("/"))


def test_without_a_verdict_the_page_says_how_to_give_one(empty: Served) -> None:
    page = empty.get("/verdicts")
    assert "No verdict yet" in page
    assert "parley export verdicts" in page


def test_the_figure_by_issue_party_and_version(console: Served) -> None:
    made = [
        msgspec.structs.replace(shift(f"v{n}", party=party, issue=issue), made_by="core 7")
        for n, (party, issue) in enumerate(
            [("Ruritania", "talks"), ("Ruritania", "trade"), ("Borduria", "trade")]
        )
    ]
    for each, judgement in zip(made, ("right", "wrong", "wrong-party"), strict=True):
        console.desk.verdicts.give(each, judgement, "Anna", "as printed")  # type: ignore[arg-type]
    words = text(console.get("/verdicts"))
    assert "33 % right: 1 of 3 judged (95 % interval 6 to 79 %)" in words
    assert "trade 0 2 0 % 0 to 66 %" in words
    assert "Ruritania 1 2 50 % 9 to 91 %" in words
    assert "core 7 1 3 33 %" in words
    assert "wrong party Borduria toward Syldavia on trade: hardening" in words


def test_verdicts_are_taken_away(console: Served) -> None:
    judge(console, "wrong", reader="=Anna", note="@why")
    answer = console.client.get("/verdicts.csv")
    assert "parley-verdicts.csv" in answer.headers["content-disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["judgement"], row["reader"], row["note"]) == ("wrong", "'=Anna", "'@why")
    (line,) = map(json.loads, console.get("/verdicts.jsonl").splitlines())
    assert line["shift_id"] == "2026-05-shift-s"
    assert "version" not in line
    assert console.client.get("/verdicts.pdf").status_code == 404


def test_a_verdict_needs_the_form_of_this_console(console: Served) -> None:
    assert console.client.post(f"{PAGE}/verdict", data={"judgement": "right"}).status_code == 403
    assert console.desk.verdicts.all() == []


def test_who_took_a_shift_away_may_give_it_back(console: Served) -> None:
    judge(console, "not-a-shift")
    console.sources.entries["2026-05-shift-s"].append(
        HistoryEntry(day(2), 3, "retracted", "a reader's verdict", None)
    )
    console.store.apply(
        shifts=[msgspec.structs.replace(shift("s", at=day(1)), version=2, removed=True)]
    )
    gone = console.client.get(PAGE)
    assert gone.status_code == 410
    assert "Take my verdict back" in gone.text
    changed = console.post(f"{PAGE}/verdict", PAGE, judgement="wrong-party")
    assert changed.status_code == 303
    assert [each.judgement for each in console.desk.verdicts.all()] == ["wrong-party"]
    assert console.post(f"{PAGE}/verdict", PAGE, judgement="none").status_code == 303
    assert console.desk.verdicts.all() == []
