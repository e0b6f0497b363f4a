"""What one actor does towards another in a sentence."""

import pytest

from processors.classification import BATCH, Asked, classify
from processors.positions.reading import Reading
from tests.fakes.parsed import parser


def read(text: str, source: str = "Norway", target: str = "Iceland") -> Reading:
    """The reading of one sentence."""
    return next(classify([Asked(1, text, source, target)], parser()))[1]


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Norway lifted its sanctions on Iceland.", "YIELD"),
        ("Norway refused to lift its sanctions on Iceland.", "REJECT"),
        ("Norway agreed to lift its sanctions on Iceland.", "AGREE"),
        ("Norway threatened to impose sanctions on Iceland.", "THREATEN"),
        ("Norway imposed sanctions on Iceland.", "SANCTION"),
        ("Iceland was accused by Norway of breaking the treaty.", "ACCUSE"),
        ("Norway and Iceland held joint naval exercises.", "COOPERATE"),
        ("Norway put its troops on high alert near Iceland.", "MOBILIZE"),
        ("Norway urged Iceland to release the crew.", "REQUEST"),
        ("The rejection by Norway of the plan of Iceland.", "REJECT"),
        ("OSLO — Norway sent food and tents to Iceland.", "AID"),
        ("Norway's foreign minister flew to Iceland for talks.", "CONSULT"),
        ("Norwegian fishermen blocked the port of Iceland in protest.", "PROTEST"),
    ],
)
def test_the_move_is_read(text: str, move: str) -> None:
    source = "Norwegian fishermen" if "fishermen" in text else "Norway"
    assert read(text, source).move == move


def test_issue_and_stance_are_the_actor_s() -> None:
    reading = read("Norway lifted its sanctions on Iceland.")
    assert (reading.stance, reading.issue) == (2, "sanctions")
    assert read("The plan was rejected by Norway.").stance == -2
    assert read("The talks were suspended.").issue == "talks"


def test_confidence_is_the_chance_of_the_move() -> None:
    clear = read("Norway arrested three men from Iceland.")
    vague = read("Norway noted Iceland.")
    assert 0 < vague.confidence < clear.confidence <= 1


def test_what_says_nothing_has_a_reading_all_the_same() -> None:
    empty = read("")
    assert empty.stance is None
    assert empty.confidence < 0.5


def test_answers_come_in_order_in_batches_or_alone() -> None:
    texts = [f"Norway met Iceland for {n} days." for n in range(BATCH + 3)]
    asked = [Asked(n, text, "Norway", "Iceland") for n, text in enumerate(texts)]
    found = list(classify(asked, parser()))
    assert [one.id for one, _ in found] == list(range(BATCH + 3))
    assert found[-1][1] == read(texts[-1])


def test_actors_in_different_paragraphs_are_no_trouble() -> None:
    text = "Norway arrested three men.\n\nIceland was not amused."
    assert read(text).move == "COERCE"
