"""A partition with pending input whose offset stands still ends the worker."""

import pytest

from runtime.kafka import Stalled
from runtime.kafka.watchdog import Watchdog

ONE, TWO = ("articles", 0), ("articles", 1)


def test_a_partition_that_moves_or_is_done_is_well() -> None:
    dog = Watchdog(10)
    for second in range(0, 100, 5):
        assert dog.look(second, {ONE: second, TWO: 7}, {ONE: 100, TWO: 7}) == {
            ONE: 100 - second,
            TWO: 0,
        }


def test_one_that_stands_still_is_found_beside_one_that_moves() -> None:
    dog = Watchdog(10)
    for second in (0, 5, 10):
        dog.look(second, {ONE: second}, {ONE: 100, TWO: 3})
    with pytest.raises(Stalled, match=r"articles/1 stands still at offset 0 of 3 for 11 s"):
        dog.look(11, {ONE: 11}, {ONE: 100, TWO: 3})


def test_patience_begins_with_the_input_and_anew_after_a_rebalance() -> None:
    dog = Watchdog(10)
    dog.look(0, {ONE: 5}, {ONE: 5})
    dog.look(100, {ONE: 5}, {ONE: 6})
    dog.look(109, {ONE: 5}, {ONE: 6})
    dog.look(111, {}, {})
    dog.look(112, {ONE: 5}, {ONE: 6})
    dog.forget()
    dog.look(130, {ONE: 5}, {ONE: 6})
    with pytest.raises(Stalled):
        dog.look(141, {ONE: 5}, {ONE: 6})
