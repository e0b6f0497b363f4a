"""Conditions, deadlines and red lines: what a statement makes its position depend on."""

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

Kind = Literal["if", "until", "only"]

MARKS: dict[str, Kind] = {
    "if": "if",
    "unless": "until",
    "until": "until",
    "till": "until",
    "once": "if",
    "lest": "until",
    "as": "if",
    "so": "if",
    "while": "if",
    "when": "if",
    "where": "if",
    "before": "until",
    "after": "if",
}
"""Conjunctions; some of them ("as", "when", "after") only make a condition in certain company."""

SPANS = frozenset(
    {"minutes", "hours", "days", "weeks", "months", "years", "shortly", "soon", "just"}
)
"""Words that make a time of "before" and "after"."""

PHRASES = re.compile(
    r"\b(?:on (?:the )?condition (?:that|of)|provided|providing|in (?:exchange|return) for"
    r"|subject to|conditional on|contingent on|depend(?:s|ed|ing)? on|as long as|so long as"
    r"|on the (?:understanding|basis|premise) that|as soon as|whenever"
    r"|only (?:if|when|after|once)|but not without|not without|without first"
    r"|in the absence of|pending|barring|except if|with the proviso|if and when|if only)\b[^.;!?]*",
    re.IGNORECASE,
)
ONLY = ("only", "not without", "but not", "without", "pending", "in the absence")

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
TIMES = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|midnight|noon|dawn|tomorrow|tonight"
    "|today|christmas|easter|ramadan|week(?:end)?|month|year|spring|summer|autumn|winter"
)
DEADLINE = re.compile(
    r"\b(?:by|before|until|no later than|not later than|as of|from)\s+(?:the\s+)?(?:end\s+of\s+)?"
    rf"(?:next\s+|this\s+)?(?:{TIMES}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})"
    rf"|(?:{MONTHS})(?:\s+\d{{1,2}})?(?!\w)|\d{{1,2}}(?::\d\d)?\s?(?:am|pm|gmt))"
    r"|\bwithin\s+(?:the\s+next\s+)?(?:\w+[- ]){1,2}(?:hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)

TIME_ALONE = re.compile(
    rf"(?:the\s+|next\s+|this\s+|early\s+|late\s+|end\s+of\s+|\d{{1,2}}\s+)*(?:{TIMES}|{MONTHS}|noon)"
    r"(?:\s+\d{1,4})?|\d{4}",
    re.IGNORECASE,
)
"""A time and nothing else: what is put off till then hangs on no condition."""

RED_LINE = re.compile(
    r"\bred lines?\b|\b(?:non-?|not )negotiable\b|\bunder no circumstances\b"
    r"|\bout of the question\b"
    r"|\bnot (?:up )?(?:for|open to) (?:negotiation|discussion|sale|debate)\b|\bno matter what\b"
    r"|\bnot an? (?:inch|metre|meter|day|gram)\b|\binviolable\b|\boff the table\b"
    r"|\bnot one (?:\w+ )?(?:inch|metre|meter|day|kilo|less|more)\b"
    r"|\bnot (?:a|for) (?:bargain|barter)",
    re.IGNORECASE,
)

FIRST = re.compile(
    r"^\W*(?:but |and )?first\b|\bmust (?:come|go|happen|be done) first\b|\bgoes first\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Condition:
    """The words of a condition and its kind.

    "if": yes, given something; "until": no, as long as something is missing; "only": no, but for
    one case.
    """

    text: str
    kind: Kind


def condition_of(tokens: list[Token], text: str) -> Condition | None:
    """The first condition in a clause (its tokens in order, and its text), or None."""
    inside = {token.i for token in tokens}
    for token in tokens:
        found = _clause(token, inside)
        if found is not None:
            return found
    phrase = PHRASES.search(text)
    if phrase is not None:
        words = phrase.group().strip().rstrip(",")
        kind: Kind = "only" if words.lower().startswith(ONLY) else "if"
        return Condition(words, kind)
    told = any(token.tag_ == "VBD" for token in tokens)
    return Condition(text.strip()[:300], "only") if FIRST.search(text) and not told else None


def deadline_of(text: str) -> str | None:
    """A time by which something is to happen, as it is said."""
    found = DEADLINE.search(text)
    return found.group() if found else None


def is_red_line(text: str) -> bool:
    """Whether the words say that there is no room at all."""
    return RED_LINE.search(text) is not None


def _clause(token: Token, inside: set[int]) -> Condition | None:
    low = token.lower_
    if low == "without" and token.dep_ == "prep" and _denied(token):
        return Condition(_words(token, inside), "until")
    if low == "should" and token.dep_ == "aux" and _inverted(token):
        return Condition(_words(token.head, inside), "if")
    kind = MARKS.get(low)
    if kind is None or _is_time(token) or token.dep_ not in {"mark", "advmod", "prep", "pcomp"}:
        return None
    head = token.head
    if head.dep_ in {"ccomp", "pcomp"} and low == "if":
        return None  # "asked if": a question, no condition
    before = token.doc[token.i - 1].lower_ if token.i else ""
    if before == "as" and low == "if":
        return None  # "as if they were goods": a likeness
    if low in {"before", "after"} and before in SPANS:
        return None  # "hours before", "shortly after": a time
    if before in {"only", "except", "unless"} and low not in {"as", "so", "while"}:
        said = _words(_top(token), inside)
        return Condition(said if said.startswith(before) else f"{before} {said}", "only")
    if low in {"as", "so"}:
        following = token.doc[token.i : token.i + 3].text.lower()
        if following not in {"as long as", "so long as", "as soon as"}:
            return None
        return Condition(_words(_top(token), inside), "if")
    if low in {"when", "where", "after", "while", "before", "until", "till"} and not _open(token):
        return None
    return Condition(_words(_top(token), inside), kind)


def _inverted(token: Token) -> bool:
    """As in "should the shelling resume": the auxiliary stands before its subject."""
    if token.doc.text.rstrip().endswith("?"):
        return False
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.i > token.i for c in token.head.children)


def _is_time(token: Token) -> bool:
    """Whether only a time follows: "until April", "before Christmas", "after all", "at once"."""
    if token.lower_ == "once" and token.i and token.nbor(-1).lower_ == "at":
        return True
    if token.lower_ == "after" and token.doc[token.i + 1 : token.i + 2].text.lower() == "all":
        return True
    noun = next((c for c in token.children if c.dep_ in {"pobj", "pcomp", "advmod"}), None)
    if noun is None or token.dep_ != "prep":
        return False
    first = noun.left_edge.i
    said = token.doc[first : noun.right_edge.i + 1].text.lower()
    return TIME_ALONE.fullmatch(said) is not None


def _denied(token: Token) -> bool:
    """Whether the verb above is denied or only possible: "no X without Y"."""
    head = token.head
    for _ in range(3):
        if any(
            c.dep_ == "neg" or c.lower_ in {"no", "nothing", "never", "cannot"}
            for c in head.subtree
            if c.i < token.i
        ):
            return True
        if head.head.i == head.i:
            return False
        head = head.head
    return False


def _open(token: Token) -> bool:
    """Whether a clause of time looks ahead: the verb it hangs on is not in the past."""
    clause = token.head if token.dep_ in {"mark", "advmod"} else token
    above = clause.head
    if token.dep_ == "prep":
        above = token.head
    modal = any(c.tag_ == "MD" for c in above.children)
    if token.lower_ in {"until", "till", "before"}:
        return modal or above.tag_ in {"VB", "VBP", "VBZ"} or _denied(token)
    return modal


def _top(token: Token) -> Token:
    return token.head if token.dep_ in {"mark", "advmod"} else token


def _words(top: Token, inside: set[int]) -> str:
    indices = sorted(t.i for t in top.subtree if t.i in inside)
    if not indices:
        return top.text
    return str(top.doc[indices[0] : indices[-1] + 1].text).strip(" ,.;”’\"'")
