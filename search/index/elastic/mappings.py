"""Mappings and templates: what Elasticsearch is told of our documents, strictly.

The tokens are ours: texts come as stems with blanks between them, and the whitespace analyser takes
them as they are (see `search.text`). The document itself is only kept, never looked into.
"""

from typing import Any

from search.index.documents import FACETS
from search.index.elastic.names import COLLECTIONS, Names
from search.index.protocol import KINDS
from search.text import NORMALISER

MAPPINGS = 1
"""Goes up with every change below: an index with another number is moved by `indices reindex`."""

LONGEST_KEYWORD = 8_000
"""Code points; Lucene takes terms of up to 32,766 bytes, and a code point has four at most."""

META = {"mappings": MAPPINGS, "normaliser": NORMALISER}
"""What an index is made by; with other numbers its words or fields are not those of today."""

_STEMS = {"type": "text", "analyzer": "whitespace"}
_KEYWORD = {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
_KEPT = {"type": "object", "enabled": False}

COMMON: dict[str, Any] = {
    "id": {"type": "keyword"},
    "version": {"type": "long"},
    "removed": {"type": "boolean"},
    "digest": {"type": "keyword", "index": False, "doc_values": False},
    "body": _KEPT,
}
"""Fields of every document. `digest` tells whether the same comes again."""

DOCUMENT: dict[str, Any] = {
    **COMMON,
    # Microseconds since 1970: exact, before 1970 as well.
    "at": {"type": "long"},
    "day": {"type": "integer"},
    "words": _STEMS,
    "speaker": _STEMS,
    "outlet": _STEMS,
    "keywords": _KEYWORD,
    "facets": {
        "dynamic": "strict",
        "properties": dict.fromkeys(FACETS, _KEYWORD),
    },
}


def mappings(collection: str) -> dict[str, Any]:
    """The mappings of a collection's indices."""
    fields = COMMON if collection == "revision" else DOCUMENT
    return {"dynamic": "strict", "_meta": META, "properties": fields}


def settings(replication: int) -> dict[str, Any]:
    """The settings of every index; `replication` counts all copies."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": replication - 1,
        # A takedown lets the words go for good, also from a segment with one deleted document.
        "merge.policy.expunge_deletes_allowed": 0,
    }


def component_templates(names: Names, replication: int) -> dict[str, dict[str, Any]]:
    """The parts of which the templates are composed, by name."""
    return {
        names.template("settings"): {"template": {"settings": {"index": settings(replication)}}},
        names.template("document"): {"template": {"mappings": mappings("article")}},
        names.template("revision"): {"template": {"mappings": mappings("revision")}},
    }


def index_templates(names: Names) -> dict[str, dict[str, Any]]:
    """The templates of all indices, by name. They give no alias: a new generation has none yet."""
    revisions = names.pattern(["revision"])
    return {
        names.template("documents"): {
            "index_patterns": names.pattern(KINDS),
            "composed_of": [names.template("settings"), names.template("document")],
            "priority": 500,
            "_meta": META,
        },
        names.template("revisions"): {
            "index_patterns": revisions,
            "composed_of": [names.template("settings"), names.template("revision")],
            "priority": 500,
            "_meta": META,
        },
    }


def takedowns(replication: int) -> dict[str, Any]:
    """The index of the articles that were taken down: a document's id is the article's."""
    return {
        "settings": {"index": settings(replication)},
        "mappings": {"dynamic": "strict", "_meta": META, "properties": {"at": {"type": "date"}}},
    }


assert set(COLLECTIONS) == {*KINDS, "revision"}
