"""Offices in a phrase: which one is named, and whether only a state has it."""

from collections.abc import Sequence

from processors.positions.parties.lexicon import words

STATE_OFFICES = words("state_offices")
ANY_OFFICES = words("any_offices")
SPEAKING_OFFICES = words("speaking_offices")
_SPEAKING_FOR = words("speaking_for")
_LONGEST = 4


def office_in(lows: Sequence[str]) -> str | None:
    """The office that a phrase names, in small letters; one that only a state has before others.

    The longest wins, so that a director general is no general.
    """
    offices = list(_offices(lows))
    return next((o for o in offices if o in STATE_OFFICES), offices[0] if offices else None)


def _offices(lows: Sequence[str]) -> list[str]:
    found: list[str] = []
    index = 0
    while index < len(lows):
        for size in range(_LONGEST, 0, -1):
            phrase = " ".join(lows[index : index + size])
            if phrase in STATE_OFFICES or phrase in ANY_OFFICES or phrase in _SPEAKING_FOR:
                found.append(phrase)
                index += size
                break
        else:
            index += 1
    return found


def is_state_office(phrase: str) -> bool:
    """Whether the office is a state's, as in "deputy foreign minister"."""
    office = office_in(phrase.split())
    return office in STATE_OFFICES
