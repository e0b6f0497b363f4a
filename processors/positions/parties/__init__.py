"""Parties: which states and organisations a text names, and for which of them somebody speaks.

Names come from bundled lists, dossiers, and how the text itself speaks of an organisation.
What does not belong here: the position taken, and lists of who holds which office.
"""

from processors.positions.parties.mention import PartyMention
from processors.positions.parties.parties import Parties

__all__ = ["Parties", "PartyMention"]
