"""Who speaks: names, pronouns, documents, the unnamed, the many, and those who pass it on."""

from tests.golden.reports.said import Report, Said

SPEAKERS = {
    "surname, title, pronoun, minister, who": Report(
        "Harbour Minister Ilse Brandauer said the bridge was shut. She said ice was to blame.\n\n"
        "Brandauer said ships would wait. “They know how,” the minister said.\n\n"
        "Pilots wrote to Ms Brandauer, who said she would answer.",
        (
            Said(
                "the bridge was shut", "said", "Harbour Minister Ilse Brandauer", "Ilse Brandauer"
            ),
            Said("ice was to blame", "said", "She", "Ilse Brandauer"),
            Said("ships would wait", "said", "Brandauer", "Ilse Brandauer"),
            Said("They know how", "said", "the minister", "Ilse Brandauer"),
            Said("she would answer", "said", "who", "Ilse Brandauer"),
        ),
    ),
    "the ministry and its statement": Report(
        "The Harbour Ministry said the bridge was shut. The ministry said ships would wait.\n\n"
        "“The ice decides,” the statement said.",
        (
            Said("the bridge was shut", "said", "The Harbour Ministry", "Harbour Ministry"),
            Said("ships would wait", "said", "The ministry", "Harbour Ministry"),
            Said("The ice decides", "said", "the statement", "Harbour Ministry"),
        ),
    ),
    "a place before the name": Report(
        "In Brussels Ilse Brandauer said the bridge was shut.\n\n"
        "On Tuesday Piet Aldgate said the gate was open.",
        (
            Said("the bridge was shut", "said", "Ilse Brandauer", "Ilse Brandauer"),
            Said("the gate was open", "said", "Piet Aldgate", "Piet Aldgate"),
        ),
    ),
    "role and affiliation where the words stand": Report(
        "Ilse Brandauer, Norland’s harbour minister, said the bridge was safe.\n\n"
        "A year later it fell. Brandauer, an adviser to the Pilots’ Guild, said she had been "
        "misled.",
        (
            Said(
                "the bridge was safe",
                name="Ilse Brandauer",
                role="harbour minister",
                affiliation="Norland",
            ),
            Said(
                "she had been misled",
                name="Ilse Brandauer",
                role="adviser to the Pilots’ Guild",
                affiliation="Pilots’ Guild",
            ),
        ),
    ),
    "sources without a name": Report(
        "“Nobody wants a war over ice,” said one Moscow-based analyst.\n\n"
        "A senior official who asked not to be named said the draft was dead.\n\n"
        "People familiar with the matter said a buyer had been found.",
        (
            Said(
                "Nobody wants a war over ice",
                "said",
                "one Moscow-based analyst",
                role="Moscow-based analyst",
                anonymous=True,
            ),
            Said(
                "the draft was dead",
                "said",
                "A senior official who asked not to be named",
                anonymous=True,
            ),
            Said(
                "a buyer had been found", "said", "People familiar with the matter", anonymous=True
            ),
        ),
    ),
    "many at once": Report(
        "Analysts said the price of ice would fall.\n\nBoth sides said the pause was welcome.\n\n"
        "Norland and Sudland said they would meet in May.",
        (
            Said("the price of ice would fall", "said", "Analysts"),
            Said("the pause was welcome", "said", "Both sides"),
            Said("they would meet in May", "said", "Norland and Sudland"),
        ),
    ),
    "documents and posts": Report(
        "The communiqué said the gate would stay shut.\n\n“Ice is ice,” Piet Aldgate wrote on X."
        "\n\n"
        "The bridge is closed to lorries, according to the text of the agreement.",
        (
            Said("the gate would stay shut", "said", "The communiqué", anonymous=False),
            Said("Ice is ice", "wrote", "Piet Aldgate", "Piet Aldgate", "direct"),
            Said("The bridge is closed to lorries", "according to", "the text of the agreement"),
        ),
    ),
    "who passes it on": Report(
        "The fleet will leave by May, the Harbour Times reported on Monday, citing two "
        "officials.\n\n"
        "The Gazette reported, citing a pilot, that the gate was open.\n\n"
        "Piet Aldgate said the tolls would rise, according to the Harbour Times.",
        (
            Said(
                "The fleet will leave by May",
                "reported",
                "two officials",
                via="Harbour Times",
                anonymous=True,
            ),
            Said("the gate was open", "reported", "a pilot", via="Gazette"),
            Said("the tolls would rise", "said", "Piet Aldgate", via="Harbour Times"),
        ),
    ),
    "passives": Report(
        "It was announced by the ministry that the gate would open.\n\n"
        "Reporters were told by the mayor that the road was clear.\n\n"
        "The plan was denounced by the union as “a theft”.",
        (
            Said("the gate would open", "was announced", "the ministry"),
            Said("the road was clear", "were told", "the mayor"),
            Said("The plan … as “a theft”", "was denounced", "the union", kind="mixed"),
        ),
    ),
    "nobody can tell": Report(
        "Rain fell on the square. He said the gate was shut.",
        (Said("the gate was shut", "said", "He", None),),
    ),
}
"""Reports on speakers, by their trap."""
