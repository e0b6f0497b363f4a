"""The learned weights, how they are used, and how they are learned."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.positions.clause import clause_of
from processors.positions.signs import BIAS, STANCES, chances, decided, force
from processors.positions.stance import evidence, read_position
from processors.positions.training import examples, train
from processors.positions.wording import Wording
from tests.fakes.parsed import doc_of, root_of


@given(st.lists(st.sampled_from(["w:agree", "w:reject", "act:accept:2", "zzz"]), max_size=6))
def test_chances_are_probabilities(found: list[str]) -> None:
    got = chances(found)
    assert tuple(got) == STANCES
    assert sum(got.values()) == pytest.approx(1)
    stance, chance = decided(got)
    assert stance in STANCES
    assert 1 / 3 <= chance <= 1


def test_the_order_of_features_means_nothing() -> None:
    assert chances(["w:agree", "w:sign"]) == chances(["w:sign", "w:agree", "w:sign"])


def test_the_stance_is_the_likeliest_of_the_likeliest_sign() -> None:
    assert decided({-2: 0.25, -1: 0.2, 0: 0.15, 1: 0.4, 2: 0.0}) == (-2, pytest.approx(0.45))


def test_names_and_numbers_are_no_features() -> None:
    doc = doc_of("Norland offered 42 ships to Sudland.")
    found = evidence(Wording(list(doc), root_of("Norland offered 42 ships to Sudland."), deed=True))
    assert not [name for name in found if "norland" in name or "42" in name or "sudland" in name]


def test_rules_count_more_than_words() -> None:
    assert force("act:accept:2") > force("w:accept")


def test_weights_are_learned_from_labelled_sentences() -> None:
    rows = [
        {"text": text, "statements": [{"mention": "Norland", "stance": stance}]}
        for text, stance in [
            ("Norland blessed the scheme.", 2),
            ("Norland cursed the scheme.", -2),
        ]
        * 4
    ]
    rows.append({"text": "Nobody is here.", "statements": [{"mention": "Norland", "stance": 1}]})
    found = list(examples(json.dumps(row) for row in rows))
    assert len(found) == 8
    weights = train(found)
    assert BIAS in weights or weights
    assert weights["w:bless"][STANCES.index(2)] > 0 > weights["w:bless"][STANCES.index(-2)]
    assert weights == train(found)


def test_the_clause_of_a_party_is_its_own() -> None:
    text = "Norland lifted the ban, but Sudland refused the talks."
    start = text.index("Sudland")
    clause = clause_of(doc_of(text), start, start + len("Sudland"))
    assert clause.verb is not None
    assert clause.verb.text == "refused"
    assert clause.deed


def test_the_clause_of_a_speaker_is_what_they_say() -> None:
    text = "Norland said it would sign the agreement."
    clause = clause_of(doc_of(text), 0, 7)
    assert not clause.deed
    assert "sign" in {t.text for t in clause.words}
    assert clause_of(doc_of(text), 0, 0).verb is None


def test_no_words_give_an_empty_reading() -> None:
    reading = read_position(Wording([]))
    assert reading.stance is None
    assert reading.issue is None
    assert reading.confidence == 0


def test_what_is_done_every_year_shows_no_position() -> None:
    text = "Norland delivered its annual notification on subsidies."
    assert read_position(Wording(list(doc_of(text)), root_of(text), deed=True)).stance is None


def test_a_condition_makes_the_reading_conditional() -> None:
    text = "We will sign the agreement if the ban is lifted by Friday."
    reading = read_position(Wording(list(doc_of(text))))
    assert reading.stance == 1
    assert reading.conditional
    assert reading.condition == "if the ban is lifted by Friday"
    assert reading.deadline == "by Friday"
    assert "conditional" in reading.modifiers
    assert reading.change is None or reading.change.after > 0
