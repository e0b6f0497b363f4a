"""The issue comes from the clause first, and from what surrounds it where the clause is silent."""

from hypothesis import given
from hypothesis import strategies as st

from processors.positions.issues import decide, lemmas, score
from tests.fakes.parsed import doc_of
from wire.vocabulary import ISSUES


def test_the_longest_phrase_counts_alone() -> None:
    assert "settlement" in score(["peace", "plan"])
    assert (
        score(["peace", "plan"])["settlement"]
        == score(["peace", "plan", "peace", "plan"])["settlement"]
    )


def test_talks_are_talks_whatever_they_are_about() -> None:
    said = lemmas(doc_of("They suspended the trade talks."))
    issues, _ = decide(score(said))
    assert issues == ("talks",)


def test_a_firm_clause_is_not_moved_by_its_surroundings() -> None:
    issues, _ = decide(score(["tariff", "quota"]), (score(["hostage", "prisoner"]), 0.5))
    assert issues[0] == "trade"


def test_a_silent_clause_takes_the_issue_of_its_surroundings() -> None:
    issues, sure = decide(score(["we", "say", "yes"]), (score(["hostage"]), 0.5))
    assert issues == ("captives",)
    assert 0 < sure < 1


def test_two_firm_issues_are_both_named() -> None:
    issues, _ = decide(score(["tariff", "hostage"]))
    assert set(issues) == {"trade", "captives"}


def test_no_word_no_issue() -> None:
    assert decide(score([])) == ((), 0.0)


def test_the_words_of_a_dossier_outweigh_the_common_ones() -> None:
    issues, _ = decide(score(["forest", "list"], {"sanctions": ("Forest List",)}))
    assert issues == ("sanctions",)


@given(st.lists(st.sampled_from(["tariff", "truce", "talk", "ship", "zebra", "aid"]), max_size=8))
def test_issues_are_of_the_closed_list_and_never_repeat(said: list[str]) -> None:
    issues, sure = decide(score(said))
    assert len(set(issues)) == len(issues) <= 2
    assert set(issues) <= set(ISSUES)
    assert 0 <= sure <= 1


def test_a_verb_that_looks_like_a_noun_names_no_issue() -> None:
    assert score(lemmas(doc_of("The aircraft landed."))) == {}
    assert "territory" in score(lemmas(doc_of("They claim the land.")))
