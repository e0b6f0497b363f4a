"""The issue of what is acted on goes before that of reasons, settings and topics of talks."""

import pytest

from processors.positions.at_stake import at_stake
from processors.positions.stake_issues import named, scores
from tests.fakes.parsed import doc_of, root_of


def first(text: str) -> str:
    words = list(doc_of(text))
    own = named(at_stake(words, root_of(text)), {})
    found = scores(words, own, {})
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Norland suspends the talks over new sanctions and a blacklist.", "talks"),
        ("Norland begins direct negotiations on the hostages.", "talks"),
        ("Norland suspends the issuance of visas because of a travel ban.", "other"),
        ("Norland withdraws from the Council of Coasts.", "other"),
        ("Norland announced its withdrawal from the Mountain League.", "other"),
        ("Norland withdraws its troops from the occupied province.", "territory"),
        ("Norland leaves the military cooperation agreement.", "security"),
        ("Norland lifts its ban on airlines landing at night.", "other"),
        ("Norland lifts the tariffs after the hostages were freed.", "trade"),
        ("Norland rejects the peace agreement.", "settlement"),
    ],
)
def test_what_is_acted_on_decides(text: str, issue: str) -> None:
    assert first(text) == issue


def test_a_reason_still_counts_a_little() -> None:
    text = "Norland recalls its envoy over the tariffs."
    words = list(doc_of(text))
    found = scores(words, named(at_stake(words, root_of(text)), {}), {})
    assert 0 < found["trade"] < 3


def test_the_words_of_a_dossier_count_in_what_is_at_stake() -> None:
    text = "Norland lifts the Lantern Rule."
    found = named(at_stake(list(doc_of(text)), root_of(text)), {"navigation": ("lantern rule",)})
    assert found == {"navigation": 3.0}
