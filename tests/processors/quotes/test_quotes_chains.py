"""Words that went through several hands: who speaks, and who passed it on."""

import pytest

from processors.quotes import find_quotations
from processors.syntax import Parser


def told(parser: Parser, text: str) -> list[tuple[str, str | None, str | None]]:
    """Words, the speaker's mention, and who passed them on."""
    return [
        (
            text[q.start : q.end],
            q.speaker.text if q.speaker else None,
            q.speaker.via if q.speaker else None,
        )
        for q in find_quotations(parser.parse(text))
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("The agency reported that the port was shut, citing two officials.", "two officials",
         "agency"),
        ("The Gazette wrote that the port was shut, citing an aide.", "an aide", "Gazette"),
        ("The envoy said the port was shut, according to the Gazette.", "The envoy", "Gazette"),
    ],
)  # fmt: skip
def test_the_speaker_is_who_said_it_first(
    parser: Parser, text: str, speaker: str, via: str
) -> None:
    assert told(parser, text) == [("the port was shut", speaker, via)]


def test_a_thing_that_cannot_speak_is_cited_and_no_speaker(parser: Parser) -> None:
    text = "The agency reported that the port was shut, citing the fog."
    found = told(parser, text)
    assert found[0] == ("the port was shut", "The agency", None)


def test_who_speaks_for_themselves_is_passed_on_by_nobody(parser: Parser) -> None:
    text = "The mayor said that the port was shut, citing two officials."
    assert told(parser, text)[0] == ("the port was shut", "The mayor", None)
