"""Values as they are read."""

from datetime import timedelta

import pytest

from search.console import words
from tests.fakes.documents import day


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "high confidence (1.00)"),
        (0.7, "high confidence (0.70)"),
        (0.69, "medium confidence (0.69)"),
        (0.45, "medium confidence (0.45)"),
        (0.1, "low confidence (0.10)"),
        (-0.1, "low confidence (-0.10)"),
    ],
)
def test_confidence_is_said_in_a_word_and_a_number(value: float, shown: str) -> None:
    assert words.confidence(value) == shown


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("stance", "-2", "−2 rejects"),
        ("stance", "+1", "+1 open"),
        ("stance", "<0", "<0"),
        ("stance", "²", "²"),
        ("kind", "indirect", "reported speech"),
        ("kind", "else", "else"),
        ("move", "REJECT", "reject"),
        ("party", "REJECT", "REJECT"),
    ],
)
def test_values_of_fields_are_read_as_words(name: str, value: str, shown: str) -> None:
    assert words.facet(name, value) == shown


def test_a_direction_has_a_symbol_beside_its_colour() -> None:
    assert words.arrow("hardening") != words.arrow("softening")


def test_an_age_is_told_in_its_largest_unit() -> None:
    assert words.age(day(1), day(3)) == "2 days ago"
    assert words.age(day(1), day(1) + timedelta(minutes=61)) == "1 hour ago"
    assert words.age(day(1), day(1)) == "just now"
    assert words.age(day(5), day(1)) == "later than now"
    assert words.brief_age(day(1), day(3)) == "2 d"
    assert words.brief_age(day(0), day(1234)) == "1,234 d"
    assert words.brief_age(day(1), day(1)) == "just now"
