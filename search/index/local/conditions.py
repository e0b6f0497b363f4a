"""A query's tree as a condition in SQL on the table of documents.

What FTS5 can decide alone becomes one MATCH; times, and "not" with nothing beside it, become SQL
around it. Every value is a bound parameter, every word a quoted string inside the MATCH; names of
tables are constants.
"""

# ruff: noqa: S608

from collections.abc import Iterable
from dataclasses import dataclass

from search.index.local.schema import Tables
from search.index.times import microseconds
from search.query import (
    After,
    And,
    Before,
    Everything,
    Keyword,
    Mention,
    Not,
    Or,
    Query,
    Stance,
    Words,
)


@dataclass(frozen=True)
class Condition:
    """An SQL expression over the documents `d`, and its parameters."""

    sql: str
    parameters: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class _Match:
    expression: str


@dataclass(frozen=True)
class _NoMatch:
    expression: str


_Part = _Match | _NoMatch | Condition


def condition(query: Query, tables: Tables) -> Condition:
    """The condition that holds for exactly the documents that match."""
    return _as_sql(_part(query, tables), tables)


def rows(query: Query, tables: Tables) -> Condition:
    """A SELECT of the numbers of exactly the documents that match, in no order.

    What FTS5 decides alone never looks at the documents: their table is wide, and slow when cold.
    """
    part = _part(query, tables)
    if isinstance(part, _Match):
        return Condition(
            f"SELECT rowid FROM {tables.text} WHERE {tables.text} MATCH ?", (part.expression,)
        )
    matching = _as_sql(part, tables)
    return Condition(
        f"SELECT d.document FROM {tables.documents} d WHERE {matching.sql}", matching.parameters
    )


def words_expression(phrases: Iterable[tuple[str, ...]]) -> str:
    """A MATCH for documents with any of the phrases, for ordering by relevance."""
    return " OR ".join(_phrase("words", phrase) for phrase in phrases)


def _part(query: Query, tables: Tables) -> _Part:
    match query:
        case Everything():
            return Condition("1")
        case Words(stems):
            return _Match(_phrase("words", stems))
        case Mention(name, stems):
            return _Match(_phrase(name, stems))
        case Keyword(name, key):
            return _Match(_phrase("keywords", (f"{name}:{key}",)))
        case Stance(values):
            stances = [_phrase("keywords", (f"stance:{value}",)) for value in values]
            return _Match("(" + " OR ".join(stances) + ")")
        case After(moment):
            return Condition("d.at >= ?", (microseconds(moment),))
        case Before(moment):
            return Condition("d.at < ?", (microseconds(moment),))
        case Not(part):
            return _negated(_part(part, tables), tables)
        case And(parts):
            return _all([_part(part, tables) for part in parts], tables)
        case Or(parts):
            return _any([_part(part, tables) for part in parts], tables)


def _phrase(column: str, stems: Iterable[str]) -> str:
    # A stem has letters and digits only; the doubling is for keywords that were never a word.
    quoted = " ".join(stems).replace('"', '""')
    return f'{column} : "{quoted}"'


def _negated(part: _Part, tables: Tables) -> _Part:
    if isinstance(part, _Match):
        return _NoMatch(part.expression)
    if isinstance(part, _NoMatch):
        return _Match(part.expression)
    return Condition(f"NOT ({part.sql})", part.parameters)


def _all(parts: list[_Part], tables: Tables) -> _Part:
    wanted = [part.expression for part in parts if isinstance(part, _Match)]
    unwanted = [part.expression for part in parts if isinstance(part, _NoMatch)]
    joined: list[_Part] = [part for part in parts if isinstance(part, Condition)]
    if wanted:
        expression = f"({' AND '.join(wanted)})"
        if unwanted:
            expression = f"({expression} NOT ({' OR '.join(unwanted)}))"
        joined.insert(0, _Match(expression))
    elif unwanted:
        joined.insert(0, _NoMatch(f"({' OR '.join(unwanted)})"))
    return joined[0] if len(joined) == 1 else _combined(" AND ", joined, tables)


def _any(parts: list[_Part], tables: Tables) -> _Part:
    wanted = [part.expression for part in parts if isinstance(part, _Match)]
    joined: list[_Part] = [part for part in parts if not isinstance(part, _Match)]
    if wanted:
        joined.insert(0, _Match(f"({' OR '.join(wanted)})"))
    return joined[0] if len(joined) == 1 else _combined(" OR ", joined, tables)


def _combined(operator: str, parts: list[_Part], tables: Tables) -> Condition:
    conditions = [_as_sql(part, tables) for part in parts]
    return Condition(
        "(" + operator.join(one.sql for one in conditions) + ")",
        tuple(value for one in conditions for value in one.parameters),
    )


def _as_sql(part: _Part, tables: Tables) -> Condition:
    if isinstance(part, Condition):
        return part
    negation = "NOT " if isinstance(part, _NoMatch) else ""
    return Condition(
        f"d.document {negation}IN (SELECT rowid FROM {tables.text} WHERE {tables.text} MATCH ?)",
        (part.expression,),
    )
