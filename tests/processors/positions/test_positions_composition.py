"""Verb, complement, negation and modal verb together make the stance."""

import pytest

from processors.positions.composition import judge
from processors.positions.nouns import is_claim, is_force, worth
from tests.fakes.parsed import root_of, word_of


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norland lifted its ban on timber imports.", 2),
        ("Norland imposed a 20 percent tariff on timber.", -2),
        ("Norland suspended the talks.", -2),
        ("Norland resumed the talks.", 2),
        ("Norland resumed its offensive.", -2),
        ("Norland eased the restrictions on travel.", 1),
        ("Norland postponed the release of the prisoners.", -2),
        ("Norland dropped its demand for an apology.", 2),
        ("Norland withdrew its troops from the valley.", 2),
        ("Norland agreed to hold talks.", 2),
        ("Norland agreed to suspend the talks.", -2),
        ("Norland refused to lift the ban.", -2),
        ("Norland rejected the proposal.", -2),
        ("Norland offered to release the prisoners.", 1),
        ("Norland threatened to impose sanctions.", -2),
        ("Norland demanded the release of the prisoners.", -1),
        ("Norland condemned the raid.", -1),
        ("Norland called for a ceasefire.", 1),
        ("Norland is ready to negotiate.", 1),
        ("Norland is ready to retaliate.", -2),
        ("Norland is unwilling to negotiate.", -2),
        ("Norland is considering the proposal.", 0),
        ("The proposal is unacceptable.", -2),
        ("Norland violated the truce.", -2),
        ("Norland ordered its delegation home.", -2),
        ("Norland welcomed the decision.", 1),
        ("The ban remains.", -2),
        ("The demand stands.", -1),
        ("There is nothing to discuss.", -2),
        ("Norland has no objection.", 0),
        ("Norland has an objection.", -1),
        ("Norland signed a law.", 2),
        ("Norland accepted the demand.", 2),
        ("Norland approved the sanctions.", -2),
        ("Norland decided to stay silent.", 0),
        ("Norland praised the raid.", -1),
        ("Norland planned a raid.", -2),
        ("Norland wants to talk.", 1),
        ("Norland wants to attack.", -1),
        ("Norland wants to sleep.", 0),
        ("Norland urged both sides to accept the truce.", 1),
        ("Norland told the truth.", -1),
        ("Norland is mulling sanctions.", -1),
        ("Norland refused to attack.", 1),
        ("Norland declined to comment.", 0),
        ("Norland denied the allegation.", 0),
        ("Norland dismissed the allegation.", -1),
        ("Norland denied that it had agreed.", -1),
        ("Norland opposed the sanctions.", -1),
        ("Norland blocked the road.", -2),
        ("Norland faces sanctions.", 0),
        ("Norland maintains the position.", -1),
        ("Norland raised objections.", -1),
        ("Norland stopped attacking.", 2),
        ("Norland stopped exporting gas.", -2),
        ("Norland pulled its soldiers out.", 2),
        ("Norland quit.", -2),
        ("Norland sent the prisoners home.", 2),
        ("Norland curbed the violence.", 1),
        ("Norland trimmed the aid.", -1),
        ("Norland released a statement.", 0),
        ("Norland allowed the convoy to pass.", 2),
        ("Norland no longer demands an apology.", 1),
        ("Norland does not rule out talks.", 1),
        ("Norland is not considering it.", -1),
        ("The raids have stopped.", 1),
        ("The talks collapsed.", -2),
        ("The deal is off the table.", -2),
        ("The plan is under review.", 0),
        ("It is a mistake.", -1),
        ("It is no mistake.", 0),
        ("It is a useful step.", 1),
        ("Norland is open to sanctions.", -1),
        ("Norland is unwilling to attack.", 1),
        ("There is a truce.", 1),
        ("There is no truce.", -2),
        ("Norland is to attend the talks.", 2),
        ("Norland sleeps.", 0),
        ("Norland ordered two battalions to leave the river town.", 2),
    ],
)
def test_a_clause_is_worth_what_its_verb_does_to_its_complement(text: str, stance: int) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert found.value == stance


@pytest.mark.parametrize(
    ("plain", "denied"),
    [
        ("Norland will attend the talks.", "Norland will not attend the talks."),
        ("Norland agreed to the truce.", "Norland never agreed to the truce."),
        ("Norland will sign the agreement.", "Norland will sign no agreement."),
        ("Norland is ready to talk.", "Norland is not ready to talk."),
    ],
)
def test_not_turns_a_yes_into_a_no(plain: str, denied: str) -> None:
    yes, no = judge(root_of(plain)), judge(root_of(denied))
    assert yes is not None
    assert no is not None
    assert yes.value > 0 > no.value
    assert no.negated


def test_not_only_is_no_negation() -> None:
    found = judge(root_of("Norland not only attended the talks but signed the agreement."))
    assert found is not None
    assert found.value > 0


def test_a_threat_denied_is_an_opening() -> None:
    found = judge(root_of("Norland will not retaliate."))
    assert found is not None
    assert found.value == 1


def test_what_may_be_is_less_than_what_is() -> None:
    found = judge(root_of("Norland could accept the plan."))
    assert found is not None
    assert found.value == 1


def test_what_must_be_done_is_a_demand() -> None:
    found = judge(root_of("The ban must be lifted."))
    assert found is not None
    assert (found.value, found.act) == (-1, "demand")


def test_what_would_have_been_is_trusted_less() -> None:
    real = judge(root_of("Norland would accept the plan."))
    unreal = judge(root_of("Norland would have accepted the plan."))
    assert real is not None
    assert unreal is not None
    assert unreal.weight < real.weight / 2


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("They want the lifting of the sanctions.", "lifting", 1),
        ("They want a suspension of the talks.", "suspension", -1),
        ("They want an end to the war.", "end", 1),
        ("They want a resumption of the war.", "resumption", -1),
        ("They want a series of raids.", "series", -1),
        ("They want the withdrawal of troops.", "withdrawal", 1),
        ("They want a chair.", "chair", 0),
        ("They want a series of talks.", "series", 1),
        ("They want a strike plan.", "plan", -1),
        ("They want the return of the child.", "return", 1),
        ("They want sanctions.", "sanctions", -1),
        ("They want food.", "food", 1),
    ],
)
def test_a_noun_is_worth_what_it_is_made_of(text: str, word: str, value: int) -> None:
    assert worth(word_of(text, word)) == value


def test_claims_and_forces_are_told_from_other_nouns() -> None:
    assert is_claim(word_of("They dropped the demand.", "demand"))
    assert not is_claim(word_of("They dropped the bomb.", "bomb"))
    assert is_force(word_of("They moved a battalion.", "battalion"))
    assert not is_force(word_of("They moved a piano.", "piano"))
