"""A reading: what is held of an article since one of its revisions was read."""

import msgspec

from wire.article import Article
from wire.statement import Statement


class LateRevision(msgspec.Struct, frozen=True, kw_only=True):
    """A revision that was read though another one is the newest, with all its statements."""

    article: Article
    statements: tuple[Statement, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The settled state of one article, as far as a revision of it or its takedown changed it.

    `id` and `version` are those of `article`, the newest revision with its number; a taken-down
    article has no words and is `removed`. `statements` are rows of the newest revision that are new
    or changed, and those that went (`removed`): idempotent upserts, highest version wins. `late` is
    what was read where that was not the newest revision.
    """

    id: str
    version: int
    removed: bool = False
    article: Article
    statements: tuple[Statement, ...] = ()
    late: LateRevision | None = None
    schema: int = 1


def read_in(reading: Reading) -> tuple[Article, tuple[Statement, ...]]:
    """The revision whose reading brought the message about, and all that was read from it.

    Statements carry their revision's number, so a newest revision that was just read has all of
    its own among the changed ones.
    """
    if reading.late is not None:
        return reading.late.article, reading.late.statements
    standing = tuple(each for each in reading.statements if not each.removed)
    return reading.article, standing
