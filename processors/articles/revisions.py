"""Revisions of one article, decided from content hash and fetch time, never from arrival."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

import msgspec

from wire import Article


def ranked(revisions: Iterable[Article]) -> list[Article]:
    """The revisions in order, each with its `version` from 1.

    They are sorted by (fetched_at, content hash); a fetch that brought the same content as the one
    before it is no revision. The first fetch of a content stands for it, so that a later, equal
    fetch changes nothing. All revisions share the earliest `first_seen_at`.
    Raises `ValueError` when the revisions are of several articles.
    """
    known = sorted(revisions, key=_order)
    if not known:
        return []
    if len({revision.id for revision in known}) > 1:
        raise ValueError("revisions of several articles cannot be ranked together")
    first_seen = min(revision.first_seen_at for revision in known)
    distinct = [next(run) for _, run in groupby(known, key=lambda revision: revision.content_hash)]
    return [
        msgspec.structs.replace(revision, version=rank, first_seen_at=first_seen)
        for rank, revision in enumerate(distinct, start=1)
    ]


def newest(revisions: Iterable[Article]) -> Article | None:
    """The revision that is true now, with its version; None where there is no revision."""
    known = ranked(revisions)
    return known[-1] if known else None


def _order(revision: Article) -> tuple[datetime, str, bytes]:
    """Equal hash and time can still differ in marks of the fetch: the value breaks the tie."""
    return revision.fetched_at, revision.content_hash, msgspec.json.encode(revision)
