"""A place in the text where a party is named, and how."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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


def within(mentions: Sequence[PartyMention], start: int, end: int) -> Sequence[PartyMention]:
    """Of mentions in the order of the text and without overlap, those that touch `[start, end)`."""
    first = bisect_right(mentions, start, key=lambda m: m.end)
    last = bisect_left(mentions, end, key=lambda m: m.start)
    return mentions[first:last]
