"""Watches and their accounts in one line."""

from datetime import timedelta

import pytest

from search.alerts.describing import account_in_words, is_muted, looks_for, reason
from search.alerts.ledger import Account
from tests.fakes.documents import DAY
from tests.fakes.watches import rule, watch
from wire import Watch


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (watch("w", "talks"), "statements: talks"),
        (watch("w", "", "article"), "articles: everything"),
        (rule("w"), "shifts: any party"),
        (
            rule(
                "w",
                party="Ruritania",
                issue="talks",
                counterparty="Syldavia",
                direction="hardening",
                least_confidence=0.5,
                only_confirmed=True,
                own_words=True,
            ),
            "shifts: Ruritania, on talks, toward Syldavia, hardening, confidence from 0.5,"
            " confirmed, in own words",
        ),
        (
            Watch(id="w", name="w", kind="operations", subject="operation", created_at=DAY),
            "operations: trouble of Parley's own, such as a silent feed",
        ),
    ],
)
def test_what_a_watch_looks_for(given: Watch, words: str) -> None:
    assert looks_for(given) == words


def test_an_account_leaves_out_what_there_is_none_of() -> None:
    assert account_in_words(Account("w")) == "0 looked at, 0 matched, 0 delivered"
    full = Account("w", 1200, 9, 1, {"old": 2, "strange_thing": 1}, 3, 4, 5)
    assert account_in_words(full) == (
        "1,200 looked at, 9 matched, 1 withdrawn, 3 delivered, 5 waiting, 4 failed,"
        " 2 held back (the evidence was older than a day when it came in),"
        " 1 held back (strange thing)"
    )


def test_reasons_of_a_newer_program_are_readable() -> None:
    assert reason("some_new_reason") == "some new reason"


def test_a_mute_ends() -> None:
    muted = watch("w", "a", muted_until=DAY)
    assert is_muted(muted, DAY - timedelta(seconds=1))
    assert not is_muted(muted, DAY)
    assert not is_muted(watch("w", "a"), DAY)
