"""What a position is about, apart from its reasons and its settings."""

import pytest

from processors.positions.at_stake import AtStake, at_stake
from tests.fakes.parsed import doc_of, root_of, word_of


def stake(text: str) -> AtStake:
    return at_stake(list(doc_of(text)), root_of(text))


def core(text: str) -> set[str]:
    return {t.text for t in stake(text).words}


def heads(text: str) -> set[str]:
    return {t.text for t in stake(text).heads}


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Norland suspends the visas over a new fishing quota.", "quota"),
        ("Norland suspends the visas amid a dispute about tariffs.", "tariffs"),
        ("Norland suspends the visas in response to the tariffs.", "tariffs"),
        ("Norland suspends the visas because the hostages were not freed.", "hostages"),
        ("Norland suspends the visas after the truce ended.", "truce"),
        ("Norland will lift the ban if the hostages are freed.", "hostages"),
        ("Norland sanctioned two judges for the warrant.", "warrant"),
    ],
)
def test_reasons_and_settings_are_not_at_stake(text: str, aside: str) -> None:
    assert aside not in core(text)
    assert root_of(text).text in core(text)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Norland wants control over the harbour.", "harbour"),
        ("Norland refused to lift the ban on grain exports.", "exports"),
        ("Norland announced a plan to reopen the port.", "port"),
        ("Norland signed a decree banning all imports.", "imports"),
        ("Norland moved its envoys to close the border.", "border"),
        ("Norland agreed to reopen the harbour and the airport.", "airport"),
        ("The tariffs take effect on Monday.", "tariffs"),
        ("Norland insists on freeing the prisoners.", "prisoners"),
    ],
)
def test_what_is_acted_on_is_at_stake(text: str, inside: str) -> None:
    assert inside in core(text)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("Norland ordered a suspension of the talks.", "talks"),
        ("Norland began a new round of negotiations over the hostages.", "negotiations"),
        ("Norland agreed to resume the talks.", "talks"),
        ("Norland demands the end of the blockade and the raids.", "raids"),
        ("Norland withdrew from the talks.", "talks"),
    ],
)
def test_the_head_is_what_is_acted_on_in_the_end(text: str, head: str) -> None:
    assert head in heads(text)


def test_what_talks_are_about_is_not_at_stake() -> None:
    assert "hostages" not in core("Norland began a new round of negotiations over the hostages.")


def test_times_are_no_objects() -> None:
    assert {t.text for t in stake("Norland lifts the ban on Monday.").objects} == {"ban"}


def test_without_a_predicate_all_words_are_at_stake() -> None:
    words = list(doc_of("No tariffs at all."))
    assert at_stake(words, None) == AtStake(tuple(words))


def test_words_that_the_predicate_does_not_govern_are_all_at_stake() -> None:
    text = "Norland refused, and the tariffs stay."
    words = [word_of(text, "tariffs"), word_of(text, "stay")]
    assert at_stake(words, word_of(text, "refused")).words == tuple(words)
