"""The sentence that says why: party, issue, other side, the old and the new position."""

from processors.shifts.positions import Turn
from wire import PositionFact

_BEFORE = {
    2: "accepted or carried it out",
    1: "was open to it",
    0: "was undecided",
    -1: "had demands or doubts",
    -2: "refused or broke off",
}
_AFTER = {
    2: "accepts or carries it out",
    1: "is open to it",
    0: "is undecided",
    -1: "has demands or doubts",
    -2: "refuses or breaks off",
}
_ISSUES = {
    "captives": "captives",
    "humanitarian": "humanitarian access",
    "nuclear": "nuclear matters",
    "status": "status and recognition",
    "other": "other matters",
}


def why(turn: Turn, counterparties: tuple[str, ...], independent_sources: int) -> str:
    """One plain sentence for a newsdesk, without a verdict beyond what the evidence shows."""
    fact = turn.after.first
    verb = "has hardened" if turn.direction == "hardening" else "has softened"
    towards = f" towards {_listed(counterparties)}" if counterparties else ""
    head = f"{fact.party} {verb} on {_ISSUES.get(fact.issue, fact.issue)}{towards}"
    tail = (
        "" if independent_sources < 2 else f", as {independent_sources} independent sources report"
    )
    return f"{head}: {_old(turn)}, and on {_day(fact)} {_who(fact)} {_new(turn)}{tail}."


def _old(turn: Turn) -> str:
    if turn.before is None:
        change = turn.after.first.change
        words = f" (“{change.words}”)" if change else ""
        return f"the report itself{words} implies that it {_BEFORE[turn.before_stance]} until then"
    fact = turn.before.first
    return f"on {_day(fact)} {_who(fact)} {_BEFORE[turn.before_stance]}"


def _new(turn: Turn) -> str:
    words = _AFTER[turn.after_stance]
    condition = turn.after.first.condition
    return f"{words} on a condition (“{condition}”)" if condition else words


def _who(fact: PositionFact) -> str:
    if fact.kind == "act" or (fact.speaker is None and not fact.anonymous):
        return "it"
    if fact.anonymous:
        return f"an unnamed source ({fact.role})" if fact.role else "an unnamed source"
    return f"{fact.speaker} ({fact.role})" if fact.role else str(fact.speaker)


def _day(fact: PositionFact) -> str:
    return f"{fact.at.day} {fact.at:%B %Y}"


def _listed(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
