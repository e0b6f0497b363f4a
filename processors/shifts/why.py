"""The sentence that says why: party, issue, other side, the old and the new position, who and when.

It is read without the guide beside it: no codes, no numbers of a scale, no more than the evidence
shows.
"""

from processors.shifts.naming import called, speaking
from processors.shifts.positions import Turn
from processors.shifts.utterances import Utterance
from wire import PositionFact
from wire.vocabulary import Move

_DID: dict[int, str] = {
    2: "agreed",
    1: "was willing",
    0: "was undecided",
    -1: "had demands or doubts",
    -2: "refused",
}
"""What a stance comes to where the kind of act says no more."""

_HAD: dict[int, str] = {
    2: "had agreed",
    1: "had been willing",
    0: "had been undecided",
    -1: "had had demands or doubts",
    -2: "had refused",
}

_DEEDS: dict[tuple[Move, bool], str] = {
    ("YIELD", True): "gave way",
    ("CONSULT", True): "held talks",
    ("COOPERATE", True): "cooperated",
    ("AID", True): "gave help",
    ("SUPPORT", True): "gave its support",
    ("REJECT", False): "refused",
    ("REQUEST", False): "made demands",
    ("ACCUSE", False): "made accusations",
    ("THREATEN", False): "made threats",
    ("PROTEST", False): "protested",
    ("SANCTION", False): "took punitive steps",
    ("COERCE", False): "used pressure",
    ("MOBILIZE", False): "mobilised forces",
    ("ASSAULT", False): "attacked",
}
"""By the event type and whether the party is willing: what was done."""

_WORDS: dict[tuple[Move, bool], str] = {
    ("YIELD", True): "agreed to give way",
    ("CONSULT", True): "was open to talking",
    ("SUPPORT", True): "spoke in favour",
    ("AID", True): "promised help",
    ("REJECT", False): "refused",
    ("REQUEST", False): "made demands",
    ("ACCUSE", False): "made accusations",
    ("THREATEN", False): "made threats",
    ("PROTEST", False): "protested",
    ("SANCTION", False): "spoke for punitive steps",
    ("COERCE", False): "spoke for pressure",
    ("MOBILIZE", False): "spoke of mobilising forces",
    ("ASSAULT", False): "spoke of attacks",
}
"""The same of what was only said."""

_ISSUES = {
    "ceasefire": "a ceasefire",
    "settlement": "a settlement",
    "humanitarian": "humanitarian access",
    "nuclear": "nuclear matters",
    "status": "status and recognition",
    "other": "another matter",
}

LONGEST_WORDS = 100
"""Characters of words that are quoted inside the sentence; the evidence has them whole."""


def why(turn: Turn, counterparties: tuple[str, ...], independent_sources: int) -> str:
    """One plain sentence for a newsdesk, without a verdict beyond what the evidence shows."""
    fact = turn.after.first
    verb = "hardened" if turn.direction == "hardening" else "softened"
    towards = f" towards {_listed(counterparties)}" if counterparties else ""
    issue = _ISSUES.get(fact.issue, fact.issue)
    head = f"{_capital(called(fact.party))} {verb} on {issue}{towards}"
    said_before = speaking(turn.before.first) if turn.before else ""
    # The office of one and the same person is told once.
    who = speaking(fact, office=speaking(fact) != said_before)
    after = f"on {_day(fact)} {who} {_position(fact, turn.after_stance)}"
    reported = (
        "" if independent_sources < 2 else f", as {independent_sources} independent sources report"
    )
    if turn.before is None:
        return f"{head}: {after}{_change(turn)}{reported}{_presupposed(turn)}."
    before = turn.before.first
    known = f"on {_day(before)} {said_before} {_position(before, turn.before_stance)}"
    return f"{head}: {known}, but {after}{_change(turn)}{reported}."


def _position(fact: PositionFact, stance: int) -> str:
    """What was done or said, in the past: by kind of act where that fits the stance."""
    words = _DID[stance]
    if "suspend" in fact.modifiers and stance < 0:
        words = "called a halt"
    elif "offer" in fact.modifiers and stance > 0:
        words = "made an offer"
    elif "demand" in fact.modifiers and stance == -1:
        words = "made demands"
    elif fact.move is not None and abs(stance) > 1:
        table = _DEEDS if fact.kind == "act" else _WORDS
        words = table.get((fact.move, stance > 0), words)
    if not fact.condition:
        return words
    told = f"“{_cut(fact.condition)}”"
    return f"{words}, on a condition ({told})" if stance > 0 else f"{words}, {told}"


def _change(turn: Turn) -> str:
    """What changed besides the stance: a condition that went, a deed after words."""
    before, after = turn.before, turn.after
    if before is None:
        return ""
    if before.first.conditional and not after.first.conditional and after.stance > 0:
        return ", without a condition"
    return " (a deed, after words)" if _is_deed(after) and not _is_deed(before) else ""


def _presupposed(turn: Turn) -> str:
    change = turn.after.first.change
    had = _HAD[turn.before_stance]
    if change is None or not change.words:
        return f"; its own report takes for granted that it {had} until then"
    return f"; the words “{_cut(change.words)}” take for granted that it {had} until then"


def _is_deed(saying: Utterance) -> bool:
    return saying.first.kind == "act"


def _day(fact: PositionFact) -> str:
    return f"{fact.at.day} {fact.at:%B %Y}"


def _listed(names: tuple[str, ...]) -> str:
    shown = [called(name) for name in names]
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _capital(words: str) -> str:
    return f"The {words[4:]}" if words.startswith("the ") else words


def _cut(words: str | None) -> str:
    """Words on one line, without marks of their own around them, cut between words."""
    line = " ".join((words or "").split()).strip("“”\"'‘’ ,;:.")
    if len(line) <= LONGEST_WORDS:
        return line
    return f"{line[:LONGEST_WORDS].rsplit(' ', 1)[0].rstrip(',;: ')} …"
