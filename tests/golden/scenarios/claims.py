"""Whose position it is: claims about others, thoughts and history hold none."""

from tests.golden.scenarios import News, Scenario

SCENARIOS = [
    Scenario(
        "a denial is no change",
        news=(
            News(0, "Norway rejected the ceasefire with Iceland."),
            News(5, "Norway denied that it had accepted a ceasefire with Iceland."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "no", "Iceland"),
            (5.0, "Norway", "ceasefire", "no", "Iceland"),
        ),
    ),
    Scenario(
        "an opponent's claim is not the party's position",
        news=(
            News(0, "Norway rejected the talks with Iceland."),
            News(5, "“Norway wants the talks,” said Iceland's president, Jon Arason."),
        ),
        timeline=((0.0, "Norway", "talks", "no", "Iceland"),),
    ),
    Scenario(
        "a refusal of the opponent inside a speech",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Norway's foreign minister, Anna Berg, said Iceland had rejected the talks."),
        ),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
    ),
    Scenario(
        "a mediator's claim is not the party's position",
        news=(
            News(0, "Norway rejected the talks with Iceland."),
            News(5, "A Swiss mediator said Norway was ready for talks with Iceland."),
        ),
        timeline=((0.0, "Norway", "talks", "no", "Iceland"),),
    ),
    Scenario(
        "a rumour in a newspaper",
        news=(
            News(0, "Norway rejected the talks with Iceland."),
            News(5, "Norway could agree to talks with Iceland, a newspaper wrote."),
        ),
        timeline=((0.0, "Norway", "talks", "no", "Iceland"),),
    ),
    Scenario(
        "an opponent urges it",
        news=(
            News(0, "Norway rejected the talks with Iceland."),
            News(5, "Iceland urged Norway to accept the talks."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "no", "Iceland"),
            (5.0, "Iceland", "talks", "yes", "Norway"),
        ),
    ),
    Scenario(
        "a resident and an analyst",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(
                5,
                (
                    "“We reject the talks,” said Ana Ruiz, a baker in Oslo. Norway will leave "
                    "the talks, said Per Hol, an analyst at a bank."
                ),
            ),
        ),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
    ),
    Scenario(
        "a question is none",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Will Norway reject the talks with Iceland?"),
        ),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
    ),
    Scenario(
        "what would be if",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "If Norway rejected the talks with Iceland, boats would burn."),
        ),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
    ),
    Scenario(
        "the old position told as history",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(
                5, ("Norway agreed to new talks with Iceland. In 2019 Norway had rejected talks.")
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "yes", "Iceland"),
        ),
    ),
    Scenario(
        "the old position told beside the new one",
        news=(
            News(0, "Norway rejected the talks with Iceland."),
            News(5, "Norway, which had rejected talks with Iceland, agreed to them on Saturday."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "no", "Iceland"),
            (5.0, "Norway", "talks", "yes", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "no comment is no position",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(3, "Norway's foreign ministry declined to comment on the talks with Iceland."),
            News(5, "Norway agreed to the talks with Iceland."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "yes", "Iceland"),
        ),
    ),
]
