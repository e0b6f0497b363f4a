"""The words by which values are shown: stances, times, people."""

import re
from datetime import UTC, datetime, timedelta

from wire import Evidence, Speaker

STANCES = {2: "accepts", 1: "open", 0: "undecided", -1: "demands", -2: "rejects"}
KINDS = {
    "direct": "quoted",
    "mixed": "quoted in part",
    "indirect": "reported speech",
    "act": "reported deed",
}
SURE = ((0.7, "high"), (0.45, "medium"), (0.0, "low"))
"""Confidence in words from this number on. It orders shifts and is no probability."""

OPENING = "“‘\"'«"


def stance(value: int | None) -> str:
    """A stance as number and word."""
    if value is None:
        return "no stance"
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return f"{sign}{abs(value)} {STANCES.get(value, '')}".rstrip()


def tone(value: int | None) -> str:
    """The name of a stance's colour: hard, soft or even."""
    return "even" if not value else "soft" if value > 0 else "hard"


def kind(name: str) -> str:
    """How words came to us: quoted, quoted in part, reported."""
    return KINDS.get(name, name)


def move(name: str) -> str:
    """An event type of PLOVER as a word."""
    return name.lower()


def facet(name: str, value: str) -> str:
    """A value of a field of the query language as it is read."""
    if name == "stance" and re.fullmatch("[+-]?[0-9]", value):
        return stance(int(value))
    if name == "confidence":
        return "all" if value == "0" else value if value[:1] in "<>" else f"from {value}"
    return {"kind": kind, "move": move}.get(name, str)(value)


def arrow(direction: str) -> str:
    """A direction as a symbol: up is more forthcoming."""
    return "▼" if direction == "hardening" else "▲"


def confidence(value: float) -> str:
    """How sure the rules are, in a word, with the number they gave."""
    word = next((name for least, name in SURE if value >= least), SURE[-1][1])
    return f"{word} confidence ({value:.2f})"


def moment(at: datetime) -> str:
    """A time in words and UTC, as it stands until the reader's own zone is known."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y, %H:%M} UTC"


def day(at: datetime) -> str:
    """A day in words, in UTC."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y}"


def machine(at: datetime) -> str:
    """A time for the `datetime` attribute."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def age(at: datetime, now: datetime) -> str:
    """How long ago, in the largest whole unit."""
    seconds = (now - at) // timedelta(seconds=1)
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return count(seconds // size, name) + " ago"
    return "just now" if seconds > -86400 else "later than now"


def brief_age(at: datetime, now: datetime) -> str:
    """The same for a table: a number and a letter."""
    number, _, unit = age(at, now).removesuffix(" ago").partition(" ")
    return f"{number} {unit[0]}" if number.replace(",", "").isdecimal() else f"{number} {unit}"


def duration(seconds: float) -> str:
    """A length of time in the largest unit that gives a number ("0.5 s", "3 min", "1 day")."""
    for size, name in ((86_400, "day"), (3600, "h"), (60, "min")):
        if seconds >= size:
            number = seconds / size
            text = f"{number:.0f}" if number >= 10 or number == int(number) else f"{number:.1f}"
            return f"{text} {name}s" if name == "day" and text != "1" else f"{text} {name}"
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.2g} s"


def size(number: int) -> str:
    """Bytes in the largest whole unit of a thousand."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if number >= unit:
            return f"{number / unit:.1f} {name}"
    return f"{number} bytes"


def count(number: int, noun: str) -> str:
    """A number with its noun ("1 source", "2 sources")."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def person(name: str | None, role: str | None) -> str:
    """Name and role, the role left out where the name says it already."""
    name, role = " ".join((name or "").split()), " ".join((role or "").split())
    if not name or role.casefold() in name.casefold():
        return name or role
    return f"{name}, {role}"


def spoken_by(speaker: Speaker | None) -> str:
    """Who said it."""
    if speaker is None:
        return ""
    name = speaker.name or speaker.text or ("unnamed source" if speaker.anonymous else "")
    return person(name, speaker.role)


def shown_by(side: Evidence) -> str:
    """Who said what is evidence of a shift."""
    return person(side.speaker, side.role)


def needs_marks(text: str, kind: str | None) -> bool:
    """Whether quotation marks belong around the words: own words that have none yet."""
    return kind == "direct" and text.lstrip()[:1] not in tuple(OPENING)
