"""Verbs that the model took for nouns."""

import pytest

from tests.fakes.parsed import doc_of, word_of


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("British Prime Minister Ana Ruiz visits Oslo, Norway, to sign an agreement.",
         "visits", "Ruiz"),
        ("Canadian jobs minister Patty Noll orders binding arbitration between them.",
         "orders", "Noll"),
        ("The Congolese military withdraws from Bukavu heading south.", "withdraws", "military"),
        ("The Valley Defense Forces strikes southern Beirut for the first time in a year.",
         "strikes", "Forces"),
        ("The Houthis report that 25 crew members are dead.", "report", "Houthis"),
    ],
)  # fmt: skip
def test_a_verb_gets_its_tag_and_its_subject(text: str, verb: str, subject: str) -> None:
    token = word_of(text, verb)
    assert token.pos_ == "VERB"
    assert token.dep_ == "ROOT"
    assert [c.text for c in token.children if c.dep_ == "nsubj"] == [subject]


def test_the_words_of_a_name_hang_on_it() -> None:
    name = word_of("British Prime Minister Ana Ruiz visits Oslo, Norway, to sign a deal.", "Ruiz")
    assert {"Ana", "Minister"} <= {c.text for c in name.children}


def test_a_clause_behind_that_is_the_object() -> None:
    assert word_of("The Houthis report that 25 crew members are dead.", "are").dep_ == "ccomp"


@pytest.mark.parametrize(
    "text",
    [
        "The strikes on the port went on.",
        "Norwegian companies lost their exports.",
        "The minister called the situation a crisis.",
        "The air strikes of Monday killed nobody.",
    ],
)
def test_nouns_stay_nouns(text: str) -> None:
    nouns = {"strikes", "companies", "exports", "situation", "crisis"}
    assert all(t.pos_ == "NOUN" for t in doc_of(text) if t.text in nouns)
