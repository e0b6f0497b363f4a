"""The index in Elasticsearch: one index per kind and month, read under one alias.

`mappings` has the fields, `conditions` makes a condition of a query, `writing` and `reading` use
both, `reindexing` moves all to new mappings. What does not belong here: what of a document is
searched, which is the same in every store.
"""

from search.index.elastic.connection import wait_for_elasticsearch
from search.index.elastic.elastic import ElasticIndex, RefusedDocuments, open_index, unchecked
from search.index.elastic.errors import ElasticAway, ElasticRefused, NotPrepared
from search.index.elastic.names import Names

__all__ = [
    "ElasticAway",
    "ElasticIndex",
    "ElasticRefused",
    "Names",
    "NotPrepared",
    "RefusedDocuments",
    "open_index",
    "unchecked",
    "wait_for_elasticsearch",
]
