"""What tells the issue of a statement, as named features."""

import pytest

from processors.positions.issue_signs import boost, features, look
from processors.positions.reading import Judgement
from processors.positions.stance import issue_evidence
from processors.positions.surroundings import Surroundings
from processors.positions.wording import Wording
from tests.fakes.parsed import doc_of, root_of


def signs(text: str, **how: object) -> set[str]:
    known = {"deed": False, "towards": 0} | how
    return set(features(look(list(doc_of(text)), None, Surroundings(), None, **known)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sign",
    [
        "c:tariff", "s:tariff", "cp:lift the", "of:tariff>lift", "lex:trade", "strong:trade",
        "any:trade", "near:trade", "towards:0", "form:words", "act:nothing",
    ],
)  # fmt: skip
def test_the_features_of_a_clause(sign: str) -> None:
    assert sign in signs("We lift the tariff.")


def test_names_and_numbers_are_no_features() -> None:
    assert not any("norland" in sign or "25" in sign for sign in signs("Norland owes 25 ships."))


def test_what_talks_are_about_is_left_out_of_the_clause() -> None:
    assert "c:tariff" not in signs("They ended the tariff talks.")


def test_the_judgement_and_the_cue_are_features() -> None:
    text = "Norland lifted the ban."
    words, cue = list(doc_of(text)), root_of(text)
    judged = Judgement(2, "stop", 0.9, cue.i, before=-2)
    seen = look(words, cue, Surroundings(), judged, deed=True, towards=7)
    found = set(features(seen))
    assert {"act:stop", "act:stop:2", "trust:2:high", "act:change", "cue:lift:deed"} <= found
    assert {"towards:2", "form:deed", "tense:VBD"} <= found


def test_the_surroundings_tell_where_the_clause_does_not() -> None:
    seen = look(list(doc_of("We agree.")), None, Surroundings(title=("tariff",)), None,
                deed=False, towards=0)  # fmt: skip
    assert "near:trade" in features(seen)
    assert "lex:none" in features(seen)


def test_rules_count_more_than_words() -> None:
    assert boost("near:trade") > boost("c:tariff") == 1.0


def test_evidence_for_learning_is_what_reading_sees() -> None:
    text = "Norland lifted the ban."
    assert "act:stop" in issue_evidence(Wording(list(doc_of(text)), root_of(text), deed=True))


def test_fighting_is_tied_to_what_is_told_around_it() -> None:
    def told(paragraph: str) -> set[str]:
        around = Surroundings(paragraph=tuple(paragraph.split()))
        text = list(doc_of("Norland shelled the town."))
        return set(features(look(text, None, around, None, deed=True, towards=0)))

    assert "fight:alone" in told("the town be old")
    assert {"fight:truce", "told of:truce"} <= told("the truce hold")
    assert "fight:truce-peace" in told("the truce and the talks")
    assert boost("fight:alone") == boost("told of:truce") > 1
    assert not any(sign.startswith("fight:") for sign in signs("Norland is old."))
