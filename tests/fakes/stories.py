"""Articles of any length, in which each story has people of its own."""

STORY = (
    "Norway's foreign minister, Kari {name}, said the talks would go on. “We are ready,” {name} "
    "told reporters, and left.{gap}The rebels rejected the plan, an official said. Nobody knows "
    "when the bridge will open, according to two aides who believe that it rains.{gap}"
)
SYLLABLES = ("bar", "cor", "dun", "fel", "gar", "hol", "jen", "kel", "lom", "mar", "nor", "pel")


def stories(count: int, gap: str) -> str:
    """So many stories, parted by `gap`."""
    names = [(SYLLABLES[n % 12] + SYLLABLES[n // 12 % 12]).title() for n in range(count)]
    return "".join(STORY.format(name=name, gap=gap) for name in names)
