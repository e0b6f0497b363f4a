"""What the syntax between two actors says."""

import pytest

from processors.positions.between import features
from tests.fakes.parsed import doc_of


def found(text: str, actor: str = "Norland", other: str = "Sudland") -> set[str]:
    """The features of what `actor` does to `other`."""
    mine, theirs = text.find(actor), text.find(other)
    return set(
        features(
            doc_of(text),
            (mine, mine + len(actor)) if mine >= 0 else None,
            (theirs, theirs + len(other)) if theirs >= 0 else None,
        )
    )


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Norland attacked Sudland.", "object:attack>OTHER"),
        ("Norland lifted the old ban on Sudland.", "object of:lift>ban>on>OTHER"),
        ("Norland lifted the old ban on Sudland.", "kind:old"),
        ("Norland did not attack Sudland.", "denied:attack"),
        ("Norland will attack Sudland.", "mood:attack"),
        ("Norland agreed to attack Sudland.", "inner:attack"),
        ("Norland agreed to attack Sudland.", "verbs:agree>attack"),
        ("Sudland was attacked by Norland.", "passive"),
        ("Norland met with Sudland.", "with:meet>with>OTHER"),
        ("Norland pulled out of Sudland.", "path word:of"),
        ("Norland attacked. Sudland fled.", "apart"),
        ("Norland attacked. Sudland fled.", "their verb:flee"),
        ("Norland attacked Sudland if it could.", "condition"),
        ("Norland attacked 40 ships of Sudland.", "bp:ACTOR attack"),
        ("Norland gave up Sudland.", "particle:give>up"),
        ("They said Norland attacked Sudland.", "under:say"),
        ("The attack of Norland on Sudland.", "w:attack"),
    ],
)
def test_the_words_between_are_named(text: str, feature: str) -> None:
    assert feature in found(text)


def test_names_and_numbers_are_no_features() -> None:
    names = " ".join(found("Norland and Eastland sold 42 ships to Sudland in Harbourtown."))
    for word in ("norland", "sudland", "eastland", "42", "harbourtown"):
        assert word not in names.lower()


def test_either_actor_may_be_missing() -> None:
    assert "verb one:attack" in found("Somebody attacked Sudland.")
    assert "verb one:attack" in found("Norland attacked somebody.")
    assert "verb one:attack" in found("Somebody attacked.")
    assert "w:somebody" in features(doc_of("Somebody attacked."), (90, 99), None)


def test_the_other_first_is_read_backwards() -> None:
    assert "bp:OTHER be" in found("Sudland was attacked by Norland.")
