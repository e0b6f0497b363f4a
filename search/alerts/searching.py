"""What a watch looks for, as the search that finds the same documents."""

from collections.abc import Callable
from dataclasses import dataclass

from search.index.protocol import Document, Kind
from search.query import EVERYTHING, And, Keyword, Or, Query, parse, sure_enough
from search.query.tree import KeywordName
from search.text import key
from wire.shift import Shift
from wire.watch import ShiftRule, Watch

PartyName = Callable[[str], str]
"""From any name of a party to the one under which it is kept."""


NO_DOCUMENT = Keyword("article", "none")
"""What a watch on operations looks for among the news: no article has this id."""


@dataclass(frozen=True)
class Search:
    """A watch fires on exactly the documents of `kind` that `query` finds and `holds` lets pass.

    The exact least confidence of a rule is looked at here: a query knows only steps of it.
    """

    kind: Kind
    query: Query
    least_confidence: float = 0.0

    def holds(self, document: Document) -> bool:
        """Whether a document that the query finds is meant."""
        return not isinstance(document, Shift) or document.confidence >= self.least_confidence


def search_of(watch: Watch, party_name: PartyName = str) -> Search:
    """The watch as a search. Raises `QueryError`, with the place, for a query that is none.

    Nobody is woken by a shift that the lists leave out: a query on shifts that says nothing of the
    confidence means those that are sure enough, as `parley search` does.
    """
    if watch.subject == "operation":
        return Search("article", NO_DOCUMENT)
    if watch.kind == "query" or watch.rule is None:
        query = parse(watch.query, watch.subject, party_name)
        return Search(watch.subject, sure_enough(query, watch.subject))
    parts = _parts(watch.rule, party_name)
    query = parts[0] if len(parts) == 1 else And(tuple(parts)) if parts else EVERYTHING
    return Search("shift", query, watch.rule.least_confidence)


def _parts(rule: ShiftRule, party_name: PartyName) -> list[Query]:
    named: tuple[tuple[KeywordName, str | None], ...] = (
        ("party", party_name(rule.party) if rule.party else None),
        ("counterparty", party_name(rule.counterparty) if rule.counterparty else None),
        ("issue", rule.issue),
        ("direction", rule.direction),
        ("status", "confirmed" if rule.only_confirmed else None),
    )
    parts: list[Query] = [Keyword(name, key(value)) for name, value in named if value]
    if rule.own_words:
        parts.append(Or((Keyword("kind", "direct"), Keyword("kind", "mixed"))))
    return parts
