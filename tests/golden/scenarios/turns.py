"""A position that moves, and words and deeds that only seem to."""

from tests.golden.scenarios import News, Scenario

SCENARIOS = [
    Scenario(
        "a refusal after a yes",
        news=(
            News(0, "Norway agreed to a ceasefire with Iceland."),
            News(5, "Norway rejected the ceasefire with Iceland on Saturday."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "yes", "Iceland"),
            (5.0, "Norway", "ceasefire", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "ceasefire", "hardening", "provisional"),),
    ),
    Scenario(
        "a condition is added to a yes",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(
                5,
                (
                    "“We will not hold talks with Iceland until it apologises,” said Norway's "
                    "foreign minister, Anna Berg."
                ),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "confirmed"),),
    ),
    Scenario(
        "a condition is dropped",
        news=(
            News(
                0,
                (
                    "“We will not hold talks with Iceland until it apologises,” said Norway's "
                    "foreign minister, Anna Berg."
                ),
            ),
            News(
                5,
                (
                    "“We are ready for talks with Iceland without any condition,” said Norway's"
                    " foreign minister, Anna Berg."
                ),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "no", "Iceland"),
            (5.0, "Norway", "talks", "yes", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "softening", "confirmed"),),
    ),
    Scenario(
        "a demand is dropped, which tells that it was made",
        news=(News(0, "Norway dropped its demand for an apology from Iceland."),),
        timeline=((0.0, "Norway", "other", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "other", "softening", "provisional"),),
    ),
    Scenario(
        "an offer after a refusal",
        news=(
            News(0, "Norway rejected the talks with Iceland."),
            News(5, "Norway offered Iceland talks by Friday."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "no", "Iceland"),
            (5.0, "Norway", "talks", "yes", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "a threat is a word against it",
        news=(
            News(0, "Norway agreed to the ceasefire with Iceland."),
            News(5, "Norway threatened to end the ceasefire with Iceland."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "yes", "Iceland"),
            (5.0, "Norway", "ceasefire", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "ceasefire", "hardening", "provisional"),),
    ),
    Scenario(
        "a deed against words of the day",
        news=(
            News(
                0,
                (
                    "“We are committed to the talks with Iceland,” said Norway's foreign "
                    "minister, Anna Berg."
                ),
            ),
            News(
                5,
                (
                    "Norway suspended the talks with Iceland. “We want talks with Iceland,” "
                    "said Norway's foreign minister, Anna Berg."
                ),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
            (5.0, "Norway", "talks", "yes", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "provisional mixed"),),
    ),
    Scenario(
        "a deed in the passive",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "The talks with Iceland were suspended by Norway."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "provisional"),),
    ),
    Scenario(
        "a release after a refusal",
        news=(
            News(0, "Hamas refused to release the hostages held from Israel."),
            News(5, "Hamas released three hostages to Israel."),
        ),
        timeline=(
            (0.0, "Hamas", "captives", "no", "Israel"),
            (5.0, "Hamas", "captives", "yes", "Israel"),
        ),
        shifts=((5.0, "Hamas", "captives", "softening", "provisional"),),
    ),
    Scenario(
        "strikes in a truce",
        news=(
            News(0, "Norway agreed to a ceasefire with Iceland."),
            News(4, "Norwegian strikes hit a village in Iceland."),
            News(6, "Norwegian strikes hit a harbour in Iceland."),
        ),
        timeline=((0.0, "Norway", "ceasefire", "yes", "Iceland"),),
    ),
    Scenario(
        "the end of a truce",
        news=(
            News(0, "Norway agreed to a ceasefire with Iceland."),
            News(4, "Norway ended the ceasefire with Iceland."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "yes", "Iceland"),
            (4.0, "Norway", "ceasefire", "no", "Iceland"),
        ),
        shifts=((4.0, "Norway", "ceasefire", "hardening", "provisional"),),
    ),
    Scenario(
        "a veto by itself is a first position",
        news=(News(0, "Norway vetoed the ceasefire with Iceland."),),
        timeline=((0.0, "Norway", "ceasefire", "no", "Iceland"),),
    ),
    Scenario(
        "the same is said again in other words",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Norway suspended the talks with Iceland."),
            News(9, "Norway called off the talks with Iceland, its foreign minister said."),
            News(
                20,
                ("“There will be no talks with Iceland,” said Norway's prime minister, Erik Lund."),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
            (9.0, "Norway", "talks", "no", "Iceland"),
            (20.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "provisional"),),
    ),
    Scenario(
        "a second spokesman on the next day",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(5, "Norway suspended the talks with Iceland."),
            News(
                6,
                ("“There will be no talks with Iceland,” said Norway's prime minister, Erik Lund."),
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
            (6.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "provisional"),),
    ),
]
