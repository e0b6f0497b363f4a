"""Somebody who can be meant in an article, what they are said to be, and where they appear."""

from dataclasses import dataclass

from processors.quotes.people import Named, plain
from processors.quotes.quotation import Gender


@dataclass(frozen=True)
class Station:
    """What somebody is said to be at a place of the text."""

    at: int
    role: str
    affiliation: str | None


@dataclass
class Character:
    """Somebody who can be meant: named, or only described, or an organisation."""

    name: str | None
    role: str | None
    affiliation: str | None
    gender: Gender | None
    person: bool
    plural: bool = False
    described: str | None = None
    head: str = ""
    anonymous: bool = False
    stations: tuple[Station, ...] = ()
    perhaps: bool = False
    """Whether the name may be a person's, though nothing shows it: a pronoun may yet."""

    def at(self, place: int) -> tuple[str | None, str | None]:
        """Role and affiliation as the text has them up to a place, else as it first gives them."""
        known = [s for s in self.stations if s.at < place]
        if not known:
            return self.role, self.affiliation
        role, affiliation = known[0].role, known[0].affiliation
        for later in known[1:]:
            old, new = ({plain(w) for w in r.split()} for r in (role, later.role))
            if new <= old:
                affiliation = affiliation or later.affiliation
            else:
                kept = affiliation if old <= new else None
                role, affiliation = later.role, later.affiliation or kept
        return role, affiliation


@dataclass(frozen=True)
class Appearance:
    """A character at a place of the text; `weight` says how much it is what the text is about."""

    at: int
    character: int
    weight: float


def stations_of(group: Named) -> tuple[Station, ...]:
    """What somebody is said to be, without what is only said again."""
    found: list[Station] = []
    for m in group.mentions:
        told = (m.role, m.affiliation)
        if m.role and not (found and (found[-1].role, found[-1].affiliation) == told):
            found.append(Station(m.start, m.role, m.affiliation))
    return tuple(found)
