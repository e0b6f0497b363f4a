"""The name under which a party is kept, for what a person types ("US", "eu", "LLF")."""

from collections.abc import Callable

from parley.dossiers import dossier_files
from processors.dossiers import Dossier, load
from processors.positions.parties.gazetteer import Gazetteer, Known, known_names
from runtime.settings import Settings


def party_names(settings: Settings) -> Callable[[str], str]:
    """A function from any known name of a party to its canonical one; unknown names stay.

    Known are the bundled lists and the dossiers of the data directory. Raises `DossierError`.
    """
    own = [
        (alias, Known(party.name, "organisation", "name"))
        for path in dossier_files(settings)
        for party in load(path).parties
        for alias in (party.name, *party.aliases)
    ]
    gazetteer = Gazetteer([*known_names(), *own])

    def canonical(name: str) -> str:
        for spelling in (name, name.upper(), name.title()):
            known = gazetteer.exactly(spelling)
            if known is not None and known.form != "demonym":
                return known.party
        return name

    return canonical


def other_names(dossier: Dossier) -> list[str]:
    """What a writer of a dossier should hear: names under which Parley knows somebody already.

    Such a party's positions would stand on two timelines, under its own name and under that one.
    """
    gazetteer = Gazetteer(known_names())
    told = []
    for party in dossier.parties:
        known = gazetteer.exactly(party.name)
        own = {party.name.casefold(), *(alias.casefold() for alias in party.aliases)}
        if known is not None and known.party.casefold() not in own:
            told.append(
                f"Parley knows {party.name!r} as {known.party!r}: call it so, or add that as an"
                " alias, and its positions stay on one timeline"
            )
    return told


def party_names_when_needed(settings: Settings) -> Callable[[str], str]:
    """The same function, which reads the lists when it is first called."""
    known: list[Callable[[str], str]] = []

    def canonical(name: str) -> str:
        if not known:
            known.append(party_names(settings))
        return known[0](name)

    return canonical
