"""Whether a clause is told as news."""

import pytest

from processors.positions.told import is_asserted, is_refusal
from tests.fakes.parsed import doc_of


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("Norway rejected the talks.", True),
        ("Norway had rejected the talks.", True),
        ("Norway rejected the talks in January.", True),
        ("In 2019 Norway had rejected the talks.", False),
        ("Boats would burn if Norway rejected the talks.", False),
        ("Unless Norway rejected the talks, boats would come.", False),
    ],
)
def test_what_is_only_thought_of_or_long_past_is_not_asserted(text: str, asserted: bool) -> None:
    (cue,) = [token for token in doc_of(text) if token.text == "rejected"]
    assert is_asserted(cue) is asserted


@pytest.mark.parametrize(
    ("text", "verb", "refusal"),
    [
        ("Iceland rejected the talks.", "rejected", True),
        ("Iceland ruled out talks.", "ruled", True),
        ("Iceland turned down the offer.", "turned", True),
        ("Iceland turned to Norway.", "turned", False),
        ("Iceland did not reject the talks.", "reject", False),
        ("Iceland attacked the port.", "attacked", False),
    ],
)
def test_verbs_that_turn_something_down(text: str, verb: str, refusal: bool) -> None:
    (found,) = [token for token in doc_of(text) if token.text == verb]
    assert is_refusal(found) is refusal
