"""The indices of the months: made when they are first written to, listed, forgotten."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from elasticsearch import BadRequestError

from search.index.elastic.connection import Connection
from search.index.elastic.errors import ElasticAway, NotPrepared
from search.index.elastic.mappings import META
from search.index.elastic.names import COLLECTIONS, Collection, Names, generation

ACTIVE_SECONDS = 30
TIMED_OUT = 408
EXISTS = "resource_already_exists_exception"
APPLY = "run `parley indices apply`"


class Months:
    """The indices behind the aliases of one installation. May be used from several threads."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._names = names
        self._known: set[str] = set()

    def prepare(self, aliases: Iterable[str]) -> None:
        """Make the index behind each alias where there is none. Raises `NotPrepared`."""
        for alias in sorted(set(aliases) - self._known):
            with self._connection.asking() as client:
                there = bool(client.indices.exists_alias(name=alias))
            if not there:
                self.make(generation(alias, 1), self.aliases(alias))
            self._known.add(alias)

    def forget(self, alias: str) -> None:
        """What was thought to be there is not: another process has pruned it."""
        self._known.discard(alias)

    def make(self, index: str, aliases: dict[str, Any]) -> None:
        """Make an index by its template; another process may have been first.

        It gets its aliases when it can be read: until then every search of all months would fail.
        """
        self._check(index)
        with self._connection.asking() as client:
            try:
                client.indices.create(index=index)
            except BadRequestError as error:
                if error.error != EXISTS:
                    raise
            health = client.options(ignore_status=TIMED_OUT).cluster.health(
                index=index, wait_for_active_shards="1", timeout=f"{ACTIVE_SECONDS}s"
            )
            if health["timed_out"]:
                raise ElasticAway(
                    f"Elasticsearch at {self._connection.address} has no room for {index} yet"
                )
            if aliases:
                client.indices.update_aliases(
                    actions=[
                        {"add": {"index": index, "alias": alias, **about}}
                        for alias, about in aliases.items()
                    ]
                )

    def aliases(self, alias: str) -> dict[str, Any]:
        """The aliases of the index behind a month's alias: the month, and all months together."""
        for collection in COLLECTIONS:
            every = self._names.all_of(collection)
            if alias.startswith(f"{every}-"):
                return {alias: {"is_write_index": True}, every: {}}
        raise ValueError(f"{alias} is no alias of this installation")

    def indices(self, collection: Collection) -> dict[str, list[str]]:
        """All indices of a collection with the aliases they stand behind, by name."""
        pattern = self._names.pattern([collection])
        with self._connection.asking() as client:
            found = client.indices.get_alias(index=pattern)
        return {
            index: sorted(about["aliases"])
            for index, about in sorted(found.items())
            if self._names.month_in(collection, index) is not None
        }

    def before(self, first: str, collections: Sequence[Collection]) -> Iterator[str]:
        """The indices of the months before this one ("2026-11")."""
        for collection in collections:
            for index in self.indices(collection):
                month = self._names.month_in(collection, index)
                if month is not None and month < first:
                    yield index

    def remove(self, indices: Sequence[str]) -> None:
        """Remove whole indices; those that are gone already are fine."""
        for index in indices:
            with self._connection.asking() as client:
                client.indices.delete(index=index, ignore_unavailable=True)
        self._known.clear()

    def _check(self, index: str) -> None:
        """An index that no template of ours meets would take anything in any form."""
        with self._connection.asking() as client:
            # Where no template meets the name the answer is empty.
            found = client.indices.simulate_index_template(name=index).get("template", {})
        made_by = found.get("mappings", {}).get("_meta")
        if made_by != META:
            raise NotPrepared(
                f"the templates of {self._names.prefix!r} at {self._connection.address} are not"
                f" those of this program: {APPLY}"
            )
