"""parley export: verdicts with their history, alerts by their filters, and what is wrong usage."""

import csv
import io
from pathlib import Path

import msgspec
import pytest

from parley.local.store import LocalStore
from tests.fakes.clock import ManualClock
from tests.fakes.documents import DAY, day, shift
from tests.fakes.program import Program
from tests.fakes.watches import rule


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Three shifts, of which one was taken back; one watch that meets two; three verdicts."""
    folder: Path = tmp_path_factory.mktemp("export") / "data"
    with LocalStore.open(folder, ManualClock(day(9))) as store:
        found = [
            shift("x", at=day(1)),
            shift("y", party="Borduria", issue="trade", at=day(2)),
            shift("z", at=day(3)),
        ]
        gone = msgspec.structs.replace(found[2], version=2, removed=True)
        with store.database.write() as tx:
            store.alerts.put(tx, rule("all", created_at=DAY))
            store.alerts.put(tx, rule("trade only", issue="trade", created_at=DAY))
            for each in (*found, gone):
                store.index.apply(tx, shifts=[each])
                store.alerts.take(tx, [each], {"seen": DAY})
        store.verdicts.give(found[0], "right", "Anna")
        store.verdicts.give(found[1], "wrong", "Anna", "=1+1")
        store.verdicts.give(found[1], "wrong-party", "Anna")
        store.verdicts.give(found[2], "right", "Bert")
        store.verdicts.take_back(found[2].id, "Bert")
    return Program(folder)


def test_verdicts_that_stand_and_all_that_were_given(filled: Program) -> None:
    standing = filled.export("verdicts")
    assert [(each["shift_id"], each["judgement"]) for each in standing] == sorted(
        [("2026-05-shift-x", "right"), ("2026-05-shift-y", "wrong-party")],
        key=lambda pair: next(each["id"] for each in standing if each["shift_id"] == pair[0]),
    )
    assert {"removed", "version"}.isdisjoint(standing[0])
    assert {each["version"] for each in filled.export("verdicts", "--with-times")} == {1, 2}
    given = filled.export("verdicts", "--history")
    assert [(each["judgement"], each["version"], each["removed"]) for each in given] == [
        ("right", 1, False),
        ("wrong", 1, False),
        ("wrong-party", 2, False),
        ("right", 1, False),
        ("right", 2, True),
    ]
    table = filled.run("export", "verdicts", "--history", "--format", "csv").stdout
    assert [row["note"] for row in csv.DictReader(io.StringIO(table))][1] == "'=1+1"


def test_alerts_that_stand_are_narrowed_down(filled: Program) -> None:
    assert len(filled.export("alerts")) == 2
    narrowed = filled.export(
        *("alerts", "--watch", "trade only", "--party", "borduria", "--issue", "trade"),
        *("--state", "provisional", "--after", "2026-05-06", "--before", "2026-06"),
    )
    assert [each["subject_id"] for each in narrowed] == ["2026-05-shift-y"]
    assert filled.export("alerts", "--before", "2026-05-01") == []


def test_retracted_alerts_are_asked_for_by_name(filled: Program) -> None:
    (gone,) = filled.export("alerts", "--state", "retracted")
    assert (gone["subject_id"], gone["state"]) == ("2026-05-shift-z", "retracted")


def test_alerts_are_a_table_as_well(filled: Program) -> None:
    text = filled.run("export", "alerts", "--format", "csv", "--with-times").stdout
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["shift.issue"] for row in rows] == [
        each["shift"]["issue"] for each in filled.export("alerts")
    ]
    assert "seen" in rows[0]["stamps"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verdicts", "--party", "A"), "these filters go with `alerts`"),
        (("alerts", "--history"), "--history goes with"),
        (("alerts", "--query", "a"), "--query goes with"),
        (("alerts", "--issue", "weather"), "talks, ceasefire"),
        (("alerts", "--state", "gone"), "provisional, confirmed"),
        (("alerts", "--after", "soon"), "write it as 2026-03-01"),
        (("alerts", "--watch", "nobody"), "no watch 'nobody'"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    filled: Program, arguments: tuple[str, ...], words: str
) -> None:
    done = filled.run("export", *arguments, status=None)
    assert done.returncode in {1, 2}
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
