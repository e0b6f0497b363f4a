"""What is a quotation mark: every kind of mark, and what only looks like one."""

from tests.golden.reports.said import Report, Said

_SHUT = "The gate stays shut"
_BERG = "Anna Weil"

TYPOGRAPHY = {
    "every kind of mark": Report(
        "\n\n".join(
            f"{opening}{_SHUT},{closing} said Anna Weil."
            for opening, closing in (
                ('"', '"'),
                ("“", "”"),
                ("„", "“"),
                ("„", "”"),
                ("«", "»"),
                ("« ", " »"),
                ("»", "«"),
                ("‹", "›"),
                ("″", "″"),
                ("``", "''"),
                ("''", "''"),
                ("’’", "’’"),
                ("`", "'"),
                ("'", "'"),
                ("‘", "’"),
                ("‚", "‘"),
                ("＂", "＂"),
            )
        ),
        tuple(Said(_SHUT, "said", "Anna Weil", _BERG, "direct") for _ in range(17)),
    ),
    "apostrophes, possessives, contractions and years": Report(
        "‘The ministers’ demands haven’t changed since the ’90s,’ said Anna Weil. ‘It’s the "
        "dockers’ turn.’\n\nThe drivers' union said it wouldn't march in '26.\n\n"
        "The pilots’ wages rose, and the rock ’n’ roll of the dockers’ children went on.",
        (
            Said(
                "The ministers’ demands haven’t changed since the ’90s … It’s the dockers’ turn",
                "said",
                "Anna Weil",
                kind="direct",
            ),
            Said("it wouldn't march in '26", "said", "The drivers' union", kind="indirect"),
        ),
    ),
    "scare quotes, titles and terms": Report(
        'They took the "dry" route past the so-called "tower" and read the novel "The Long '
        'Quay" until noon. A film called "The Ferryman" was shown, and in the harbour the word '
        '"slack" means still water.',
        (),
    ),
    "a missing mark costs its own paragraph": Report(
        "“We will not sign, said Anna Weil.\n\n“It is late,” said Tomas Reuel.\n\n"
        "The mayor said the gate was shut.",
        (
            Said("It is late", "said", "Tomas Reuel", kind="direct"),
            Said("the gate was shut", "said", "The mayor", kind="indirect"),
        ),
        spoiled="“We will not sign, said Anna Weil.",
    ),
    "doubled and mismatched marks": Report(
        '““We will not sign,”” said Anna Weil.\n\n“It is late," said Tomas Reuel.\n\n'
        '"It is early,” said Piet Aldgate.\n\nThe mayor said the gate was shut.',
        (
            Said("We will not sign", "said", "Anna Weil", kind="direct"),
            Said("It is late", "said", "Tomas Reuel", kind="direct"),
            Said("It is early", "said", "Piet Aldgate", kind="direct"),
            Said("the gate was shut", "said", "The mayor", kind="indirect"),
        ),
    ),
    "accents, composed": Report(
        "“The café is open,” said José Núñez. Núñez said the señora had left.",
        (
            Said("The café is open", "said", "José Núñez", "José Núñez", "direct"),
            Said("the señora had left", "said", "Núñez", "José Núñez", "indirect"),
        ),
    ),
    "marks that order the text, and spaces without width": Report(
        "\u200f“The café is open,”\u200b said Jo\u200bna Lind.\n\n\u202bThe mayor said the gate "
        "was shut.\u202c",
        (
            Said("The café is open", "said", kind="direct"),
            Said("the gate was shut", "said", "The mayor", kind="indirect"),
        ),
    ),
    "all capitals": Report(
        "“THE GATE STAYS SHUT,” SAID THE MAYOR.\n\nTHE ENVOY SAID THE TALKS HAD FAILED.",
        (
            Said("THE GATE STAYS SHUT", "SAID", "THE MAYOR", kind="direct"),
            Said("THE TALKS HAD FAILED", "SAID", "THE ENVOY", kind="indirect"),
        ),
    ),
    "another language inside": Report(
        "“Das Tor bleibt zu, und zwar für immer,” said Anna Weil.\n\nОна сказала: «Ворота "
        "закрыты».\n\nThe mayor said the gate was shut.",
        (
            Said("Das Tor bleibt zu, und zwar für immer", "said", "Anna Weil", kind="direct"),
            Said("Ворота закрыты", ":", "Она", kind="direct"),
            Said("the gate was shut", "said", "The mayor", kind="indirect"),
        ),
    ),
    "left-overs of markup": Report(
        "<p>&ldquo;The gate stays shut,&rdquo; said <b>Anna Weil</b>.</p>\n\n"
        "The mayor said the gate was shut.&nbsp;",
        (
            Said("The gate stays shut", "said", kind="direct", name="Anna Weil"),
            Said("the gate was shut", "said", "The mayor", kind="indirect"),
        ),
    ),
}
"""Reports on quotation marks and odd characters, by their trap."""
