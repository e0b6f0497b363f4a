"""Pages of hits, in one moment of the file.

Names of tables are constants of `schema`; every value is a bound parameter.
"""

# ruff: noqa: S608

import sqlite3
from collections.abc import Sequence

from search.index.cursors import ByDate, ByRelevance, encoded, place_of, skipped
from search.index.documents import TYPES
from search.index.hits import hit_of
from search.index.local.conditions import Condition, condition, rows, words_expression
from search.index.local.limits import Check
from search.index.local.schema import TABLES, Tables
from search.index.protocol import MAX_LIMIT, MAX_TOTAL, Document, Kind, Order, Page
from search.query import Query, phrases
from wire.codec import decode

MANY = 1_000
"""From so many hits on, a walk along the dates finds the newest sooner than looking all of them up.

SQLite cannot know how many there are; they have just been counted.
"""

_Row = tuple[int, int, str]
"""The document's row, its time in microseconds, its id."""


def page(
    connection: sqlite3.Connection,
    kind: Kind,
    query: Query,
    *,
    limit: int,
    after: str | None,
    order: Order,
    check: Check,
) -> Page:
    """One page of the documents that match."""
    tables = TABLES[kind]
    limit = max(1, min(limit, MAX_LIMIT))
    matching = condition(query, tables)
    counted = _count(connection, rows(query, tables))
    wanted = phrases(query)
    if order == "relevance" and wanted:
        skip = skipped(after)
        found = _by_relevance(connection, tables, matching, wanted, limit=limit + 1, skip=skip)
        following = encoded(ByRelevance(skip + limit))
    else:
        cursor, many = place_of(after), counted > MANY
        found = _by_date(connection, tables, matching, limit=limit + 1, cursor=cursor, many=many)
        following = encoded(ByDate(*found[limit - 1][1:])) if len(found) > limit else ""
    hits = []
    for row in found[:limit]:
        check()
        hits.append(hit_of(kind, _document(connection, kind, row[0]), wanted))
    return Page(
        hits=tuple(hits),
        next=following if len(found) > limit else None,
        total=min(counted, MAX_TOTAL),
        exact=counted <= MAX_TOTAL,
    )


def kept(connection: sqlite3.Connection, kind: Kind, identifier: str) -> Document | None:
    """The document, or None where there is none or it was removed."""
    found = connection.execute(
        f"SELECT body FROM {TABLES[kind].documents} WHERE id = ?", (identifier,)
    ).fetchone()
    return None if found is None else decode(found[0], TYPES[kind])


def newest(connection: sqlite3.Connection, kind: Kind, query: Query, limit: int) -> list[Document]:
    """The newest documents that match, newest first."""
    tables = TABLES[kind]
    many = _count(connection, rows(query, tables)) > MANY
    found = _by_date(connection, tables, condition(query, tables), limit=limit, many=many)
    return [_document(connection, kind, row[0]) for row in found]


def _count(connection: sqlite3.Connection, matching: Condition) -> int:
    (count,) = connection.execute(
        f"SELECT count(*) FROM ({matching.sql} LIMIT ?)",
        (*matching.parameters, MAX_TOTAL + 1),
    ).fetchone()
    return int(count)


def _by_date(
    connection: sqlite3.Connection,
    tables: Tables,
    matching: Condition,
    *,
    limit: int,
    cursor: ByDate | None = None,
    many: bool = False,
) -> list[_Row]:
    along = f"INDEXED BY {tables.by_date}" if many else ""
    place, parameters = "", matching.parameters
    if cursor is not None:
        place = "AND d.at <= ? AND (d.at < ? OR d.id > ?)"
        parameters = (*parameters, cursor.at, cursor.at, cursor.id)
    return connection.execute(
        f"SELECT d.document, d.at, d.id FROM {tables.documents} d {along}"
        f" WHERE {matching.sql} {place} ORDER BY d.at DESC, d.id LIMIT ?",
        (*parameters, limit),
    ).fetchall()


def _by_relevance(
    connection: sqlite3.Connection,
    tables: Tables,
    matching: Condition,
    wanted: Sequence[tuple[str, ...]],
    *,
    limit: int,
    skip: int,
) -> list[_Row]:
    """Best first by BM25 over the words, which FTS5 gives as a number that is lower when better."""
    return connection.execute(
        f"WITH scores AS MATERIALIZED (SELECT rowid AS document, bm25({tables.text}) AS score"
        f" FROM {tables.text} WHERE {tables.text} MATCH ?)"
        f" SELECT d.document, d.at, d.id FROM {tables.documents} d"
        f" LEFT JOIN scores USING (document) WHERE {matching.sql}"
        " ORDER BY coalesce(score, 0), d.at DESC, d.id LIMIT ? OFFSET ?",
        (words_expression(wanted), *matching.parameters, limit, skip),
    ).fetchall()


def _document(connection: sqlite3.Connection, kind: Kind, row: int) -> Document:
    (body,) = connection.execute(
        f"SELECT body FROM {TABLES[kind].documents} WHERE document = ?", (row,)
    ).fetchone()
    return decode(body, TYPES[kind])
