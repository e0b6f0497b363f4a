"""The ledger of a watch: on the page and taken away, its numbers add up."""

import csv
import io
import json

import msgspec
import pytest

from search.alerts.local import outbox
from search.alerts.local.outbox import End
from tests.fakes.documents import DAY, day, shift, statement
from tests.fakes.watches import rule, watch
from tests.search.console.conftest import Served
from tests.search.console.test_console_watches import text


@pytest.fixture
def told(empty: Served) -> Served:
    """Three days: one delivered, one failed, one waiting, an old one and a copy held back."""
    empty.desk.alerts.keep(rule("line", targets=("desk",), created_at=DAY))
    empty.take(shift("old", party="A", at=day(1)), shift("x", party="B", at=day(10)))
    deliver(empty, End("delivered"))
    empty.clock.advance(24 * 3600)
    empty.take(shift("y", party="C", at=day(11)))
    empty.take(
        msgspec.structs.replace(shift("x", party="B", at=day(10)), version=2, confidence=0.9)
    )
    empty.clock.advance(24 * 3600)
    deliver(empty, End("failed", "no"))
    empty.take(shift("z", party="D", at=day(12)))
    return empty


def deliver(console: Served, end: End) -> None:
    now = console.clock.now()
    with console.store.database.write() as tx:
        outbox.done(tx, "desk", outbox.batch(tx, "desk", now), end, now)


def test_its_numbers_are_shown_and_add_up(told: Served) -> None:
    words = text(told.get("/watches/line/ledger"))
    assert "5 shifts looked at" in words
    assert "5 matched = 1 delivered + 1 waiting + 1 failed + 2 held back" in words
    assert "1 a copy, or nothing a reader would notice" in words
    assert "1 the evidence was older than a day when it came in" in words
    assert "unaccounted" not in words


def test_day_by_day_the_newest_first(told: Served) -> None:
    words = text(told.get("/watches/line/ledger"))
    rows = [words.index(each) for each in ("2026-05-16", "2026-05-15", "2026-05-14")]
    assert rows == sorted(rows)
    assert "2026-05-14 2 2 – 1 –" in words
    assert "2026-05-16 1 1 – – 1 –" in words


def test_without_any_number_it_is_said_what_brings_them(empty: Served) -> None:
    empty.desk.alerts.keep(watch("w", query="river"))
    page = empty.get("/watches/w/ledger")
    assert "Nothing has been looked at yet" in page
    assert "parley run" in page


def test_what_is_amiss_is_not_hidden(told: Served) -> None:
    with told.store.database.write() as tx:
        tx.execute("UPDATE watch_days SET n = n + 1 WHERE outcome = 'matched'")
    assert "unaccounted for: please report this" in text(told.get("/watches/line/ledger"))


def test_it_is_taken_away_and_its_columns_add_up(told: Served) -> None:
    answer = told.client.get("/watches/line/ledger.csv")
    assert "parley-ledger.csv" in answer.headers["content-disposition"]
    *days, whole = csv.DictReader(io.StringIO(answer.text))
    assert whole["day"] == "all"
    assert whole["waiting"] == "1"
    for name in whole.keys() - {"watch", "day", "waiting"}:
        assert sum(int(each[name]) for each in days) == int(whole[name]), name
    lines = [json.loads(line) for line in told.get("/watches/line/ledger.jsonl").splitlines()]
    assert lines[-1]["reasons"] == {"copy": 1, "old": 1}
    assert [each["day"] for each in lines] == ["2026-05-14", "2026-05-15", "2026-05-16", "all"]
    assert told.client.get("/watches/line/ledger.xml").status_code == 404
    gone = told.client.get("/watches/nobody/ledger.csv")
    assert gone.headers["content-type"] == "application/problem+json"


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(empty: Served) -> None:
    empty.desk.alerts.keep(watch("=1+1", query="river"))
    empty.take(statement("a", "The river"))
    assert "\r\n'=1+1," in empty.get("/watches/=1+1/ledger.csv")


def test_what_was_counted_before_days_were_kept_has_a_row_of_its_own(told: Served) -> None:
    with told.store.database.write() as tx:
        tx.execute("UPDATE watch_days SET day = '' WHERE day = '2026-05-14'")
    assert "before days were kept" in told.get("/watches/line/ledger")
    assert told.get("/watches/line/ledger.jsonl").startswith('{"watch":"line","day":"before"')


def test_only_the_newest_days_are_shown(empty: Served) -> None:
    empty.desk.alerts.keep(watch("w", query="river"))
    for number in range(62):
        empty.take(statement(f"s{number}", "dry"))
        empty.clock.advance(24 * 3600)
    assert "2 older days in the export" in text(empty.get("/watches/w/ledger"))
    assert len(empty.get("/watches/w/ledger.jsonl").splitlines()) == 63
