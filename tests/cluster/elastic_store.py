"""An index in Elasticsearch as the contract's `Store`: what it applied is found at once."""

from collections.abc import Sequence
from datetime import datetime

from parley.cluster.cleaning import remove_indices
from runtime.settings import Settings
from search.index import Applied
from search.index.elastic import ElasticIndex, administration, open_index, unchecked
from search.index.elastic.months import Months
from search.index.elastic.names import COLLECTIONS
from wire import Article, Shift, Statement


class ElasticStore:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        with_nothing_made = unchecked(settings)
        administration.apply(with_nothing_made.connection, with_nothing_made.names, 1)
        with_nothing_made.close()
        self.index: ElasticIndex = open_index(settings)

    def apply(
        self,
        articles: Sequence[Article] = (),
        statements: Sequence[Statement] = (),
        shifts: Sequence[Shift] = (),
    ) -> Applied:
        applied = self.index.apply(None, articles, statements, shifts)
        self.index.refresh()
        return applied

    def keep_revision(self, article: Article, statements: Sequence[Statement]) -> None:
        self.index.keep_revision(None, article, statements)

    def erase(self, article_id: str) -> int:
        erased = self.index.erase(None, article_id)
        self.index.refresh()
        return erased

    def prune(self, before: datetime) -> int:
        return self.index.prune(None, before)

    def clear(self) -> None:
        """Let nothing be there but templates."""
        connection, names = self.index.connection, self.index.names
        months = Months(connection, names)
        months.remove([index for each in COLLECTIONS for index in months.indices(each)])
        with connection.asking() as client:
            client.indices.refresh(index=names.takedowns)
            for hit in client.search(index=names.takedowns, size=1_000)["hits"]["hits"]:
                client.delete(index=names.takedowns, id=hit["_id"])
        self.index = ElasticIndex(connection, names)

    def remove(self) -> None:
        """Take everything away from the server."""
        self.index.close()
        remove_indices(self.settings)
