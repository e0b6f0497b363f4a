"""What is taken down, and old months.

Documents are never deleted one by one: Elasticsearch forgets the version of a deleted document
after a minute, and an older one that comes late would bring the words back. They are overwritten by
their version alone, and some time later the segments that held the words are merged anew.
"""

from datetime import datetime

from search.index.elastic import revisions
from search.index.elastic.bulk import Bulk, Write
from search.index.elastic.conditions import condition
from search.index.elastic.connection import Connection
from search.index.elastic.errors import ElasticAway
from search.index.elastic.months import Months
from search.index.elastic.names import COLLECTIONS, Names
from search.index.elastic.reading import sources
from search.index.elastic.stored import tombstone
from search.index.protocol import KINDS
from search.query import EVERYTHING, Keyword
from wire.ids import month

TRIES = 5
ENOUGH_SECONDS = 60.0


def erase(connection: Connection, names: Names, bulk: Bulk, article_id: str) -> int:
    """Forget an article, its statements and the shifts that quote it; how many had a text."""
    with connection.asking() as client:
        # First: what is written from now on is refused.
        client.index(index=names.takedowns, id=article_id, document={})
    forgotten = 0
    for _ in range(TRIES):
        found = _citing(connection, names, article_id)
        bulk.write(found)
        if not found:
            break
        forgotten += len(found)
    else:
        raise ElasticAway(f"documents that cite {article_id} are written again and again")
    revisions.forget(connection, names, [article_id])
    if forgotten:
        with connection.asking() as client:
            client.indices.flush(index=_all(names), ignore_unavailable=True)
    return forgotten


def expunge(connection: Connection, names: Names) -> None:
    """Let the server drop from its files what was overwritten; it does so in the background.

    For half a minute after a takedown nothing comes of it: so long Elasticsearch keeps what was
    replaced, for copies of the index that may have missed it (`retention_lease`).
    """
    with connection.asking() as client:
        client.indices.forcemerge(
            index=_all(names),
            only_expunge_deletes=True,
            wait_for_completion=False,
            ignore_unavailable=True,
        )


def prune(connection: Connection, names: Names, months: Months, before: datetime) -> int:
    """Remove the indices of the months before the one of `before`; how many documents had a text.

    What was taken down stays taken down.
    """
    old = list(months.before(month(before), COLLECTIONS))
    if not old:
        return 0
    first = month(before)
    with connection.asking() as client:
        client.indices.refresh(index=old)
    pruned = 0
    for kind in KINDS:
        for index in months.before(first, [kind]):
            pruned += count_in(connection, index)
    months.remove(old)
    return pruned


def count_in(connection: Connection, index: str) -> int:
    """How many documents of an index have a text."""
    with connection.asking() as client:
        return int(client.count(index=index, query=condition(EVERYTHING))["count"])


def _citing(connection: Connection, names: Names, article_id: str) -> list[Write]:
    query = condition(Keyword("article", article_id))
    found = []
    for kind in KINDS:
        with connection.asking() as client:
            client.indices.refresh(index=names.all_of(kind), ignore_unavailable=True)
        every = names.all_of(kind)
        for each in sources(connection, every, query, ["id", "version"], ENOUGH_SECONDS):
            identifier, version = each["id"], each["version"]
            made = tombstone(identifier, version)
            found.append(Write(names.of(kind, identifier), identifier, version, made))
    return found


def _all(names: Names) -> list[str]:
    return [names.all_of(collection) for collection in COLLECTIONS]
