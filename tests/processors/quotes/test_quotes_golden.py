"""Golden cases: a text, and for each quotation its words, cue, speaker's mention and name."""

from typing import NamedTuple

import pytest

from processors.quotes import Quotation, find_quotations
from processors.syntax import Parser


class Expected(NamedTuple):
    words: str
    cue: str | None = None
    mention: str | None = None
    name: str | None = None
    kind: str = "indirect"


def words(text: str, quotation: Quotation) -> str:
    return " … ".join(text[a:b] for a, b in quotation.spans)


def seen(text: str, quotation: Quotation, expected: Expected) -> Expected:
    """What was found, with the fields left open that the case leaves open."""
    speaker = quotation.speaker
    return Expected(
        words(text, quotation),
        quotation.cue.text if quotation.cue and expected.cue else None,
        speaker.text if speaker and expected.mention else None,
        speaker.name if speaker and expected.name else None,
        quotation.kind,
    )


CASES: dict[str, tuple[str, list[Expected]]] = {
    "direct, attribution after": (
        '"We will come back on Monday," Prime Minister Ada Brunner told reporters.',
        [
            Expected(
                "We will come back on Monday",
                "told",
                "Prime Minister Ada Brunner",
                "Ada Brunner",
                "direct",
            )
        ],
    ),
    "direct, inverted, two pieces around one attribution": (
        '"We will come back," said Ada Brunner, the prime minister. "Nobody else will."',
        [
            Expected(
                "We will come back … Nobody else will",
                "said",
                "Ada Brunner, the prime minister",
                "Ada Brunner",
                "direct",
            )
        ],
    ),
    "direct, attribution before": (
        "The envoy said: “There is no text, and there will be none this week.”",
        [
            Expected(
                "There is no text, and there will be none this week",
                "said",
                "The envoy",
                None,
                "direct",
            )
        ],
    ),
    "direct, single curly marks and apostrophes": (
        "‘The rebels’ offer isn’t new,’ said Mr Okafor. ‘It’s last year’s.’",
        [
            Expected(
                "The rebels’ offer isn’t new … It’s last year’s",
                "said",
                "Mr Okafor",
                "Okafor",
                "direct",
            )
        ],
    ),
    "indirect, that left out": (
        "Norway said on Tuesday that it would send observers to the border.",
        [Expected("it would send observers to the border", "said", "Norway")],
    ),
    "indirect, statement in between": (
        "The Defence Ministry said in a statement that cargo would be stopped.",
        [Expected("cargo would be stopped", "said", "The Defence Ministry")],
    ),
    "indirect, attribution after": (
        "The ceasefire is holding, two diplomats said.",
        [Expected("The ceasefire is holding", "said", "two diplomats")],
    ),
    "indirect, two clauses of one report": (
        "The minister said that the bridge was closed and that nobody knew why.",
        [Expected("the bridge was closed and that nobody knew why", "said", "The minister")],
    ),
    "mixed": (
        'The president said the plan was "a gift to smugglers" and had to go.',
        [
            Expected(
                'the plan was "a gift to smugglers" and had to go',
                "said",
                "The president",
                None,
                "mixed",
            )
        ],
    ),
    "naming": (
        'Ms Brunner called the offer "an insult to every farmer".',
        [Expected('the offer "an insult to every farmer"', "called", "Ms Brunner", None, "mixed")],
    ),
    "according to, first": (
        "According to the United Nations, 61,000 people have left the valley.",
        [Expected("61,000 people have left the valley", "According to", "the United Nations")],
    ),
    "according to, last": (
        "Some 61,000 people have left the valley, according to the Red Cross.",
        [
            Expected(
                "Some 61,000 people have left the valley",
                "according to",
                "the Red Cross",
                "Red Cross",
            )
        ],
    ),
    "per": (
        "The mine will reopen in May, per the company.",
        [Expected("The mine will reopen in May", "per", "the company")],
    ),
    "according to, between two clauses": (
        "The bridge will close and, according to the mayor, the port will open.",
        [Expected("the port will open", "according to", "the mayor")],
    ),
    "according to, after another clause": (
        "The mayor left, and according to the envoy the port will open.",
        [Expected("the port will open", "according to", "the envoy")],
    ),
    "according to, before a direct quotation": (
        'According to the envoy, "the text is dead and nobody will miss it."',
        [
            Expected(
                "the text is dead and nobody will miss it",
                "According to",
                "the envoy",
                None,
                "direct",
            )
        ],
    ),
    "what a speaker cites is not part of the words": (
        "Norland said the road was open, citing a report.",
        [Expected("the road was open", "said", "Norland"), Expected("a report", "citing")],
    ),
    "a second clause with but that": (
        "The union said pay was low, but that it would wait.",
        [Expected("pay was low, but that it would wait", "said", "The union")],
    ),
    "the words in a noun": (
        "The minister said in a warning that the river would rise.",
        [Expected("the river would rise", "said", "The minister")],
    ),
    "a claim before the one who makes it": (
        "In a claim that the bridge was safe, the mayor told reporters to go home.",
        [
            Expected("the bridge was safe", "told", "the mayor"),
            Expected("reporters to go home", "told", "the mayor"),
        ],
    ),
    "a second quotation after a comma and a participle": (
        '"We will wait," she said, adding: "The text is dead."',
        [
            Expected("We will wait", "said", "she", None, "direct"),
            Expected("The text is dead", "adding", "she", None, "direct"),
        ],
    ),
    "words in marks that nobody says": ('"We will wait," and they did.', []),
    "how often is no source": ("It rains per.", []),
    "said by nobody in particular": (
        "The rebels are said to have left the valley.",
        [Expected("The rebels … to have left the valley", "are said")],
    ),
    "a thing insisted on": (
        "The envoy insisted on a delay.",
        [Expected("a delay", "insisted on", "The envoy")],
    ),
    "a thing complained about": (
        "The mayor complained about the noise.",
        [Expected("the noise", "complained about", "The mayor")],
    ),
    "two quotations of one cue": (
        '"It is late" and "the text is dead at last," said the envoy.',
        [Expected("It is late … the text is dead at last", "said", "the envoy", None, "direct")],
    ),
    "according and no to": ("They left, according.", []),
    "refusal": (
        "The government refused to release the captives.",
        [Expected("to release the captives", "refused", "The government")],
    ),
    "denial": (
        "The army denied that it had shelled the market.",
        [Expected("it had shelled the market", "denied", "The army")],
    ),
    "negated report": (
        "The company did not say when it would reopen the mine.",
        [Expected("when it would reopen the mine", "did not say", "The company")],
    ),
    "urging somebody": (
        "Turkey urged both sides to return to the table.",
        [Expected("both sides to return to the table", "urged", "Turkey")],
    ),
    "passive with agent": (
        "Reporters were told by the mayor that the road was open.",
        [Expected("the road was open", "were told", "the mayor")],
    ),
    "anonymous": (
        "A senior official who asked not to be named said the draft was dead.",
        [Expected("the draft was dead", "said", "A senior official who asked not to be named")],
    ),
    "document": (
        "The decree states that all exports need a licence.",
        [Expected("all exports need a licence", "states", "The decree")],
    ),
    "emphasis is no quotation": (
        'They walked to the "Green Line" and back, past the so-called "tower".',
        [],
    ),
    "a deed is no quotation": ("The army closed the river and burned two boats.", []),
    "a colon and a label": (
        'Foreign Minister Ada Brunner: "We have nothing to add to that letter."',
        [Expected("We have nothing to add to that letter", ":", None, "Ada Brunner", "direct")],
    ),
    "a verb beside the clause of a noun": (
        "The port authority said in a statement that ferries would keep on being searched.",
        [Expected("ferries would keep on being searched", "said", "The port authority")],
    ),
    "the main clause behind a clause of time": (
        "Hours after a Danish envoy said both sides had accepted a truce, Ada Brunner, the chief"
        " negotiator of the Free Front, stepped off the train and waved.",
        [Expected("both sides had accepted a truce", "said", "a Danish envoy")],
    ),
    "a whole clause in marks, and what its speaker does": (
        'The head of the port, Ada Brunner, told aides that "nobody here works well" and did not'
        " stay for lunch.",
        [
            Expected(
                "nobody here works well",
                "told",
                "The head of the port, Ada Brunner",
                "Ada Brunner",
                "direct",
            )
        ],
    ),
    "a relative clause behind the attribution": (
        "The three valleys were still on page two of the offer, he said, where they had always"
        " been.",
        [Expected("The three valleys were still on page two of the offer", "said", "he")],
    ),
    "an aside that only what follows is reported by": (
        "An exchange would require an order by President Ivo Maran and, lawyers said, probably a"
        " ruling by the High Court.",
        [Expected("probably a ruling by the High Court", "said", "lawyers")],
    ),
    "a noun with a clause about it is nobody who speaks": (
        "She said the port could also take the list to the court, a step ministers have mentioned"
        " once a month.",
        [Expected("the port could also take the list to the court", "said", "She")],
    ),
    "many have one article": (
        "A dozen officials said it was over.",
        [Expected("it was over", "said", "A dozen officials")],
    ),
    "a statement is its issuer's": (
        "The presidential physician, Ivo Maran, issued a statement saying the wound was small.",
        [
            Expected(
                "the wound was small",
                "saying",
                "The presidential physician, Ivo Maran",
                "Ivo Maran",
            )
        ],
    ),
    "a bracket that was opened before": (
        "According to Notes from the Harbour (NFH), some shops sell stamps on Sundays.",
        [
            Expected(
                "some shops sell stamps on Sundays", "According to", "Notes from the Harbour (NFH)"
            )
        ],
    ),
    "the stop behind the marks": (
        "“They had it all over us,” Maran said. “We let them have the whole of it”.",
        [
            Expected(
                "They had it all over us … We let them have the whole of it",
                "said",
                "Maran",
                None,
                "direct",
            )
        ],
    ),
    "dateline is no speaker": (
        "GENEVA, March 2 (Agency) - Norway said the talks had failed.",
        [Expected("the talks had failed", "said", "Norway")],
    ),
}


@pytest.mark.parametrize(
    ("text", "said", "source"),
    [
        ("The mayor rejected the claim that the bridge was unsafe.", "the bridge was unsafe",
         "The mayor"),
        ("Norland repeated its warning that the river would rise.", "the river would rise", "its"),
    ],
)  # fmt: skip
def test_a_noun_that_holds_words(parser: Parser, text: str, said: str, source: str) -> None:
    (found,) = [q for q in find_quotations(parser.parse(text)) if q.how == "noun"]
    assert words(text, found) == said
    assert found.speaker is not None
    assert found.speaker.text == source


@pytest.mark.parametrize("case", CASES)
def test_golden(parser: Parser, case: str) -> None:
    text, expected = CASES[case]
    found = [q for q in find_quotations(parser.parse(text)) if q.how != "noun"]
    assert len(found) == len(expected), [words(text, q) for q in found]
    assert [seen(text, q, e) for q, e in zip(found, expected, strict=True)] == expected
