"""Two sides, several sides, and bodies that no list knows."""

from tests.golden.scenarios import News, Scenario

SCENARIOS = [
    Scenario(
        "soft to one and hard to another",
        news=(
            News(0, "Norway rejected a ceasefire with Iceland."),
            News(1, "Norway agreed to a ceasefire with Denmark."),
            News(6, "Norway rejected a ceasefire with Iceland."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "no", "Iceland"),
            (1.0, "Norway", "ceasefire", "yes", "Denmark"),
            (6.0, "Norway", "ceasefire", "no", "Iceland"),
        ),
    ),
    Scenario(
        "one change towards two",
        news=(
            News(0, "Norway agreed to a ceasefire with Iceland and Denmark."),
            News(5, "Norway rejected a ceasefire with Iceland and Denmark."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "yes", "Denmark+Iceland"),
            (5.0, "Norway", "ceasefire", "no", "Denmark+Iceland"),
        ),
        shifts=((5.0, "Norway", "ceasefire", "hardening", "provisional"),),
    ),
    Scenario(
        "hard to one of two",
        news=(
            News(0, "Norway agreed to a ceasefire with Iceland and Denmark."),
            News(5, "Norway rejected the ceasefire with Iceland."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "yes", "Denmark+Iceland"),
            (5.0, "Norway", "ceasefire", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "ceasefire", "hardening", "provisional"),),
    ),
    Scenario(
        "both sides agree",
        news=(
            News(0, "Norway rejected a ceasefire with Iceland."),
            News(1, "Iceland rejected a ceasefire with Norway."),
            News(5, "Norway and Iceland agreed to a ceasefire."),
        ),
        timeline=(
            (0.0, "Norway", "ceasefire", "no", "Iceland"),
            (1.0, "Iceland", "ceasefire", "no", "Norway"),
            (5.0, "Iceland", "ceasefire", "yes", "Norway"),
            (5.0, "Norway", "ceasefire", "yes", "Iceland"),
        ),
        shifts=(
            (5.0, "Iceland", "ceasefire", "softening", "provisional"),
            (5.0, "Norway", "ceasefire", "softening", "provisional"),
        ),
    ),
    Scenario(
        "a refusal said by both",
        news=(
            News(0, "Norway agreed to the talks with Iceland."),
            News(1, "Iceland agreed to the talks with Norway."),
            News(
                5, ("“There will be no talks,” the foreign ministers of Norway and Iceland said.")
            ),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (1.0, "Iceland", "talks", "yes", "Norway"),
            (5.0, "Iceland", "talks", "no", "Norway"),
            (5.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=(
            (5.0, "Iceland", "talks", "hardening", "confirmed"),
            (5.0, "Norway", "talks", "hardening", "confirmed"),
        ),
    ),
    Scenario(
        "a union accepts what it rejected",
        news=(
            News(0, "The Nurses' Union rejected the pay offer of Fjord Clinics."),
            News(5, "The Nurses' Union accepted the pay offer of Fjord Clinics."),
        ),
        timeline=(
            (0.0, "Nurses' Union", "settlement", "no", ""),
            (5.0, "Nurses' Union", "settlement", "yes", ""),
        ),
        shifts=((5.0, "Nurses' Union", "settlement", "softening", "provisional"),),
    ),
    Scenario(
        "a union breaks off talks with a company",
        news=(
            News(0, "The Dockers' Union agreed to talks with Nordic Ports."),
            News(5, "The Dockers' Union broke off the talks with Nordic Ports."),
        ),
        timeline=(
            (0.0, "Dockers' Union", "talks", "yes", "Nordic Ports"),
            (5.0, "Dockers' Union", "talks", "no", "Nordic Ports"),
        ),
        shifts=((5.0, "Dockers' Union", "talks", "hardening", "provisional"),),
    ),
    Scenario(
        "a company turns towards a union",
        news=(
            News(0, "Nordic Ports refused talks with the Dockers' Union."),
            News(5, "Nordic Ports agreed to talks with the Dockers' Union."),
        ),
        timeline=(
            (0.0, "Nordic Ports", "talks", "no", "Dockers' Union"),
            (5.0, "Nordic Ports", "talks", "yes", "Dockers' Union"),
        ),
        shifts=((5.0, "Nordic Ports", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "a new armed group",
        news=(
            News(
                0,
                (
                    "The Valley Liberation Front (VLF) rejected talks with Norway. The VLF's "
                    "spokesman, Ole Dahl, said there would be no talks."
                ),
            ),
            News(
                5,
                (
                    "The Valley Liberation Front (VLF) agreed to talks with Norway, its "
                    "spokesman, Ole Dahl, said."
                ),
            ),
        ),
        timeline=(
            (0.0, "Valley Liberation Front", "talks", "no", "Norway"),
            (5.0, "Valley Liberation Front", "talks", "yes", "Norway"),
        ),
        shifts=((5.0, "Valley Liberation Front", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "two parties of one name",
        news=(
            News(0, "The Norwegian Dockers' Union rejected the talks with Nordic Ports."),
            News(5, "The Danish Dockers' Union agreed to the talks with Nordic Ports."),
        ),
        timeline=(
            (0.0, "Norwegian Dockers' Union", "talks", "no", "Nordic Ports"),
            (5.0, "Danish Dockers' Union", "talks", "yes", "Nordic Ports"),
        ),
    ),
    Scenario(
        "capital for a state",
        news=(
            News(0, "Oslo agreed to the talks with Reykjavik."),
            News(5, "Oslo suspended the talks with Reykjavik."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "talks", "no", "Iceland"),
        ),
        shifts=((5.0, "Norway", "talks", "hardening", "provisional"),),
    ),
    Scenario(
        "a mediator's own role",
        news=(
            News(0, "Qatar agreed to mediate between Norway and Iceland."),
            News(5, "Qatar suspended its mediation between Norway and Iceland."),
        ),
        timeline=(
            (0.0, "Qatar", "talks", "yes", "Iceland+Norway"),
            (5.0, "Qatar", "talks", "no", "Iceland+Norway"),
        ),
        shifts=((5.0, "Qatar", "talks", "hardening", "provisional"),),
    ),
    Scenario(
        "two issues are two positions",
        news=(
            News(0, "Norway agreed to talks with Iceland."),
            News(5, "Norway imposed sanctions on Iceland."),
        ),
        timeline=(
            (0.0, "Norway", "talks", "yes", "Iceland"),
            (5.0, "Norway", "sanctions", "no", "Iceland"),
        ),
    ),
]
