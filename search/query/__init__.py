"""The one query language: of the command line, the console and the watches.

`parse` gives a tree of frozen values; what a store makes of the tree is the store's affair.
What does not belong here: SQL, Elasticsearch, reading of documents.
"""

from search.query.confidence import LEAST, left_out, sure_enough
from search.query.errors import QueryError
from search.query.fields import FIELDS, Field, field_table
from search.query.parser import parse
from search.query.tree import (
    EVERYTHING,
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
    phrases,
)

__all__ = [
    "EVERYTHING",
    "FIELDS",
    "LEAST",
    "After",
    "And",
    "Before",
    "Everything",
    "Field",
    "Keyword",
    "Mention",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "Stance",
    "Words",
    "field_table",
    "left_out",
    "parse",
    "phrases",
    "sure_enough",
]
