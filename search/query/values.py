"""What stands after a field's colon, read by the field's shape."""

import re
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import cast, get_args

from search.query.confidence import LEVELS
from search.query.errors import QueryError
from search.query.fields import Field
from search.query.tree import (
    After,
    Before,
    Keyword,
    KeywordName,
    Mention,
    MentionName,
    Not,
    Query,
    Stance,
)
from search.text import key, terms
from wire.vocabulary import ISSUES, MOVES, STATES, Direction, Modifier, StatementKind

CLOSED: dict[str, tuple[str, ...]] = {
    "issue": ISSUES,
    "move": (*MOVES, *get_args(Modifier)),
    "kind": get_args(StatementKind),
    "direction": get_args(Direction),
    "status": STATES,
}
"""Values of the closed lists: a misspelt one is an error rather than a search without a hit."""

_STANCE = re.compile(r"(<=|>=|<|>|=)?([+-]?\d+)")
_CHANCE = re.compile(r"(<|>=)?([01]?[.,]\d{1,2}|[01])")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_STANCES = (-2, -1, 0, 1, 2)


def field_query(field: Field, value: str, query: str, position: int) -> Query:
    """The leaf for `field:value`; `position` is where the value stands. Raises QueryError."""
    if not value.strip():
        raise QueryError(
            f"nothing stands after {field.name}:", query, position, f"for example {field.example}"
        )
    match field.shape:
        case "keyword":
            return Keyword(
                cast(KeywordName, field.name), _keyword(field, value, query, position), position
            )
        case "mention":
            stems = tuple(terms(value))
            if not stems:
                raise QueryError(f"{value!r} has no word in it", query, position)
            return Mention(cast(MentionName, field.name), stems, position)
        case "stance":
            return Stance(_stances(value, query, position), position)
        case "chance":
            return _confidence(value, query, position)
        case "date":
            moment = _moment(value, query, position)
            return After(moment, position) if field.name == "after" else Before(moment, position)


def _keyword(field: Field, value: str, query: str, position: int) -> str:
    wanted = value.lower() if field.name == "article" else key(value)
    if not wanted:
        raise QueryError(f"{value!r} has no word in it", query, position)
    closed = CLOSED.get(field.name)
    known = {key(name): name for name in closed or ()}
    if closed is not None and wanted not in known:
        near = get_close_matches(wanted, known, n=1)
        meant = f"did you mean {known[near[0]]}? " if near else ""
        raise QueryError(
            f"no {field.name} {value!r}", query, position, f"{meant}one of: {', '.join(closed)}"
        )
    return wanted


def _stances(value: str, query: str, position: int) -> tuple[int, ...]:
    match = _STANCE.fullmatch(value)
    if match is None:
        raise QueryError(
            f"{value!r} is no stance", query, position, "write stance:-2, stance:<0 or stance:>=1"
        )
    comparison, number = match.group(1) or "=", int(match.group(2))
    chosen = tuple(stance for stance in _STANCES if _holds(stance, comparison, number))
    if not chosen:
        raise QueryError(f"no stance is {value}", query, position, "a stance is from -2 to 2")
    return chosen


def _confidence(value: str, query: str, position: int) -> Query:
    match = _CHANCE.fullmatch(value)
    if match is None:
        raise QueryError(
            f"{value!r} is no confidence",
            query,
            position,
            "write confidence:0.5 for this or more, confidence:<0.5 for less",
        )
    level = round(100 * float(match.group(2).replace(",", ".")))
    if level and level not in LEVELS:
        raise QueryError(
            f"no confidence is told from {value}", query, position, "0 to 1, in steps of 0.05"
        )
    under = Keyword("under", str(level), position)
    return under if match.group(1) == "<" else Not(under)


def _holds(stance: int, comparison: str, number: int) -> bool:
    return {
        "<": stance < number,
        "<=": stance <= number,
        ">": stance > number,
        ">=": stance >= number,
        "=": stance == number,
    }[comparison]


def _moment(value: str, query: str, position: int) -> datetime:
    match = _DATE.fullmatch(value)
    try:
        if match is not None:
            year, month, day = (int(part or 1) for part in match.groups())
            return datetime(year, month, day, tzinfo=UTC)
        # In a URL or a form a plus becomes a space; a zone is then missing, not wrong.
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise QueryError(
            f"{value!r} is no date", query, position, "write it as 2026-03-01, 2026-03 or 2026"
        ) from None
