"""Headlines and labels that report without a verb in its usual place."""

import pytest

from processors.quotes import find_quotations
from processors.syntax import Parser


@pytest.mark.parametrize(
    ("headline", "words", "who"),
    [
        ("Norland: talks 'suspended'", "talks 'suspended'", "Norland"),
        ("No grounds for talks – Norland", "No grounds for talks", "Norland"),
        ("Bridge to stay shut, says minister", "Bridge to stay shut", "minister"),
        ("Bridge to stay shut, minister says", "Bridge to stay shut", "minister"),
        ("Norland: bridge to stay shut", "bridge to stay shut", "Norland"),
    ],
)
def test_what_a_headline_reports(parser: Parser, headline: str, words: str, who: str) -> None:
    text = headline + "\n\nRain fell on the lake."
    (found,) = find_quotations(parser.parse(text))
    assert text[found.start : found.end].strip("'") == words.strip("'")
    assert found.speaker is not None
    assert found.speaker.text == who


@pytest.mark.parametrize(
    "headline",
    [
        "Analysis: why the bridge is shut",
        "Live: the bridge is shut",
        "Bridge shut – 14 hurt",
        "Rain: more of it",
        "The bridge was shut on Monday after a ship had struck it – the town has no other road",
        "Bridge to stay shut, minister of the far and lonely valleys of the north says",
        "Bridge – shut",
        "A long day, a long night",
        "Shut, says",
    ],
)
def test_what_reports_nothing(parser: Parser, headline: str) -> None:
    assert find_quotations(parser.parse(headline + "\n\nRain fell on the lake.")) == []


def test_a_sentence_is_no_headline(parser: Parser) -> None:
    assert find_quotations(parser.parse("Norland: the bridge is shut.")) == []
