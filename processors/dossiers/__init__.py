"""A dossier describes one negotiation: its parties with aliases and people, issue words, feeds.

Here a YAML file becomes a frozen `Dossier`, or an error that names the line and the remedy.
What does not belong here: finding parties in a text, fetching the feeds.
"""

from processors.dossiers.dossier import (
    Dossier,
    DossierError,
    DossierParty,
    DossierPerson,
    Example,
    Problem,
)
from processors.dossiers.reading import load, read

__all__ = [
    "Dossier",
    "DossierError",
    "DossierParty",
    "DossierPerson",
    "Example",
    "Problem",
    "load",
    "read",
]
