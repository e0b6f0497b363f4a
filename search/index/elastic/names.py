"""Names of indices and aliases: one index per kind and month, read together under one alias.

A month's index is known by its alias (`parley-articles-2026-11`), which is written to; behind it
stands one generation (`parley-articles-2026-11-1`), so that a new one can take its place in one
step. All months of a kind are read by another alias (`parley-articles`).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from search.index.protocol import KINDS
from wire.alert import Subject
from wire.ids import month_of

Collection = Literal["article", "statement", "shift", "revision"]
"""What has indices by month: the kinds of documents, and the texts that articles have had."""

COLLECTIONS: tuple[Collection, ...] = (*KINDS, "revision")

LONGEST_ID = 512
"""Bytes of an id that Elasticsearch takes."""

_MONTH = re.compile(r"\d{4}-\d{2}")
_PREFIX = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_GENERATION = re.compile(r"-(\d+)$")


class NoMonth(ValueError):
    """An id that is none of ours: it has no index."""


@dataclass(frozen=True)
class Names:
    """All names of one installation, which begin with its prefix."""

    prefix: str

    def __post_init__(self) -> None:
        """Raises `ValueError` for a prefix that no index can have."""
        if not _PREFIX.fullmatch(self.prefix):
            raise ValueError(
                f"the prefix {self.prefix!r} can't begin an index's name: "
                "small letters, digits, dashes, dots, underscores"
            )

    def all_of(self, collection: Collection) -> str:
        """The alias under which all months are read."""
        return f"{self.prefix}-{collection}s"

    def of_month(self, collection: Collection, month: str) -> str:
        """The alias of one month, under which it is written."""
        return f"{self.all_of(collection)}-{month}"

    def of(self, collection: Collection, identifier: str) -> str:
        """The alias of the month that an id begins with. Raises `NoMonth`."""
        if not self.has_index(identifier):
            raise NoMonth(f"{identifier[:40]!r} is no id that begins with a month")
        return self.of_month(collection, month_of(identifier))

    def has_index(self, identifier: str) -> bool:
        """Whether an id begins with a month, as all ids of ours do, and is no longer than ids are.

        One that is longer would make Elasticsearch refuse all that is written with it.
        """
        fits = len(identifier.encode("utf-8", "replace")) <= LONGEST_ID
        return fits and _MONTH.fullmatch(month_of(identifier)) is not None

    def pattern(self, collections: Iterable[Collection]) -> list[str]:
        """What the names of these collections' indices match."""
        return [f"{self.all_of(each)}-*" for each in collections]

    @property
    def takedowns(self) -> str:
        """The index of the articles that were taken down; it has no months and is never pruned."""
        return f"{self.prefix}-takedowns"

    def template(self, what: str) -> str:
        """The name of a template."""
        return f"{self.prefix}-{what}"

    def month_in(self, collection: Collection, index: str) -> str | None:
        """The month in an index's name; None where it is no index of this collection."""
        rest = index.removeprefix(f"{self.all_of(collection)}-")
        month = _GENERATION.sub("", rest)
        ours = rest not in (index, month) and _MONTH.fullmatch(month)
        return month if ours else None


def generation(alias: str, number: int) -> str:
    """The index that is the n-th generation behind a month's alias, counted from 1."""
    return f"{alias}-{number}"


def generation_of(index: str) -> int:
    """Which generation an index is."""
    found = _GENERATION.search(index)
    assert found is not None, index
    return int(found.group(1))


def kind_of_collection(collection: Collection) -> Subject | None:
    """The kind of documents that a collection has; None for texts of articles."""
    return None if collection == "revision" else collection
