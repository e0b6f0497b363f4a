"""What is one statement: pieces, mixed quotations, paragraphs, headlines, dialogue."""

from tests.golden.reports.said import Report, Said

PIECES = {
    "pieces of one utterance": Report(
        "“The bridge will stay shut,” Harbour Minister Ilse Brandauer said on Tuesday, “until the "
        "ice has gone.”\n\n“Nobody likes it,” she added. “But ice is ice.”",
        (
            Said(
                "The bridge will stay shut … until the ice has gone",
                "said",
                "Harbour Minister Ilse Brandauer",
                "Ilse Brandauer",
                "direct",
            ),
            Said("Nobody likes it … But ice is ice", "added", "she", "Ilse Brandauer", "direct"),
        ),
    ),
    "an indirect part and the quoted part that follows it": Report(
        "The envoy said the draft was “a gift to smugglers” and would be withdrawn. “We will "
        "write a better one.”\n\nThe dockers said they had not seen it.",
        (
            Said(
                "the draft was “a gift to smugglers” and would be withdrawn … We will write a "
                "better one",
                "said",
                "The envoy",
                kind="mixed",
                utterance=0,
            ),
            Said("they had not seen it", "said", "The dockers", kind="indirect", utterance=1),
        ),
    ),
    "paragraphs reopened and closed once": Report(
        "“We came here with an offer,” said Tomas Reuel, who leads the dockers. “Nobody read "
        "it.\n\n"
        "“We shall come back in May with the same offer.\n\n"
        "“And then they will read it.”\n\nThe hall was silent.",
        (
            Said(
                "We came here with an offer … Nobody read it",
                "said",
                name="Tomas Reuel",
                utterance=0,
            ),
            Said(
                "We shall come back in May with the same offer",
                None,
                name="Tomas Reuel",
                utterance=0,
            ),
            Said("And then they will read it", None, name="Tomas Reuel", utterance=0),
        ),
    ),
    "a headline with a colon": Report(
        "Norland: talks ‘suspended’\n\nThe harbour was quiet on Monday, and no ship left it.",
        (Said("talks ‘suspended’", ":", "Norland", kind="mixed"),),
    ),
    "a headline that ends with its speaker": Report(
        "No grounds for talks – Norland\n\nThe harbour was quiet on Monday, and no ship left it.",
        (Said("No grounds for talks", "–", "Norland", kind="indirect"),),
    ),
    "a headline with a trailing cue": Report(
        "Bridge to stay shut until May, says harbour minister\n\nThe ice was thick on Monday.",
        (Said("Bridge to stay shut until May", "says", "harbour minister", kind="indirect"),),
    ),
    "inverted and trailing cues": Report(
        "The ice is going, said the pilot.\n\nThe ice, the pilot said on Friday, is going.\n\n"
        "“It creaks,” warned an old fisherman.\n\nThe bridge is safe, engineers say.",
        (
            Said("The ice is going", "said", "the pilot"),
            Said("The ice … is going", "said", "the pilot"),
            Said("It creaks", "warned", "an old fisherman", kind="direct"),
            Said("The bridge is safe", "say", "engineers"),
        ),
    ),
    "a colon, and words in the next paragraph": Report(
        "Mayor Piet Aldgate told the council:\n\n“There is no money for a second bridge.”\n\n"
        "Aldgate: “There never was.”",
        (
            Said(
                "There is no money for a second bridge",
                "told",
                "Mayor Piet Aldgate",
                "Piet Aldgate",
                "direct",
            ),
            Said("There never was", ":", "Aldgate", "Piet Aldgate", "direct"),
        ),
    ),
    "an interview": Report(
        "Ilse Brandauer, the harbour minister, spoke to the Gazette in her office.\n\n"
        "Q: Will the bridge open this week?\n\nA: It will not. The ice is too thick.\n\n"
        "Q: And next week?\n\nA: Ask the ice.",
        (
            Said("It will not. The ice is too thick", "A:", None, "Ilse Brandauer", "direct"),
            Said("Ask the ice", "A:", None, "Ilse Brandauer", "direct"),
        ),
    ),
    "quotation inside quotation": Report(
        "“He told me ‘go home’ and I went,” said Tomas Reuel.\n\n"
        "‘They said “never” and meant it,’ said Ilse Brandauer.",
        (
            Said("He told me ‘go home’ and I went", "said", name="Tomas Reuel", kind="direct"),
            Said("They said “never” and meant it", "said", name="Ilse Brandauer", kind="direct"),
        ),
    ),
    "denials and refusals": Report(
        "The navy denied that it had rammed the ferry.\n\nThe minister did not deny that a ferry "
        "had sunk.\n\nThe captain refused to leave the harbour.",
        (
            Said("it had rammed the ferry", "denied", "The navy", attribution="speech"),
            Said("a ferry had sunk", "did not deny", "The minister", attribution="speech"),
            Said("to leave the harbour", "refused", "The captain", attribution="speech"),
        ),
    ),
    "speech and thought": Report(
        "Aldgate believes the ferry will sink.\n\nThe minister hopes to open the bridge in May.\n\n"
        "The dockers want the tolls to end.\n\nThe union said it would strike.",
        (
            Said("the ferry will sink", "believes", "Aldgate", attribution="thought"),
            Said("to open the bridge in May", "hopes", "The minister", attribution="thought"),
            Said("the tolls to end", "want", "The dockers", attribution="thought"),
            Said("it would strike", "said", "The union", attribution="speech"),
        ),
    ),
}
"""Reports on what is one statement, by their trap."""
