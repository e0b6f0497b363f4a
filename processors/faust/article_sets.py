"""The set of an article's revisions as one value of a table, and what a change of it tells."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from processors.articles import Revision, settled, statement_rows, version_after
from processors.shifts import facts_standing
from wire import Article, LateRevision, PositionFact, PositionFacts, Reading, Statement
from wire.vocabulary import Issue

FAST = 1
"""zlib's fastest level: texts shrink to less than half at a tenth of a millisecond."""


class ArticleSet(msgspec.Struct, frozen=True, kw_only=True):
    """Every revision that was read, or the mark that the article must never come back.

    Only one revision with the newest words has its text: the others are told apart by their hash,
    and their words are needed no more.
    """

    revisions: tuple[Revision, ...] = ()
    taken_down: bool = False
    schema: int = 1

    def has(self, article: Article) -> bool:
        """Whether this very revision (the same words, fetched at the same time) is in the set."""
        return any(_key(each.article) == _key(article) for each in self.revisions)


@dataclass(frozen=True)
class Told:
    """What the rest of the house must hear before the set may be written."""

    reading: Reading | None = None
    positions: tuple[PositionFacts, ...] = ()


EMPTY = ArticleSet()

_decoder = msgspec.json.Decoder(ArticleSet)


def packed(articles: ArticleSet) -> bytes:
    """The value as the table keeps it."""
    return zlib.compress(msgspec.json.encode(articles), FAST)


def unpacked(data: bytes | None) -> ArticleSet:
    """The set that a table's value holds; nothing is an empty set."""
    return EMPTY if data is None else _decoder.decode(zlib.decompress(data))


def put(
    held: ArticleSet, article: Article, statements: Sequence[Statement]
) -> tuple[ArticleSet, Told]:
    """Add a revision with the statements read from it, or read it anew."""
    before = _known(held.revisions)
    read = Revision(article, tuple(statements))
    others = [each for each in held.revisions if _key(each.article) != _key(article)]
    known = _known([*others, read])
    newest = known[-1]
    changed = ArticleSet(revisions=_with_one_text([*others, read], newest.article))
    positions = _moved(before, known, newest.article.version)
    if before and before[-1] == newest:
        # What it corrects can still be others' words: those of the revision before it.
        return changed, Told(None, positions)
    rows = statement_rows(before[-1] if before else None, newest)
    reading = Reading(
        id=article.id,
        version=newest.article.version,
        article=newest.article,
        statements=rows,
        late=_late(read, newest, rows),
    )
    return changed, Told(reading, positions)


def take_down(held: ArticleSet, notice: Article) -> tuple[ArticleSet, Told]:
    """Forget the article and keep it out for good; of an unknown one the notice itself is told."""
    if held.taken_down:
        return held, Told()
    before = _known(held.revisions)
    newest = before[-1] if before else None
    version = version_after(newest, None)
    gone = msgspec.structs.replace(
        newest.article if newest else notice,
        removed=True,
        version=version,
        title="",
        text="",
        signature="",
    )
    reading = Reading(
        id=gone.id,
        version=version,
        removed=True,
        article=gone,
        statements=statement_rows(newest, None),
    )
    return ArticleSet(taken_down=True), Told(reading, _moved(before, [], version))


def _key(article: Article) -> tuple[datetime, str]:
    return article.fetched_at, article.content_hash


def _known(revisions: Iterable[Revision]) -> list[Revision]:
    """The revisions, oldest first, with the text wherever some revision still has it."""
    given = list(revisions)
    texts = {each.article.content_hash: each.article.text for each in given if each.article.text}
    return settled(
        each
        if each.article.text
        else Revision(
            msgspec.structs.replace(each.article, text=texts.get(each.article.content_hash, "")),
            each.statements,
        )
        for each in given
    )


def _with_one_text(revisions: Iterable[Revision], newest: Article) -> tuple[Revision, ...]:
    return tuple(
        Revision(
            msgspec.structs.replace(
                each.article, text=newest.text if _key(each.article) == _key(newest) else ""
            ),
            each.statements,
        )
        for each in revisions
    )


def _late(read: Revision, newest: Revision, rows: Iterable[Statement]) -> LateRevision | None:
    """The revision that was read, unless the newest one and its changed rows tell all of it."""
    told = {each.id for each in rows if not each.removed}
    whole = told == {each.id for each in newest.statements}
    if whole and _key(read.article) == _key(newest.article):
        return None
    return LateRevision(article=read.article, statements=read.statements)


def _moved(
    before: Sequence[Revision], after: Sequence[Revision], version: int
) -> tuple[PositionFacts, ...]:
    """The facts of each timeline that the change touches, all that the article says there now."""
    old, new = _by_timeline(facts_standing(before)), _by_timeline(facts_standing(after))
    # What the newest revision came from: an article without one has nothing to tell.
    article_id = (after or before)[-1].article.id if (after or before) else ""
    return tuple(
        PositionFacts(
            id=article_id,
            version=version,
            removed=not after,
            party=party,
            issue=issue,
            facts=new.get((party, issue), ()),
        )
        for party, issue in sorted(old.keys() | new.keys())
        if old.get((party, issue)) != new.get((party, issue))
    )


def _by_timeline(
    facts: Iterable[PositionFact],
) -> dict[tuple[str, Issue], tuple[PositionFact, ...]]:
    found: dict[tuple[str, Issue], tuple[PositionFact, ...]] = {}
    for fact in facts:
        key = (fact.party, fact.issue)
        found[key] = (*found.get(key, ()), fact)
    return found
