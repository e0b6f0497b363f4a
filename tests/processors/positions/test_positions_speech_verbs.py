"""What verbs of speech make of their complement: its sign, its act, and whether it is news."""

import pytest

from processors.positions.acts import LEAST_WEIGHT
from processors.positions.composition import judge
from tests.fakes.parsed import root_of


@pytest.mark.parametrize(
    ("text", "value", "act", "trusted"),
    [
        ("Norland agreed to the truce.", 2, "accept", True),
        ("Norland agreed to attack.", -2, "accept", True),
        ("Norland agreed to meet.", 2, "accept", True),
        ("Norland decided to stay silent.", 0, "accept", False),
        ("Norland decided to negotiate.", 2, "accept", True),
        ("Norland recognised the truce.", 2, "accept", True),
        ("Norland recognised the village.", 2, "accept", False),
        ("Norland signed a decree.", 2, "accept", False),
        ("Norland accepted the demand.", 2, "accept", True),
        ("Norland endorsed the tariffs.", -2, "accept", True),
        ("Norland welcomed the truce.", 1, "support", True),
        ("Norland praised the raid.", -1, "support", True),
        ("Norland proposed sanctions.", -2, "offer", True),
        ("Norland proposed to walk in the garden.", 1, "offer", True),
        ("Norland hopes to walk in the garden.", 1, "offer", False),
        ("Norland hopes to attack the port.", -2, "offer", True),
        ("Norland offered a walk.", 1, "offer", True),
        ("Norland planned a walk.", 1, "offer", False),
        ("Norland planned talks.", 1, "offer", True),
        ("Norland asked the envoy.", -1, "demand", False),
        ("Norland demanded talks.", -1, "demand", True),
        ("Norland urged calm.", 1, "demand", True),
        ("Norland urged both sides to negotiate.", 1, "demand", True),
        ("Norland urged both sides to accept the truce.", 1, "demand", True),
        ("Norland urged them to accept the tariff.", -1, "demand", True),
        ("Norland urged them to walk.", -1, "demand", True),
        ("Norland wants to talk.", 1, "demand", True),
        ("Norland wants to attack.", -1, "demand", True),
        ("Norland wants Sudland to negotiate.", 1, "demand", True),
        ("Norland is weighing an offer.", 0, "consider", True),
        ("Norland is weighing an attack.", -1, "consider", True),
        ("Norland condemned the raid.", -1, "criticise", True),
        ("Norland warned that it would retaliate.", -2, "criticise", True),
        ("Norland complained that nobody came.", -1, "criticise", True),
        ("Norland refused to comment.", 0, "reject", True),
        ("Norland refused comment.", 0, "reject", True),
        ("Norland refused to end the talks.", 1, "reject", True),
        ("Norland refused to rule out an attack.", -1, "reject", True),
        ("Norland denied that it had attacked.", 0, "reject", True),
        ("Norland denied the charge.", 0, "reject", True),
        ("Norland rejected the charge.", -1, "reject", True),
        ("Norland prevented the vote.", -2, "reject", True),
        ("Norland rejected the tariffs.", -1, "reject", True),
        ("Norland rejected the demand.", -2, "reject", True),
        ("Norland commented that it would attack the port.", -2, "hostile", True),
        ("Norland threatened war.", -2, "threaten", True),
    ],
)
def test_what_is_said_to_a_complement(text: str, value: int, act: str, trusted: bool) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert (found.value, found.act) == (value, act)
    assert (found.weight >= LEAST_WEIGHT) is trusted
    assert found.before is None


@pytest.mark.parametrize(
    ("firm", "loose"),
    [
        ("Norland rejected the plan.", "Norland prevented the plan."),
        ("Norland threatened them.", "Norland escalated."),
        ("Norland recognised the truce.", "Norland recognised the lake."),
        ("Norland accepted the plan.", "Norland acknowledged the plan."),
    ],
)
def test_a_clear_verb_is_trusted_more_than_one_of_many_meanings(firm: str, loose: str) -> None:
    sure, unsure = judge(root_of(firm)), judge(root_of(loose))
    assert sure is not None
    assert unsure is not None
    assert sure.value == unsure.value
    assert sure.weight > unsure.weight


def test_agreeing_to_a_change_takes_the_state_before_for_granted() -> None:
    found = judge(root_of("Norland agreed to resume the talks."))
    assert found is not None
    assert (found.value, found.before) == (2, -2)
    worse = judge(root_of("Norland agreed to suspend the talks."))
    assert worse is not None
    assert (worse.value, worse.before) == (-2, 2)
