"""The rank of a speaker by the name of the office: who binds a party more when two contradict."""

import re
from enum import IntEnum
from functools import cache


class Rank(IntEnum):
    """Whose word counts for more; an office that is not told stands between."""

    OFFICIAL = 0
    SPOKESPERSON = 1
    MINISTER = 2
    HEAD = 3


_DEPUTY = re.compile(r"\b(?:vice|deputy|assistant|under-?secretary)\b")
_FORMER = re.compile(r"\b(?:former|ex|then|ousted|late)\b")

_SPOKESPERSON = re.compile(
    r"\b(?:spokes(?:man|woman|person|people|men|women)|press (?:secretary|officer)|envoy"
    r"|(?:chief|lead) negotiator)\b"
)
"""Who speaks by order; an office named beside it is whose order it is."""

_HEAD = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|king|queen|emir|sultan|crown prince|pope"
    r"|head of (?:state|government)|(?:supreme|paramount) leader|secretary[- ]general"
    r"|general secretary|taoiseach|chief executive|chair(?:man|woman|person)?|leader)\b"
)

_MINISTER = re.compile(
    r"\b(?:minister|secretary of \w+|(?:foreign|home|defen[cs]e|treasury|commerce|trade|interior)"
    r" secretary|commissioner|high representative|attorney general)\b"
)


@cache
def rank(role: str | None) -> Rank:
    """The rank of a role as an article tells it, such as "deputy foreign minister"."""
    if not role:
        return Rank.SPOKESPERSON
    low = role.casefold()
    if _FORMER.search(low):
        return Rank.OFFICIAL
    if _SPOKESPERSON.search(low):
        return Rank.SPOKESPERSON
    deputy = _DEPUTY.search(low)
    if _HEAD.search(low):
        return Rank.MINISTER if deputy else Rank.HEAD
    if _MINISTER.search(low):
        return Rank.SPOKESPERSON if deputy else Rank.MINISTER
    return Rank.OFFICIAL
