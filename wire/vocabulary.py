"""The closed lists: issues, moves, stances, kinds. Words as in the architecture page of the docs."""

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
"""What a position is about. A dossier may map further words to these, never add a name of its own."""

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
"""Words quoted, partly quoted, reported without quotation marks; or a deed reported by the outlet."""

Attribution = Literal["speech", "thought"]
Direction = Literal["hardening", "softening"]
ShiftStatus = Literal["provisional", "confirmed", "amended", "retracted"]

ISSUES: tuple[Issue, ...] = get_args(Issue)
MOVES: tuple[Move, ...] = get_args(Move)

STANCES = {
    2: "accepts, agrees or carries out",
    1: "offers, is open, or says yes on a condition",
    0: "is undecided",
    -1: "demands, doubts or warns",
    -2: "rejects, suspends or breaks off",
}
"""How forthcoming a party is on an issue now, in words a newsdesk reads."""
