"""Changes that the text itself takes for granted or speaks of."""

from tests.golden.scenarios import News, Scenario

SCENARIOS = [
    Scenario(
        "what is lifted was imposed",
        news=(News(0, "Norway lifted its sanctions on Iceland."),),
        timeline=((0.0, "Norway", "sanctions", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "sanctions", "softening", "provisional"),),
    ),
    Scenario(
        "resumed takes a halt for granted",
        news=(News(0, "Norway resumed the talks with Iceland on Monday."),),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "who withdraws was a party to it",
        news=(News(0, "Norway withdrew from the trade treaty with Iceland."),),
        timeline=((0.0, "Norway", "trade", "no", "Iceland"),),
        shifts=((0.0, "Norway", "trade", "hardening", "provisional"),),
    ),
    Scenario(
        "a pause of tariffs",
        news=(News(0, "Norway paused its tariffs on Iceland."),),
        timeline=((0.0, "Norway", "trade", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "trade", "softening", "provisional"),),
    ),
    Scenario(
        "for the first time",
        news=(News(0, "For the first time, Norway agreed to talks with Iceland."),),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "no longer rejects",
        news=(News(0, "Norway no longer rejects talks with Iceland, its foreign minister said."),),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "a position that is told to be another than before",
        news=(News(0, "Norway reversed course and agreed to talks with Iceland."),),
        timeline=((0.0, "Norway", "talks", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "talks", "softening", "provisional"),),
    ),
    Scenario(
        "a ban is reversed",
        news=(News(0, "Norway reversed its ban on imports of Icelandic fish."),),
        timeline=((0.0, "Norway", "trade", "yes", "Iceland"),),
        shifts=((0.0, "Norway", "trade", "softening", "provisional"),),
    ),
]
