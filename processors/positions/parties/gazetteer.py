"""Names of states, organisations, armed groups and companies that are known beforehand.

Written down in `data/*.txt`; a dossier adds its own names, and they win.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from processors.positions.parties.lexicon import lines
from processors.positions.parties.words import key_of, words_in

Kind = Literal["state", "bloc", "organisation", "group", "company", "union", "party", "movement"]
How = Literal[
    "name",
    "demonym",
    "metonym",
    "place",
    "abbreviation",
    "institution",
    "office",
    "found",
    "anaphor",
]
Form = Literal["name", "demonym", "metonym"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for. `shared`: it is also a person's or another place's name."""

    party: str
    kind: Kind
    form: Form
    shared: bool = False


FILES: tuple[tuple[str, Kind], ...] = (
    ("states.txt", "state"),
    ("organisations.txt", "organisation"),
    ("bodies.txt", "state"),
    ("groups.txt", "group"),
    ("companies.txt", "company"),
)
BLOC = "European Union"
"""The one organisation that has ministers, ambassadors and a government's tongue of its own."""


class Gazetteer:
    """Known names as sequences of words, found longest first."""

    def __init__(self, entries: Iterable[tuple[str, Known]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        exact: dict[tuple[str, ...], Known] = {}
        for name, known in entries:
            exact[tuple(word.key for word in words_in(name))] = known
        for keys, known in exact.items():
            if keys:
                self._by_first.setdefault(keys[0], []).append((keys, known))
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self._cities = {
            keys[0].casefold(): known
            for keys, known in exact.items()
            if known.form == "metonym" and len(keys) == 1
        }

    def small(self, key: str) -> bool:
        """Whether a name begins with this word in small letters ("car unions", from a dossier)."""
        return key[:1].islower() and key in self._by_first

    def at(self, keys: list[str], index: int) -> tuple[int, Known] | None:
        """The longest known name that begins at word `index`: (number of words, what it is)."""
        for name, known in self._by_first.get(keys[index], ()):
            if keys[index : index + len(name)] == list(name):
                return len(name), known
        return None

    def exactly(self, name: str) -> Known | None:
        """What a whole name stands for, if it is known."""
        keys = [word.key for word in words_in(name)]
        found = self.at(keys, 0) if keys else None
        return found[1] if found and found[0] == len(keys) else None

    def seat(self, city: str) -> str | None:
        """The state whose seat of government is in `city`, in any case (datelines are capitals)."""
        known = self._cities.get(key_of(city).casefold())
        return known.party if known else None


def _entries() -> Iterator[tuple[str, Known]]:
    for file, kind in FILES:
        for line in lines(file):
            fields = [field.strip() for field in line.split("|")]
            shared = fields[0].startswith("~")
            party = fields[0].lstrip("~")
            own = party if file != "bodies.txt" else ""
            what: Kind = "bloc" if party == BLOC else kind
            forms: tuple[Form, ...] = ("name", "demonym", "metonym")
            if own:
                yield own, Known(party, what, "name", shared)
            for form, names in zip(forms, fields[1:], strict=False):
                for name in filter(None, (n.strip() for n in names.split(","))):
                    yield name, Known(party, what, form)


@cache
def known_names() -> tuple[tuple[str, Known], ...]:
    """Every name of the bundled lists, in the order of the files (a later one wins)."""
    return tuple(_entries())
