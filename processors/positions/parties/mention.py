"""A place in the text where a party is named, and how."""

from dataclasses import dataclass

from processors.positions.parties.gazetteer import How, Kind


@dataclass(frozen=True, slots=True)
class PartyMention:
    """`text` is the text at `[start, end)`, in code points; `party` the canonical name.

    `how`: a name, a demonym, a metonym ("Kremlin"), an abbreviation, an institution ("the Israeli
    army"), an office ("US President …"), an organisation found from the text, an anaphor ("the
    union"), or a mere place ("in Brazil"), which speaks and acts for nobody.
    `seat`: the words are a seat of government ("Moscow"), place or not.
    """

    start: int
    end: int
    text: str
    party: str
    how: How
    kind: Kind
    seat: bool = False
