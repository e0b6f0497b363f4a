"""The account of one process: what is missing in a closed hour is lost, and is told."""

from datetime import datetime, timedelta

import pytest

from runtime.accounts import Accounts
from runtime.metrics import Registry
from runtime.metrics import catalogue as metrics
from runtime.metrics.cluster import INPUTS, OUTCOMES
from tests.fakes.clock import START, ManualClock

HOUR = timedelta(hours=1)


@pytest.fixture
def accounts() -> Accounts:
    return Accounts(ManualClock(), Registry(), settled_seconds=60)


def later(accounts: Accounts, seconds: float) -> None:
    clock = accounts.clock
    assert isinstance(clock, ManualClock)
    clock.advance(seconds)


def test_every_way_out_balances(accounts: Accounts) -> None:
    accounts.take("extract", START, 10)
    accounts.done("extract", START, 4)
    accounts.drop("extract", START + timedelta(minutes=59), "known", 3)
    accounts.bury("extract", START, "malformed", 2)
    assert accounts.under_way("extract") == 1
    accounts.give_back("extract", START)
    assert accounts.under_way("extract") == 0
    later(accounts, 61)
    assert accounts.settle() == {"extract": 0}
    counted = {
        outcome: accounts.registry.value(INPUTS, stage="extract", outcome=outcome)
        for outcome in OUTCOMES
    }
    assert counted == {"in": 10, "done": 4, "dropped": 3, "dead": 2, "returned": 1}
    assert accounts.registry.value(metrics.DROPPED, stage="extract", reason="known") == 3
    assert accounts.registry.value(metrics.DEAD_LETTERS, stage="extract", error="malformed") == 2


def test_what_is_under_way_is_not_missing_until_its_hour_is_quiet(accounts: Accounts) -> None:
    accounts.take("index", START, 5)
    later(accounts, 59)
    assert accounts.settle() == {"index": 0}
    accounts.done("index", START, 3)
    later(accounts, 59)
    assert accounts.settle() == {"index": 0}
    later(accounts, 2)
    assert accounts.settle() == {"index": 2}
    assert accounts.registry.value(metrics.UNACCOUNTED, stage="index") == 2
    accounts.done("index", START, 2)
    assert accounts.settle() == {"index": 0}
    assert accounts.registry.value(metrics.UNACCOUNTED, stage="index") == 0


def test_counting_twice_is_missing_too_and_hours_do_not_make_up_for_each_other(
    accounts: Accounts,
) -> None:
    accounts.take("alert", START)
    accounts.done("alert", START + HOUR)
    later(accounts, 60)
    assert accounts.under_way("alert") == 0
    assert accounts.settle() == {"alert": 2}


def test_hours_that_add_up_need_no_memory(accounts: Accounts) -> None:
    moment: datetime = START
    for _ in range(1000):
        accounts.take("extract", moment)
        accounts.done("extract", moment)
        moment -= HOUR
    later(accounts, 60)
    assert accounts.settle() == {"extract": 0}
    assert accounts.settle() == {}


def test_a_drop_has_a_reason(accounts: Accounts) -> None:
    with pytest.raises(ValueError, match="for a reason"):
        accounts.drop("extract", START, "")


def test_an_hour_is_told_when_it_has_changed_and_while_it_does_not_add_up(
    accounts: Accounts,
) -> None:
    accounts.tells = True
    accounts.take("index", START, 3)
    (first,) = accounts.untold()
    assert (first.stage, first.beginning, first.taken) == ("index", START, 3)
    accounts.told([first])
    # Heard again and again, it is known that the process lives.
    assert accounts.untold() == [first]
    accounts.drop("index", START, "known", 2)
    accounts.done("index", START)
    (second,) = accounts.untold()
    assert (second.number, second.done, second.dropped) == (first.number, 1, {"known": 2})
    assert second.edition > first.edition
    # It changed while it was on its way.
    accounts.take("index", START)
    accounts.bury("index", START, "malformed")
    accounts.told([second])
    (third,) = accounts.untold()
    accounts.told([third])
    assert (third.dead, accounts.untold()) == (1, [])


def test_an_hour_is_kept_until_it_was_told_and_then_begins_anew(accounts: Accounts) -> None:
    accounts.tells = True
    accounts.take("index", START)
    accounts.done("index", START)
    later(accounts, 61)
    accounts.settle()
    told = accounts.untold()
    assert [each.done for each in told] == [1]
    accounts.told(told)
    accounts.settle()
    accounts.take("index", START)
    (again,) = accounts.untold()
    assert (again.taken, again.done) == (1, 0)
    assert again.number != told[0].number, "else it would take the place of what was told"


def test_whoever_ends_gives_back_what_is_under_way(accounts: Accounts) -> None:
    accounts.take("index", START, 5)
    accounts.done("index", START, 1)
    accounts.take("index", START + HOUR)
    accounts.done("index", START + HOUR)
    accounts.leave()
    first, second = accounts.untold()
    assert (first.taken, first.done, first.returned) == (5, 1, 4)
    assert (second.taken, second.done, second.returned) == (1, 1, 0)
    assert accounts.under_way("index") == 0
