"""The tables. Bodies are the messages of `wire` as JSON; the FTS5 tables hold our own stems.

FTS5 keeps a copy of the stems, so that a row can be taken out exactly as it was put in even when
the normaliser has changed since. Its `ascii` tokenizer splits on blanks and leaves the rest to us:
letters outside ASCII are never split, and the characters of keywords are declared as token
characters (https://sqlite.org/fts5.html#ascii_tokenizer).
"""

from dataclasses import dataclass

from runtime.sqlite import Migration
from search.index.protocol import KINDS, Kind
from search.index.times import DAY


@dataclass(frozen=True)
class Tables:
    """Names of the tables of one kind."""

    documents: str
    by_date: str
    counting: str
    text: str


TABLES: dict[Kind, Tables] = {
    kind: Tables(
        documents=f"search_{kind}s",
        by_date=f"search_{kind}s_by_date",
        counting=f"search_{kind}s_counting",
        text=f"search_{kind}s_text",
    )
    for kind in KINDS
}

_PER_KIND = """
CREATE TABLE {documents} (
  document INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  facets TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE INDEX {by_date} ON {documents} (at DESC, id);
CREATE VIRTUAL TABLE {text} USING fts5 (
  words, speaker, outlet, keywords, tokenize = "ascii tokenchars ':_-|'"
);
"""

_COUNT_WHAT_IS_THERE = """
INSERT INTO search_counts
  SELECT '{kind}', '', '', count(*) FROM {documents} HAVING count(*) > 0;
INSERT INTO search_counts
  SELECT '{kind}', 'day', date((at - ((at % {day}) + {day}) % {day}) / 1000000, 'unixepoch'),
    count(*)
  FROM {documents} GROUP BY 3;
INSERT INTO search_counts
  SELECT '{kind}', field.key, item.value, count(*)
  FROM {documents}, json_each(facets) AS field, json_each(field.value) AS item
  GROUP BY field.key, item.value;
"""

_COUNTS = """
CREATE TABLE search_counts (
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (kind, field, value)
) WITHOUT ROWID;
CREATE INDEX search_counts_most ON search_counts (kind, field, n DESC, value);
"""
"""How often each value of each field stands in all documents; the field "" has how many there are,
the field "day" how many on each day. Kept in the transaction that writes the documents."""

_REVISIONS = """
CREATE TABLE search_revisions (
  article TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (article, fetched_at, content_hash)
) WITHOUT ROWID;
"""
"""The texts of articles that have had more than one; an article that was never edited has none."""

_SHARED = """
CREATE TABLE search_removed (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  erased INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE search_normaliser (number INTEGER NOT NULL);
"""

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "search",
        1,
        _SHARED
        + "".join(
            _PER_KIND.format(documents=tables.documents, by_date=tables.by_date, text=tables.text)
            for tables in TABLES.values()
        ),
    ),
    Migration(
        "search",
        2,
        _COUNTS
        + "".join(
            _COUNT_WHAT_IS_THERE.format(kind=kind, documents=tables.documents, day=DAY)
            for kind, tables in TABLES.items()
        )
        + _REVISIONS,
    ),
    Migration(
        "search",
        3,
        "".join(
            f"CREATE INDEX {tables.counting} ON {tables.documents} (at DESC, id, facets);"
            for tables in TABLES.values()
        ),
    ),
)
