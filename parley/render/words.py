"""The words, marks and colours by which values are shown, and outside text made harmless."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from rich.style import Style
from rich.text import Text

from runtime.harmless import clean
from wire import Speaker
from wire.vocabulary import Direction, ShiftStatus, StatementKind

STANCE_WORDS = {2: "accepts", 1: "open", 0: "undecided", -1: "demands", -2: "rejects"}
STANCE_STYLES = {2: "bold green", 1: "green", 0: "yellow", -1: "red", -2: "bold red"}
DIRECTION_STYLES: dict[Direction, str] = {"hardening": "bold red", "softening": "bold green"}
STATUS_STYLES: dict[ShiftStatus, str] = {
    "provisional": "yellow",
    "confirmed": "green",
    "amended": "cyan",
    "retracted": "red strike",
}
LONGEST_QUOTE = 400
OPENING = "“‘\"'«"


def one_line(text: str) -> str:
    """Text made harmless and folded into one line."""
    return clean(" ".join(text.split()))


def quoted(text: str, kind: StatementKind | None) -> str:
    """A quotation as it is shown: own words in quotation marks, reported ones without; capped."""
    line = one_line(text)
    if len(line) > LONGEST_QUOTE:
        line = line[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f"“{line}”" if kind == "direct" and line[:1] not in tuple(OPENING) else line


def day(moment: datetime | None, *, year: bool = True) -> str:
    """A day in words that no reader takes for another one ("12 May 2026"), in UTC."""
    if moment is None:
        return "undated"
    utc = moment.astimezone(UTC)
    return f"{utc.day} {utc:%b %Y}" if year else f"{utc.day} {utc:%b}"


def stance(value: int | None) -> Text:
    """A stance as number, word and gauge ("-2 rejects"); readable without colour."""
    if value is None:
        return Text("no stance", style="dim")
    word = STANCE_WORDS.get(value, "")
    return Text(f"{value:+d} {word}" if value else f" 0 {word}", STANCE_STYLES.get(value, ""))


def gauge(value: int | None) -> Text:
    """Five places from -2 to +2, the one that holds marked."""
    places = "".join("●" if place == value else "·" for place in range(-2, 3))
    return Text(places, STANCE_STYLES.get(value, "dim") if value is not None else "dim")


def spoken_by(speaker: Speaker | None) -> str:
    """Who said it: name (else the mention) and role."""
    if speaker is None:
        return ""
    name = speaker.name or speaker.text or ("unnamed source" if speaker.anonymous else "")
    return person(name, speaker.role)


def person(name: str | None, role: str | None) -> str:
    """Name and role in one line, the role left out where the name says it already."""
    name, role = one_line(name or ""), one_line(role or "")
    if not name or role.casefold() in name.casefold():
        return name or role
    return f"{name}, {role}"


def toward(counterparties: Iterable[str]) -> str:
    """The counterparties in words, or nothing."""
    return ", ".join(one_line(party) for party in counterparties)


def linked(text: str, url: str | None, style: str = "") -> Text:
    """Text that leads to a page where the terminal can; only http and https are linked."""
    made = Text(one_line(text), style)
    if url is not None and urlsplit(url).scheme in {"http", "https"} and clean(url) == url:
        made.stylize(Style(link=url))
    return made


def marked(text: str, pairs: Iterable[tuple[int, int]], style: str = "bold yellow") -> Text:
    """Text with the pieces between the given offsets (code points, end exclusive) marked."""
    made = Text(clean(text))
    for start, end in pairs:
        made.stylize(style, start, end)
    return made


def count(number: int, noun: str) -> str:
    """A number with its noun ("1 source", "2 sources")."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
