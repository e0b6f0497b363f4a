"""A search that takes too long is broken off, so that no query can hold up the console."""

from collections.abc import Mapping, Sequence
from typing import Any

from elastic_transport import ConnectionTimeout

from search.index.elastic.connection import Connection
from search.index.protocol import SearchTimeout

GRACE_SECONDS = 2.0
"""Elasticsearch looks at its clock between two documents; the connection waits a little longer."""


def searched(
    connection: Connection,
    index: str | None,
    asked: Mapping[str, Any],
    fields: Sequence[str] | bool,
    seconds: float,
) -> Mapping[str, Any]:
    """The answer to a search, whole or not at all. Raises `SearchTimeout`.

    `index` None: the search says itself where (a point in time). Where there is no index yet
    nothing is found.
    """
    given: dict[str, Any] = {**asked, "timeout": f"{max(1, round(seconds * 1000))}ms"}
    given["_source"] = fields if isinstance(fields, bool) else list(fields)
    where: dict[str, Any] = {}
    if index is not None:
        where = {"index": index, "ignore_unavailable": True, "allow_no_indices": True}
    with connection.asking(seconds + GRACE_SECONDS) as client:
        try:
            answer = client.search(body=given, allow_partial_search_results=False, **where)
        except ConnectionTimeout as error:
            raise SearchTimeout(_said(seconds)) from error
    if answer["timed_out"]:
        raise SearchTimeout(_said(seconds))
    found: Mapping[str, Any] = answer.body
    return found


def _said(seconds: float) -> str:
    return f"the search took longer than {seconds:g} s: add a field or a date to narrow it"
