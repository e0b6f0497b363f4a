"""What a watch would have caught: the very alerts that it raises later; and whether too much."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from search.alerts import breadth as weighing
from search.alerts.breadth import breadth, weigh
from search.alerts.searching import Search, search_of
from search.alerts.trial import trial
from search.query import QueryError
from tests.fakes.documents import DAY, day, shift, statement
from tests.fakes.index_stores import SqliteStore
from tests.fakes.watches import rule, watch

NOW = day(40)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "parley.db")
    yield made
    made.database.close()


def test_it_looks_back_thirty_days_and_no_further(store: SqliteStore) -> None:
    store.apply(statements=[statement(f"d{n}", "The dam", at=day(n)) for n in (9, 10, 20, 39)])
    found = trial(watch("w", query="dam"), store.index, NOW)
    assert [each.at for each in found.alerts] == [day(10), day(20), day(39)]
    assert (found.matched, found.capped) == (3, False)
    assert found.since == NOW - timedelta(days=30)
    assert found.how_often == "0.1 a day; most on 14 May 2026, 1; none on 27 days"


def test_what_finds_nothing_would_wake_nobody(store: SqliteStore) -> None:
    found = trial(watch("w", query="dam"), store.index, NOW)
    assert found.how_often == "it would not have woken you"


def test_a_rule_is_tried_with_its_confidence(store: SqliteStore) -> None:
    sure = msgspec.structs.replace(shift("a", at=day(30)), confidence=0.9)
    store.apply(shifts=[sure, shift("b", party="Borduria", at=day(30))])
    found = trial(rule("w", least_confidence=0.8), store.index, NOW)
    assert [each.subject_id for each in found.alerts] == [sure.id]


def test_nobody_is_woken_by_what_the_lists_leave_out_unless_it_is_asked_for(
    store: SqliteStore,
) -> None:
    store.apply(shifts=[shift("a", confidence=0.06, at=day(30)), shift("b", at=day(30))])
    caught = {
        query: trial(watch("w", query=query, subject="shift"), store.index, NOW).matched
        for query in ("talks", "talks confidence:0", "confidence:<0.3")
    }
    assert caught == {"talks": 1, "talks confidence:0": 2, "confidence:<0.3": 1}


def test_a_party_is_known_by_any_name(store: SqliteStore) -> None:
    store.apply(shifts=[shift("a", party="United States", at=day(30))])
    names = {"us": "United States"}.get
    found = trial(rule("w", party="us"), store.index, NOW, lambda name: names(name) or name)
    assert found.matched == 1


def test_more_pages_than_one_are_walked_and_no_more_than_asked(store: SqliteStore) -> None:
    store.apply(
        statements=[
            statement(f"s{n}", f"word{n} and the dam", at=day(20) + timedelta(minutes=n))
            for n in range(1100)
        ]
    )
    every = trial(watch("w", query="dam"), store.index, NOW)
    assert (every.matched, every.capped) == (1100, False)
    some = trial(watch("w", query="dam"), store.index, NOW, most=600)
    assert (some.matched, some.capped) == (600, True)
    # The days before the oldest of them were not looked at, so they do not make it look seldom.
    assert "none on 19 days" in some.how_often


def test_a_query_that_cannot_be_read_is_said(store: SqliteStore) -> None:
    with pytest.raises(QueryError):
        trial(watch("w", query="("), store.index, NOW)


def asked(query: str, kind: str = "statement") -> Search:
    return search_of(watch("w", query=query, subject=kind))  # type: ignore[arg-type]


def test_how_much_is_too_much() -> None:
    assert breadth(asked(""), 0, 0) == "everything"
    assert breadth(asked("", "article"), 5, 5) == "everything"
    assert breadth(asked("", "shift"), 0, 0) == "broad"
    assert breadth(asked("confidence:0.7", "shift"), 3, 9) == "narrow"
    assert breadth(search_of(rule("w")), 0, 0) == "broad"
    assert breadth(search_of(rule("w", least_confidence=0.3)), 0, 0) == "broad"
    assert breadth(asked("dam"), 19, 19) == "narrow"
    assert breadth(asked("dam"), 9, 20) == "narrow"
    assert breadth(asked("dam"), 10, 20) == "broad"
    assert breadth(search_of(rule("w", least_confidence=0.5)), 3, 9) == "narrow"


def test_what_is_capped_is_counted_all_the_same(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "MOST_TRIED", 5)
    store.apply(
        statements=[
            *(statement(f"d{n}", f"word{n} the dam", at=day(20)) for n in range(9)),
            *(statement(f"e{n}", f"word{n}", at=day(20)) for n in range(20)),
            statement("old", "the dam", at=DAY),
        ]
    )
    found = weigh(watch("w", query="dam"), store.index, NOW)
    assert (found.trial.matched, found.matched, found.of, found.breadth) == (5, 9, 29, "narrow")
