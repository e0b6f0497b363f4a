"""Rules of composition: what stays, how it went, what is not planned, what ought not to be."""

import pytest

from processors.positions.composition import judge
from processors.positions.conditions import condition_of
from processors.positions.leading import leading_clause
from processors.positions.nouns import worth
from processors.positions.signs import features
from processors.positions.stance import read_position
from processors.positions.wording import Wording
from tests.fakes.parsed import doc_of, root_of, word_of


def stance_of(text: str) -> int | None:
    return read_position(Wording(list(doc_of(text)))).stance


@pytest.mark.parametrize(
    ("text", "value", "act"),
    [
        ("The envoy remains available.", 1, "offer"),
        ("The offer remains on the table.", 1, "offer"),
        ("The drawer stays shut.", 0, "begin"),
        ("The ban remains without exception.", -2, "begin"),
        ("The ban remains in force.", -2, "begin"),
        ("The offer is unchanged.", 1, "offer"),
        ("The ban is unchanged.", -1, "reject"),
        ("The cannons will be silent.", 2, "coop"),
        ("The king is silent.", 0, "consider"),
        ("The day began well.", 1, "support"),
        ("The talks went badly.", -1, "criticise"),
        ("They ran the bank well.", 0, ""),
        ("Our proposal is a simple one.", 1, "offer"),
        ("That is the proposal.", 1, "offer"),
        ("Our offer is 12 boats.", -1, "demand"),
        ("Our limit is the river.", -1, "demand"),
        ("There was no question of leaving the talks.", 1, "offer"),
        ("There is no plan to lift the ban.", -2, "reject"),
        ("There is no herring of that kind.", 0, "begin"),
        ("The list is no subject for the envoys.", -2, "reject"),
        ("There will be no tariffs.", 1, "offer"),
        ("No reprisals are planned.", 1, "offer"),
        ("Nobody thought of an attack.", 1, "offer"),
        ("Bread should not need a stamp.", -1, "demand"),
        ("You cannot keep the harbour shut.", -1, "criticise"),
        ("We have not come to haggle.", -2, "reject"),
        ("Norland maintains the ceiling.", -1, "begin"),
        ("Norland keeps to the ceiling.", -1, "coop"),
        ("Norland keeps to the truce.", 2, "coop"),
        ("Norland vowed to respect the pause.", 2, "accept"),
        ("Norland will study legal steps.", -1, "consider"),
        ("Norland will study the request.", 0, "consider"),
        ("Deputies want to see how it was spent.", -1, "demand"),
        ("Norland called on them not to leave the talks.", 1, "demand"),
        ("Norland demanded that the king explain what was being negotiated.", -1, "demand"),
        ("Norland recalled that it had signed the truce.", 2, "accept"),
        ("The patrols will defend themselves.", -2, "threaten"),
    ],
)
def test_what_a_clause_tells(text: str, value: int, act: str) -> None:
    found = judge(root_of(text))
    assert found is not None
    assert (found.value, found.act if value else act) == (value, act)


@pytest.mark.parametrize(
    ("noun", "text", "value"),
    [
        ("pause", "The pause holds.", 1),
        ("pause", "The pause of the talks holds.", -1),
        ("operations", "The operations of the army go on.", -1),
        ("operations", "The operations of the ferry go on.", 1),
    ],
)
def test_what_stops_and_what_goes_on(noun: str, text: str, value: int) -> None:
    assert worth(word_of(text, noun)) == value


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We will return when the toll is gone, and not a day before.", -1),
        ("We would return only when the toll was gone.", -1),
        ("The envoy would fly back if the toll was lifted.", -1),
        ("If they do not want our fish, we know other harbours.", -2),
        ("We are ready to talk only if they come.", 1),
    ],
)
def test_a_yes_that_is_withheld(text: str, stance: int) -> None:
    assert stance_of(text) == stance


def test_not_before_makes_a_condition_the_only_one() -> None:
    for text in (
        "We will come when the toll is gone, and not before.",
        "The toll goes, and not a day sooner.",
    ):
        found = condition_of(list(doc_of(text)), text)
        assert found is not None
        assert found.kind == "only"


def test_a_cue_tells_only_of_its_own_words() -> None:
    text = "We can accept the map. Norland declared war on the tariffs."
    cue = word_of(text, "declared")
    said = [t for t in doc_of(text) if t.i < 6]
    beside = leading_clause(said, cue, False, None)
    assert beside is not None
    assert beside[0].value == 2
    own = leading_clause([t for t in doc_of(text) if t.i > cue.i], cue, False, None)
    assert own is not None
    assert own[1] == cue


def test_a_colourless_cue_leaves_it_to_its_object() -> None:
    text = "Norland expressed dismay at the plan."
    cue = word_of(text, "expressed")
    found = leading_clause([t for t in doc_of(text) if t.i > cue.i], cue, True, None)
    assert found is not None
    assert (found[0].value, found[0].act) == (-1, "criticise")
    bare = leading_clause([word_of("Norland expressed herrings.", "herrings")], cue, True, None)
    assert bare is not None
    assert bare[1] == cue


def test_what_is_as_before_tells_less_of_now() -> None:
    steady = read_position(Wording(list(doc_of("The offer of talks is unchanged."))))
    fresh = read_position(Wording(list(doc_of("The offer of talks is on the table."))))
    assert steady.stance == fresh.stance == 1
    assert steady.confidence < 0.8 * fresh.confidence


def test_the_classes_of_words_are_features() -> None:
    doc = doc_of("We will not lift the cruel ban on talks, an insult.")
    found = features(list(doc), None, None, None, red_line=False)
    assert {"v:stop:not", "n:bad", "n:good", "a:bad", "s:negative"} <= set(found)
