"""Verdicts in the store: one for each reader and shift, nothing lost of what was said before."""

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from runtime.sqlite import Database
from search.verdicts.local import MIGRATIONS, Verdicts
from tests.fakes.clock import ManualClock
from tests.fakes.documents import DAY, shift


@pytest.fixture
def verdicts(tmp_path: Path) -> Iterator[Verdicts]:
    with Database.open(tmp_path / "verdicts.db", MIGRATIONS) as database:
        yield Verdicts(database, ManualClock(DAY))


def test_one_verdict_stands_and_every_change_is_remembered(verdicts: Verdicts) -> None:
    one = shift("x")
    verdicts.give(one, "right", "Anna")
    verdicts.give(one, "right", "Anna")
    verdicts.give(one, "wrong", "Anna", "the harbour, not the talks")
    verdicts.give(one, "right", "Bert")
    assert sorted((each.reader, each.judgement) for each in verdicts.on([one.id])) == [
        ("Anna", "wrong"),
        ("Bert", "right"),
    ]
    assert [(each.reader, each.judgement, each.version) for each in verdicts.history(one.id)] == [
        ("Anna", "right", 1),
        ("Anna", "wrong", 2),
        ("Bert", "right", 1),
    ]


def test_a_name_is_the_same_whatever_its_blanks(verdicts: Verdicts) -> None:
    verdicts.give(shift("x"), "right", " Anna  Berg")
    verdicts.give(shift("x"), "wrong", "Anna Berg ")
    assert [each.judgement for each in verdicts.all()] == ["wrong"]
    verdicts.take_back(shift("x").id, "Anna   Berg")
    assert verdicts.all() == []


def test_what_is_taken_back_is_gone_from_the_view_and_kept_in_the_history(
    verdicts: Verdicts,
) -> None:
    verdicts.give(shift("x"), "right", "Anna")
    verdicts.take_back(shift("x").id, "Anna")
    verdicts.take_back(shift("x").id, "Anna")
    verdicts.take_back(shift("y").id, "Anna")
    assert verdicts.on([shift("x").id]) == []
    assert [(each.version, each.removed) for each in verdicts.history()] == [(1, False), (2, True)]


def test_all_of_them_by_id_and_those_on_some_in_their_order(verdicts: Verdicts) -> None:
    for name in "bca":
        verdicts.give(shift(name), "right", "Anna")
    found = [each.id for each in verdicts.all()]
    assert found == sorted(found)
    asked = [shift("c").id, shift("a").id, "2026-05-nothing"]
    assert [each.shift_id for each in verdicts.on(asked)] == asked[:2]


def test_a_later_version_of_the_shift_is_written_down(verdicts: Verdicts) -> None:
    verdicts.give(shift("x"), "wrong", "Anna")
    verdicts.give(msgspec.structs.replace(shift("x"), version=7), "right", "Anna")
    assert [each.shift_version for each in verdicts.history()] == [1, 7]


def test_readers_at_the_same_moment_lose_nothing(verdicts: Verdicts) -> None:
    start = threading.Barrier(8)

    def judge(name: str) -> None:
        start.wait(10)
        verdicts.give(shift("x"), "right", name)
        verdicts.give(shift("x"), "wrong", "everybody", name)

    threads = [threading.Thread(target=judge, args=(str(n),)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert len(verdicts.on([shift("x").id])) == 9
    assert sorted(each.version for each in verdicts.history() if each.reader == "everybody") == [
        *range(1, 9)
    ]


def test_a_verdict_is_changed_without_its_shift(verdicts: Verdicts) -> None:
    one = shift("x")
    assert not verdicts.revise(one.id, "right", "Anna")
    verdicts.give(one, "wrong", "Anna")
    assert verdicts.revise(one.id, "not-a-shift", "Anna", "it held")
    assert verdicts.revise(one.id, "not-a-shift", "Anna", "it held")
    assert verdicts.revise(one.id, "right", "Anna", "after all")
    assert [(v.judgement, v.note, v.version) for v in verdicts.on([one.id])] == [
        ("right", "after all", 3)
    ]
    assert not verdicts.revise(one.id, "wrong", "Anna")
    verdicts.take_back(one.id, "Anna")
    assert not verdicts.revise(one.id, "wrong", "Anna")


def test_others_take_part_in_keeping_a_verdict(tmp_path: Path) -> None:
    told: list[tuple[str, bool]] = []
    with Database.open(tmp_path / "verdicts.db", MIGRATIONS) as database:
        verdicts = Verdicts(
            database, ManualClock(DAY), lambda tx, v: told.append((v.judgement, v.removed))
        )
        verdicts.give(shift("x"), "wrong", "Anna")
        verdicts.give(shift("x"), "wrong", "Anna")
        verdicts.take_back(shift("x").id, "Anna")
    assert told == [("wrong", False), ("wrong", True)]
