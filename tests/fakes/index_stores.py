"""A SQLite index with its file, as the contract's `Store`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from runtime.sqlite import Database, Migration
from search.index import MIGRATIONS, Applied, SqliteIndex
from wire import Article, Shift, Statement


class SqliteStore:
    def __init__(self, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.database = Database.open(path, migrations)
        self.index = SqliteIndex(self.database)

    def apply(
        self,
        articles: Sequence[Article] = (),
        statements: Sequence[Statement] = (),
        shifts: Sequence[Shift] = (),
    ) -> Applied:
        with self.database.write() as tx:
            return self.index.apply(tx, articles, statements, shifts)

    def keep_revision(self, article: Article, statements: Sequence[Statement]) -> None:
        with self.database.write() as tx:
            self.index.keep_revision(tx, article, statements)

    def erase(self, article_id: str) -> int:
        with self.database.write(erasing=True) as tx:
            return self.index.erase(tx, article_id)

    def prune(self, before: datetime) -> int:
        with self.database.write() as tx:
            return self.index.prune(tx, before)
