"""The closed lists: issues, moves, stances, kinds. The guide explains each word."""

from typing import Literal, get_args

Issue = Literal[
    "talks",
    "ceasefire",
    "settlement",
    "territory",
    "security",
    "nuclear",
    "sanctions",
    "trade",
    "captives",
    "humanitarian",
    "navigation",
    "status",
    "other",
]
"""What a position is about. A dossier may map further words to these, not add names."""

Move = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "YIELD",
    "COOPERATE",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
"""Event types of the PLOVER ontology (Halterman et al., 2023, "PLOVER and POLECAT")."""

Modifier = Literal["offer", "conditional", "demand", "suspend", "reaffirm"]
"""What PLOVER has no code for and negotiations need: how the move is made."""

StatementKind = Literal["direct", "mixed", "indirect", "act"]
"""Words quoted, quoted in part, reported without quotation marks; or a deed."""

Attribution = Literal["speech", "thought"]
Direction = Literal["hardening", "softening"]
ShiftStatus = Literal["provisional", "confirmed", "amended", "retracted"]

Judgement = Literal["right", "wrong", "not-a-shift", "wrong-party"]
"""What a reader holds of a shift: it is one; it is none as told (words misread, direction or issue
wrong); nothing has changed at all; somebody else's position was taken for the party's."""

ISSUES: tuple[Issue, ...] = get_args(Issue)
MOVES: tuple[Move, ...] = get_args(Move)
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
STATES: tuple[ShiftStatus, ...] = get_args(ShiftStatus)

STANCES = {
    2: "accepts, agrees or carries out",
    1: "offers, is open, or says yes on a condition",
    0: "is undecided",
    -1: "demands, doubts or warns",
    -2: "rejects, suspends or breaks off",
}
"""How forthcoming a party is on an issue now, in words a newsdesk reads."""
