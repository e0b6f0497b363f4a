"""What is held of an article: views of the set of its revisions, and what a change of it gives."""

from collections.abc import Iterable, Sequence

import msgspec

from processors.articles.revisions import ranked
from wire import Article, Statement, event_time


class Revision(msgspec.Struct, frozen=True):
    """One revision with what was read from it."""

    article: Article
    statements: tuple[Statement, ...] = ()


def settled(revisions: Iterable[Revision]) -> list[Revision]:
    """The revisions of one article, oldest first, the statements of each with its version and time.

    A fetch that brought the text of the one before it is none. The last one is what is true now.
    """
    known = list(revisions)
    read = {(each.article.content_hash, each.article.fetched_at): each.statements for each in known}
    return [
        Revision(article, _dated(article, read[article.content_hash, article.fetched_at]))
        for article in ranked(each.article for each in known)
    ]


def _dated(article: Article, read: Sequence[Statement]) -> tuple[Statement, ...]:
    at = event_time(article)
    return tuple(
        msgspec.structs.replace(statement, version=article.version, at=at)
        for statement in sorted(read, key=lambda statement: statement.id)
    )


def article_rows(before: Revision | None, after: Revision | None) -> tuple[Article, ...]:
    """The article's own row where it changed; without an `after` it goes, and its words with it."""
    if after is not None:
        return () if before is not None and before.article == after.article else (after.article,)
    if before is None:
        return ()
    gone = before.article
    return (
        msgspec.structs.replace(
            gone, removed=True, version=gone.version + 1, title="", text="", signature=""
        ),
    )


def statement_rows(before: Revision | None, after: Revision | None) -> tuple[Statement, ...]:
    """The statements that went (removed), then those that are new or changed."""
    old = {statement.id: statement for statement in before.statements} if before else {}
    new = {statement.id: statement for statement in after.statements} if after else {}
    version = version_after(before, after)
    gone = [
        msgspec.structs.replace(old[identifier], removed=True, version=version)
        for identifier in sorted(old.keys() - new.keys())
    ]
    if after is None:
        gone = [msgspec.structs.replace(statement, text="", title=None) for statement in gone]
    return (*gone, *(new[i] for i in sorted(new) if old.get(i) != new[i]))


def version_after(before: Revision | None, after: Revision | None) -> int:
    """Version under which rows are removed: that of the revision that took them away."""
    if after is not None:
        return after.article.version
    return before.article.version + 1 if before else 1
