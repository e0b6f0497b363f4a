"""Copies, confirmations, corrections and contradictions."""

from tests.golden.scenarios import News, Scenario

SCENARIOS = [
    Scenario(
        "a late copy",
        news=(
            News(0, "Norway agreed to a ceasefire with Iceland."),
            News(
                5,
                (
                    "Norway rejected the truce with Iceland on Saturday, its foreign minister "
                    "said in Oslo, and its ships stayed at sea."
                ),
            ),
            News(8, "Norway accepted the truce with Iceland."),
            News(
                12,
                (
                    "Norway rejected the truce with Iceland on Saturday, its foreign minister "
                    "said in Oslo, and its ships stayed at sea."
                ),
                outlet="The Herald",
            ),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "yes", "Iceland"),
            (5.0, "Norway", "ceasefire", "no", "Iceland"),
            (8.0, "Norway", "ceasefire", "yes", "Iceland"),
            (12.0, "Norway", "ceasefire", "no", "Iceland"),
        ),
        shifts=(
            (5.0, "Norway", "ceasefire", "hardening", "provisional"),
            (8.0, "Norway", "ceasefire", "softening", "provisional"),
        ),
    ),
    Scenario(
        "another outlet confirms",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Norway suspended the talks with Iceland."),
            News(6, "Norway broke off its talks with Iceland.", outlet="The Herald"),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
            (6.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "confirmed"),),
    ),
    Scenario(
        "words on record confirm",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(
                5,
                ("“We reject any talks with Iceland,” said Norway's foreign minister, Anna Berg."),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "confirmed"),),
    ),
    Scenario(
        "an unnamed holder of an office on record",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "“There will be no talks with Iceland,” the Norwegian president said."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "confirmed"),),
    ),
    Scenario(
        "an unnamed official",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(
                5,
                (
                    "A Norwegian official, who asked not to be named, said there would be no "
                    "talks with Iceland."
                ),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "provisional"),),
    ),
    Scenario(
        "a correction takes the after away",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Norway suspended the talks with Iceland."),
            News(5.2, "Norway said that the talks with Iceland would go on as planned.", edits=1),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.2, "Norway", "talks", "yes", "Iceland"),
        ),
    ),
    Scenario(
        "a correction of a correction",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Norway suspended the talks with Iceland."),
            News(5.2, "Norway said that the talks with Iceland would go on as planned.", edits=1),
            News(5.4, "Norway suspended the talks with Iceland.", edits=1),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.4, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.4, "Norway", "talks", "hardening", "provisional"),),
    ),
    Scenario(
        "mixed signals in two articles",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(
                5,
                (
                    "“We will never hold talks with Iceland,” said Norway's prime minister, "
                    "Erik Lund."
                ),
            ),
            News(
                5.1,
                (
                    "“We are ready for talks with Iceland,” said Norway's foreign minister, "
                    "Anna Berg."
                ),
                outlet="The Herald",
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
            (5.1, "Norway", "talks", "yes", "Iceland"),
        ),
    ),
    Scenario(
        "mixed signals in one article",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(
                5,
                (
                    "“We reject the talks with Iceland,” said Norway's prime minister, Erik "
                    "Lund. “We are ready for the talks with Iceland,” Norway's foreign "
                    "minister, Anna Berg, said."
                ),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
            (5.0, "Norway", "talks", "yes", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "confirmed mixed"),),
    ),
    Scenario(
        "mixed signals with a deed",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Norway suspended the talks with Iceland."),
            News(
                5.1,
                ("Norway remained open to talks with Iceland, a Norwegian official said."),
                outlet="The Herald",
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
            (5.1, "Norway", "talks", "yes", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "provisional mixed"),),
    ),
]
