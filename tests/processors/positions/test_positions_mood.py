"""What "not", "may" and "must" make of a clause."""

import pytest

from processors.positions.composition import judge
from processors.positions.predicates import predicate
from processors.positions.reading import Judgement
from tests.fakes.parsed import root_of, word_of


def judged(text: str) -> Judgement:
    found = judge(root_of(text))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "There will be no more talks with Sudland.",
        "No more aid will be sent.",
        "There won't be any more talks.",
        "Norland will sign under no circumstances.",
        "Norland will on no account lift the ban.",
        "Norland will settle for nothing.",
        "Neither side will sign the truce.",
        "Not one soldier will leave the valley.",
        "Not a single convoy was allowed in.",
        "Nobody will sign the truce.",
        "Norland hardly met the envoys.",
        "Norland can't sign.",
        "Norland shan't sign.",
        "Norland won’t sign.",
    ],
)
def test_every_way_to_say_no(text: str) -> None:
    found = judged(text)
    assert found.negated
    assert (found.value, found.act) == (-2, "reject")


@pytest.mark.parametrize(
    "text",
    [
        "Norland not only met the envoys but signed.",
        "Norland is not just ready to talk.",
        "Norland met not only envoys but kings.",
        "Norland will sign in no time.",
        "Norland will send no more than three ships.",
        "Norland will not sign nothing.",
        "Norland needs more talks.",
    ],
)
def test_what_sounds_like_no_and_is_none(text: str) -> None:
    assert not judged(text).negated


@pytest.mark.parametrize(
    ("text", "word", "negated"),
    [
        ("Norland will neither meet nor talk.", "talk", True),
        ("Norland will neither meet nor talk.", "meet", True),
        ("Norland will not meet or negotiate.", "negotiate", True),
        ("Norland will not meet or Sudland will attack.", "attack", False),
        ("Norland will not meet and will negotiate.", "negotiate", False),
        ("Norland will meet or negotiate.", "negotiate", False),
    ],
)
def test_how_far_a_negation_reaches(text: str, word: str, negated: bool) -> None:
    assert predicate(word_of(text, word)).negated is negated


@pytest.mark.parametrize(
    ("text", "word", "modal"),
    [
        ("Norland won't sign.", "sign", "will"),
        ("They'll sign.", "sign", "will"),
        ("They'd sign.", "sign", "would"),
        ("They can't sign.", "sign", "can"),
        ("They shan't sign.", "sign", "shall"),
        ("They might sign.", "sign", "might"),
        ("They will meet and sign.", "sign", "will"),
        ("They sign.", "sign", None),
        ("They met and signed.", "signed", None),
    ],
)
def test_the_modal_verb_in_full(text: str, word: str, modal: str | None) -> None:
    assert predicate(word_of(text, word)).modal == modal


@pytest.mark.parametrize(
    ("text", "value", "act"),
    [
        ("Norland does not condemn the raid.", 0, "criticise"),
        ("Norland will not condemn the raid.", 1, "offer"),
        ("Norland did not reject the plan.", 1, "offer"),
        ("Norland will not consider the plan.", -1, "reject"),
        ("Norland will not comment on the talks.", 0, "consider"),
        ("Norland will not walk in the garden.", -2, "reject"),
        ("Norland does not walk in the garden.", 0, ""),
        ("Norland does not demand an apology.", 1, "offer"),
        ("Norland would not ask for money.", 1, "offer"),
        ("Norland does not urge calm.", -1, "reject"),
        ("Norland does not want talks any more.", -1, "reject"),
        ("Norland did not attack the port.", 0, "hostile"),
        ("Norland may attack the port.", -2, "hostile"),
        ("Norland must attack the port.", -2, "hostile"),
        ("Norland must apologise.", -1, "demand"),
        ("The port must be attacked.", -1, "demand"),
        ("Norland must say that it accepts the plan.", 2, "accept"),
    ],
)
def test_the_mood_decides_what_is_meant(text: str, value: int, act: str) -> None:
    found = judged(text)
    assert (found.value, found.act) == (value, act)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Norland no longer condemns the raid.", -1),
        ("Norland will no longer meet the envoys.", 2),
        ("Norland does not want talks any more.", 1),
        ("Norland does not want talks anymore.", 1),
        ("Norland will not meet the envoys.", None),
        ("Norland no longer walks there.", None),
    ],
)
def test_no_longer_takes_the_opposite_for_granted(text: str, before: int | None) -> None:
    assert judged(text).before == before


@pytest.mark.parametrize(
    "text",
    [
        "Norland may have lifted the ban.",
        "Norland could suspend the talks.",
        "Norland did not lift the ban.",
        "The ban should be lifted.",
        "Norland would have lifted the ban.",
    ],
)
def test_what_is_not_so_presupposes_nothing(text: str) -> None:
    assert judged(text).before is None


def test_what_may_be_is_trusted_less_than_what_is() -> None:
    assert judged("Norland might attack.").weight < judged("Norland will attack.").weight
