"""What verbs of doing make of their complement, and what they say was so before."""

import pytest

from processors.positions.acts import LEAST_WEIGHT
from processors.positions.composition import judge
from tests.fakes.parsed import root_of


@pytest.mark.parametrize(
    ("text", "value", "act", "before", "trusted"),
    [
        ("Norland ordered a halt to the raids.", 2, "begin", -2, True),
        ("Norland launched an attack.", -2, "begin", None, True),
        ("Norland made a demand.", -1, "begin", None, True),
        ("Norland pays the tariff.", 0, "begin", None, False),
        ("Norland enforced the rule.", -2, "begin", None, True),
        ("Norland maintained its course.", -1, "begin", None, True),
        ("Norland made a cake.", 0, "begin", None, False),
        ("Norland delivered letters.", 1, "begin", None, False),
        ("Norland resumed bombing the port.", -2, "again", 2, True),
        ("Norland resumed negotiating.", 2, "again", -2, True),
        ("Norland returned to the table.", 2, "again", -2, True),
        ("Norland reimposed the tariffs.", -2, "again", 2, True),
        ("Norland returned.", 2, "again", None, False),
        ("Norland reopened the park.", 2, "again", -2, True),
        ("Norland violated the truce.", -2, "stop", None, True),
        ("Norland sent the prisoners home.", 2, "stop", None, True),
        ("Norland ordered its delegation home.", -2, "stop", 1, True),
        ("Norland flew home.", -1, "stop", None, False),
        ("Norland stopped attacking.", 2, "stop", -2, True),
        ("Norland stopped negotiating.", -2, "stop", 2, True),
        ("Norland stopped exporting gas.", -2, "stop", 2, True),
        ("Norland withdrew its troops.", 2, "stop", -2, True),
        ("The troops left the valley.", 2, "stop", -2, True),
        ("Norland dropped its demand.", 2, "stop", -1, True),
        ("Norland lifted the ban.", 2, "stop", -2, True),
        ("Norland cut the aid.", -2, "stop", 2, True),
        ("Norland withdrew.", 2, "stop", None, False),
        ("Norland withdrew from the customs union.", -2, "stop", 1, True),
        ("Norland left the alliance.", -2, "stop", 1, True),
        ("Norland returned the bodies of ten soldiers.", 2, "again", None, True),
        ("Norland tore up the paper.", -2, "stop", 1, True),
        ("Norland removed Sudland from its blacklist.", 2, "stop", -2, True),
        ("Norland severed its ties with Sudland.", -2, "stop", 1, True),
        ("Norland announced the suspension of the talks.", -2, "begin", 2, True),
        ("Norland announced a pause in the bombing.", 2, "begin", -2, True),
        ("Norland signed an order imposing a tariff on cars.", -2, "begin", None, True),
        ("Norland passed a law that lifts the ban.", 2, "stop", -2, True),
        ("Norland signed a paper of the north.", 2, "accept", None, True),
        ("Norland quit.", -2, "stop", None, False),
        ("Norland removed the chairs.", 2, "stop", None, False),
        ("Norland delayed releasing the prisoners.", -1, "lessen", 1, True),
        ("Norland paused bombing the port.", 1, "lessen", -1, True),
        ("Norland delayed the vote.", -2, "lessen", 2, True),
        ("Norland reduced the aid.", -1, "lessen", 1, True),
        ("Norland reduced the tariff.", 1, "lessen", -2, True),
        ("Norland spared the town.", 1, "lessen", -1, True),
        ("Norland reduced its staff.", -1, "lessen", None, False),
        ("Norland attacked the port.", -2, "hostile", None, True),
        ("Norland deployed a division.", -2, "hostile", None, True),
        ("Norland deployed aid workers.", -2, "hostile", None, False),
        ("Norland released the figures.", 0, "coop", None, False),
        ("Norland released the prisoners.", 2, "coop", None, True),
        ("Norland allowed tariffs.", -1, "coop", None, False),
        ("Norland met to plan an attack.", -2, "coop", None, True),
        ("Norland discussed the weather.", 2, "coop", None, False),
        ("Norland discussed a truce.", 2, "coop", None, True),
        ("Norland helped to negotiate a truce.", 2, "coop", None, True),
        ("Norland met the envoys.", 2, "coop", None, True),
    ],
)
def test_what_is_done_to_a_complement(
    text: str, value: int, act: str, before: int | None, trusted: bool
) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert (found.value, found.act, found.before) == (value, act, before)
    assert (found.weight >= LEAST_WEIGHT) is trusted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The talks continue.", 1),
        ("The war continues.", -2),
        ("The war ended.", 1),
        ("The truce expired.", -2),
        ("The ban lapsed.", 1),
        ("The demand stands.", -1),
        ("The demand lapsed.", 1),
        ("The weather holds.", 0),
    ],
)
def test_what_goes_on_or_ends_by_itself(text: str, value: int) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert found.value == value


def test_sentences_without_end_are_left_alone() -> None:
    text = "He said she said he said she said he said she said he said she said it was over."
    assert judge(root_of(text)) is not None
