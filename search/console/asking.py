"""What a request asks for: words, filters, place in the list, as a query of the one language."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from search.index import Kind
from search.query import (
    EVERYTHING,
    FIELDS,
    LEAST,
    And,
    Field,
    Query,
    QueryError,
    parse,
    sure_enough,
)
from search.query.values import field_query

PAGE = 20
MOST = 100
"""Documents on one page, as given and at most."""

MAX_FILTERS = 40
"""Filters of one request; the form has a dozen."""


class BadNumber(ValueError):
    """A number in the address is none, or out of its bounds."""


@dataclass(frozen=True)
class Asked:
    """`filters` are fields of the query language with their values, as in the address."""

    kind: Kind
    text: str
    filters: tuple[tuple[str, str], ...]
    query: Query
    cursor: str | None = None
    limit: int = PAGE

    @property
    def shown(self) -> Query:
        """What a list for people shows of it: shifts that are sure enough, if nothing is said."""
        return sure_enough(self.query, self.kind)

    @property
    def as_shown(self) -> str:
        """The query of an address, for a program, that finds what the list shows."""
        least = [] if self.shown is self.query else [("confidence", f"{LEAST:g}")]
        return urlencode([*self._pairs(), *least])

    @property
    def of_any_confidence(self) -> str:
        """The query of an address that leaves no shift out, however unsure."""
        return urlencode([*self._pairs(), ("confidence", "0")])

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for at all."""
        return bool(self.text or self.filters)

    def chosen(self, name: str) -> str:
        """The first value of a filter, or nothing."""
        return next((value for field, value in self.filters if field == name), "")

    def address(self, *, cursor: str | None = None) -> str:
        """The same question as the query of an address, without the place in the list."""
        return urlencode([*self._pairs(), *([("cursor", cursor)] if cursor else [])])

    def toggled(self, name: str, value: str) -> str:
        """The query of an address with this filter added, or taken away where it is there."""
        pairs = self._pairs()
        pair = (name, value)
        return urlencode([one for one in pairs if one != pair] if pair in pairs else [*pairs, pair])

    def between(self, after: str, before: str) -> str:
        """The query of an address for the days from `after` until before `before`."""
        pairs = [one for one in self._pairs() if one[0] not in ("after", "before")]
        return urlencode([*pairs, ("after", after), ("before", before)])

    def _pairs(self) -> list[tuple[str, str]]:
        words = [("q", self.text)] if self.text else []
        return [*words, *self.filters]


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields that documents of a kind can be filtered by."""
    return tuple(field for field in FIELDS if kind in field.kinds)


def asked(parameters: QueryParams, kind: Kind, party_name: Callable[[str], str] = str) -> Asked:
    """The question in an address. Raises QueryError, BadNumber."""
    text = parameters.get("q", "").strip()
    fields = {field.name: field for field in fields_of(kind)}
    filters = tuple(
        dict.fromkeys(
            (name, value.strip())
            for name, value in parameters.multi_items()
            if name in fields and value.strip()
        )
    )
    if len(filters) > MAX_FILTERS:
        raise QueryError(f"more than {MAX_FILTERS} filters", "", 0, "take some away")
    parts = [] if not text else [parse(text, kind, party_name)]
    parts += [_filter(fields[name], value, party_name) for name, value in filters]
    parts = [part for part in parts if part != EVERYTHING]
    query = EVERYTHING if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))
    return Asked(
        kind=kind,
        text=text,
        filters=filters,
        query=query,
        cursor=parameters.get("cursor") or None,
        limit=number(parameters, "limit", PAGE, MOST),
    )


def number(parameters: QueryParams, name: str, default: int, most: int) -> int:
    """A whole number from 1 to `most`. Raises BadNumber."""
    given = parameters.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= most):
        raise BadNumber(f"{name} must be a whole number from 1 to {most}")
    return int(given)


def _filter(field: Field, value: str, party_name: Callable[[str], str]) -> Query:
    if len(value) > 500:
        raise QueryError(f"{field.name} is too long", value[:80], 0)
    if field.name in ("party", "counterparty"):
        value = party_name(value)
    return field_query(field, value, value, 0)
