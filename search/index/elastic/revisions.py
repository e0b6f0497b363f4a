"""The texts that an article has had: one document per article, in the month of its id.

It is read, changed and written back only if nobody has written it meanwhile, so two writers lose
nothing.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import msgspec
from elasticsearch import ConflictError, NotFoundError

from search.index.elastic.conditions import condition
from search.index.elastic.connection import Connection
from search.index.elastic.errors import ElasticAway
from search.index.elastic.lookups import looked_up
from search.index.elastic.months import Months
from search.index.elastic.names import Names, NoMonth
from search.index.elastic.reading import kept, sources
from search.index.elastic.stored import GONE, document_in
from search.index.protocol import MAX_REVISION_LENGTH, MAX_REVISIONS, Kind, Revision
from search.query import Keyword
from wire.article import Article
from wire.statement import Statement

TRIES = 20
ENOUGH_SECONDS = 60.0


class _Texts(msgspec.Struct, frozen=True):
    texts: tuple[Revision, ...] = ()


def keep(
    connection: Connection,
    names: Names,
    months: Months,
    article: Article,
    statements: Iterable[Statement],
) -> None:
    """Put a text beside the one that the index has of the article, which is kept as well.

    Nothing is written of an article that the index does not have, or has with the same text. In
    whatever order the texts come, the same ones are kept: the newest by the time of fetching.
    """
    current = kept(connection, names, "article", article.id)
    if not isinstance(current, Article) or current.content_hash == article.content_hash:
        return
    read = _statements_of(connection, names, article.id)
    texts = (Revision(current, read), Revision(article, tuple(statements)))
    months.prepare([names.of("revision", article.id)])
    for _ in range(TRIES):
        if _put(connection, names, article.id, texts):
            return
    raise ElasticAway(f"the texts of {article.id} were written by others again and again")


def edited(connection: Connection, names: Names, articles: Sequence[Article]) -> list[Article]:
    """Those of which the index has another text."""
    wanted: dict[tuple[Kind, str], str] = {
        ("article", each.id): names.of("article", each.id)
        for each in articles
        if names.has_index(each.id)
    }
    found = looked_up(connection, wanted, ["body.content_hash"])
    hashes = {place[1]: one.get("body", {}).get("content_hash") for place, one in found.items()}
    return [each for each in articles if hashes.get(each.id) not in (None, each.content_hash)]


def known(connection: Connection, names: Names, article_id: str) -> list[Revision]:
    """The texts by the time of fetching, oldest first; one that was fetched again stands once."""
    try:
        alias = names.of("revision", article_id)
    except NoMonth:
        return []
    found, _ = _read(connection, alias, article_id)
    return [list(same)[-1] for _, same in groupby(found, lambda one: one.article.content_hash)]


def forget(connection: Connection, names: Names, article_ids: Sequence[str]) -> None:
    """Forget all texts of these articles."""
    for article_id in filter(names.has_index, article_ids):
        alias = names.of("revision", article_id)
        for _ in range(TRIES):
            found, place = _read(connection, alias, article_id)
            if not found or _write(connection, alias, article_id, (), place):
                break


def merged(texts: Iterable[Revision]) -> tuple[Revision, ...]:
    """The texts that are kept of these, by the time of fetching; of two with one place the last."""
    by_place = {(one.article.fetched_at, one.article.content_hash): one for one in texts}
    return tuple(one for _, one in sorted(by_place.items(), key=lambda each: each[0]))[
        -MAX_REVISIONS:
    ]


def _put(connection: Connection, names: Names, article_id: str, texts: Iterable[Revision]) -> bool:
    alias = names.of("revision", article_id)
    found, place = _read(connection, alias, article_id)
    wanted = merged([*found, *(_cut(one) for one in texts)])
    return wanted == found or _write(connection, alias, article_id, wanted, place)


def _cut(revision: Revision) -> Revision:
    if len(revision.article.text) <= MAX_REVISION_LENGTH:
        return revision
    return Revision(msgspec.structs.replace(revision.article, text=""), (), cut=True)


def _read(
    connection: Connection, alias: str, article_id: str
) -> tuple[tuple[Revision, ...], dict[str, Any]]:
    """The texts, and what a write must say so that it is no other's that it replaces."""
    with connection.asking() as client:
        try:
            found = client.get(index=alias, id=article_id)
        except NotFoundError:
            return (), {"op_type": "create"}
    place = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
    texts = msgspec.convert(found["_source"].get("body", {}), _Texts)
    return texts.texts, place


def _write(
    connection: Connection,
    alias: str,
    article_id: str,
    texts: Sequence[Revision],
    place: dict[str, Any],
) -> bool:
    """Whether it was written: not when somebody else was faster."""
    document = {
        "id": article_id,
        "version": 0,
        "removed": not texts,
        "digest": GONE,
        "body": _Texts(tuple(texts)) if texts else {},
    }
    with connection.asking() as client:
        try:
            client.index(index=alias, id=article_id, document=document, require_alias=True, **place)
        except ConflictError:
            return False
    return True


def _statements_of(connection: Connection, names: Names, article_id: str) -> tuple[Statement, ...]:
    """What was read from an article, as of now: an edit is rare enough to wait for a refresh."""
    index = names.of("statement", article_id)
    query = condition(Keyword("article", article_id))
    with connection.asking() as client:
        client.indices.refresh(index=index, ignore_unavailable=True)
    found = sources(connection, index, query, ["body"], ENOUGH_SECONDS)
    read = (document_in("statement", each) for each in found)
    return tuple(each for each in read if isinstance(each, Statement))
