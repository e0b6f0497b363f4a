"""The store of the core in the local shell: an article and its statements in, changes out."""

import dataclasses
import sqlite3
from collections.abc import Iterable
from datetime import datetime

import msgspec

from processors.articles import (
    Revision,
    article_rows,
    statement_rows,
    version_after,
)
from processors.local import revisions, timelines
from processors.local.changes import Changes
from processors.local.remembered import Remembered
from processors.shifts import facts_standing, fold, without_words
from processors.shifts.difference import VERDICT
from runtime.clock import Clock
from runtime.stamps import stamp
from wire import Article, Shift, Statement
from wire.ids import month
from wire.verdict import Verdict


class Sets:
    """The sets of revisions and facts, and the views of them.

    Every method works inside the caller's transaction `tx`, so that an article's effects are
    stored all or not at all. The end state depends on what was put, never on order or repetition;
    only versions of shifts and the history tell how it came about.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._remembered = Remembered()

    def put(
        self, tx: sqlite3.Connection, article: Article, statements: Iterable[Statement]
    ) -> Changes:
        """Add a revision of an article with the statements read from it.

        Gives what changed: nothing for a repetition, for an older revision than the newest known,
        or for an article that was taken down.
        """
        if self.is_taken_down(tx, article.id):
            return Changes()
        before = revisions.current(tx, article.id)
        revisions.add(tx, Revision(article, tuple(statements)))
        return self._changes(tx, article.id, before, revisions.known_of(tx, article.id))

    def has(self, connection: sqlite3.Connection, article: Article) -> bool:
        """Whether this revision was put already, or its article was taken down."""
        return revisions.has(connection, article) or self.is_taken_down(connection, article.id)

    def is_taken_down(self, connection: sqlite3.Connection, article_id: str) -> bool:
        """Whether an article is kept out for good."""
        found = connection.execute("SELECT 1 FROM takedowns WHERE article_id = ?", (article_id,))
        return found.fetchone() is not None

    def statements(self, connection: sqlite3.Connection, article_id: str) -> tuple[Statement, ...]:
        """What was read from an article's newest revision; nothing for an unknown article."""
        revision = revisions.current(connection, article_id)
        return revision.statements if revision else ()

    def takedown(self, tx: sqlite3.Connection, article_id: str) -> Changes:
        """Erase an article, all that was read from it, and keep it from coming back.

        Gives the removals, and the shifts that change because their evidence is gone. Unknown
        articles are kept out as well.
        """
        tx.execute(
            "INSERT OR IGNORE INTO takedowns VALUES (?, ?)",
            (article_id, stamp(self._clock.now())),
        )
        before = revisions.current(tx, article_id)
        revisions.forget(tx, article_id)
        changes = self._changes(tx, article_id, before, [])
        return dataclasses.replace(
            changes,
            facts=tuple(
                msgspec.structs.replace(fact, quote="", title="") for fact in changes.facts
            ),
            shifts=tuple(
                without_words(shift) if shift.removed else shift for shift in changes.shifts
            ),
        )

    def judge(self, tx: sqlite3.Connection, verdict: Verdict) -> tuple[Shift, ...]:
        """Let a reader's verdict count: it retracts or confirms the shift, as one more fact.

        Gives the rows that changed: nothing for a repetition or an older version of the verdict.
        Verdict and evidence may come in any order.
        """
        if not timelines.keep_verdict(tx, verdict):
            return ()
        return timelines.renew(
            tx,
            self._remembered,
            (verdict.party, verdict.issue),
            now=self._clock.now(),
            article_id=None,
            horizon=self._horizon(tx),
            because=VERDICT,
        )

    def prune(self, tx: sqlite3.Connection, before: datetime) -> int:
        """Forget articles, facts and shifts older than `before`; gives the number of articles.

        Each timeline keeps its last position towards each counterparty. What falls out is no
        change of anybody's position: no removal is given. Articles and shifts go by the month that
        their id begins with, as in the index, which so forgets the very same ones.
        """
        moment = stamp(before)
        tx.execute(
            "INSERT INTO horizon VALUES (1, ?)"
            " ON CONFLICT DO UPDATE SET before = max(before, excluded.before)",
            (moment,),
        )
        keys = tx.execute(
            "SELECT DISTINCT party, issue FROM position_facts WHERE at < ?", (moment,)
        ).fetchall()
        for key in keys:
            facts = self._remembered.facts(tx, key)
            tx.execute("DELETE FROM position_facts WHERE party = ? AND issue = ?", key)
            timelines.write_facts(tx, fold(facts, before))
        first = month(before)
        tx.execute("DELETE FROM timeline_shifts WHERE id < ?", (first,))
        old = [
            article_id
            for (article_id,) in tx.execute(
                "SELECT DISTINCT article_id FROM revisions WHERE article_id < ?", (first,)
            )
        ]
        for article_id in old:
            revisions.forget(tx, article_id)
        return len(old)

    def _changes(
        self,
        tx: sqlite3.Connection,
        article_id: str,
        before: Revision | None,
        known: list[Revision],
    ) -> Changes:
        after = known[-1] if known else None
        rows, touched = timelines.replace_facts(
            tx, self._remembered, article_id, facts_standing(known), version_after(before, after)
        )
        now, horizon = self._clock.now(), self._horizon(tx)
        shifts = [
            shift
            for key in sorted(touched)
            for shift in timelines.renew(
                tx, self._remembered, key, now=now, article_id=article_id, horizon=horizon
            )
        ]
        return Changes(
            articles=article_rows(before, after),
            statements=statement_rows(before, after),
            facts=tuple(rows),
            shifts=tuple(shifts),
        )

    def _horizon(self, tx: sqlite3.Connection) -> datetime | None:
        row = tx.execute("SELECT before FROM horizon").fetchone()
        return datetime.fromisoformat(row[0]) if row else None
