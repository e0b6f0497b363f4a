"""A query in words to its tree, by the grammar beside this file.

Read with lark's LALR parser, whose time is linear in the length of the query.
"""

from collections.abc import Callable
from difflib import get_close_matches

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken

from search.query.brackets import MAX_DEPTH, MAX_LENGTH, check_pairs, straightened
from search.query.errors import QueryError
from search.query.fields import BY_NAME
from search.query.tree import EVERYTHING, And, Not, Or, Query, Words
from search.query.values import field_query
from search.text import terms
from wire.alert import Subject

MAX_WORDS = 100
"""Words and fields of one query; each is a lookup of its own in a store."""

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_WORDS", "parse"]

_grammar = Lark.open(
    "grammar.lark", rel_to=__file__, parser="lalr", lexer="basic", maybe_placeholders=False
)


def parse(text: str, kind: Subject | None = None, party_name: Callable[[str], str] = str) -> Query:
    """The tree of a query. An empty query is everything.

    With `kind`, a field that such documents do not have is an error. `party_name` gives the name
    under which a party is kept for what stands after `party:` and `counterparty:`.

    Raises QueryError, which marks the place, for anything that cannot be understood and for a query
    over the limits (`MAX_LENGTH` code points, `MAX_DEPTH` parentheses inside each other,
    `MAX_WORDS` words and fields).
    """
    straight = straightened(text)
    check_pairs(straight)
    try:
        tree = _grammar.parse(straight)
    except UnexpectedInput as error:
        raise _misplaced(error, text) from None
    reader = _Reader(text, kind, party_name)
    query = reader.read(tree)
    if query is None:
        if straight.strip():
            raise QueryError("no word to search for", text, 0, "write at least one word")
        return EVERYTHING
    return query


class _Reader:
    """One walk over lark's tree. Words that are only punctuation become None and fall away."""

    def __init__(self, text: str, kind: Subject | None, party_name: Callable[[str], str]) -> None:
        self.text = text
        self.kind = kind
        self.party_name = party_name
        self.words = 0

    def read(self, tree: Tree[Token]) -> Query | None:
        negated = False
        while tree.data == "negated":
            negated = not negated
            tree = _subtrees(tree)[0]
        query = self._leaf(tree) if tree.data in ("field", "words") else self._joined(tree)
        if not negated or query is None:
            return query
        return query.part if isinstance(query, Not) else Not(query)

    def _joined(self, tree: Tree[Token]) -> Query | None:
        kind = Or if tree.data == "either" else And
        parts: list[Query] = []
        for child in _subtrees(tree):
            part = self.read(child)
            if part is not None:
                parts.extend(part.parts if isinstance(part, kind) else (part,))
        if len(parts) > 1:
            return kind(tuple(parts))
        return parts[0] if parts else None

    def _leaf(self, tree: Tree[Token]) -> Query | None:
        written = next(token for token in tree.children if isinstance(token, Token))
        position = written.start_pos or 0
        stems = tuple(terms(written)) if tree.data == "words" else ()
        self.words += max(1, len(stems))
        if self.words > MAX_WORDS:
            raise QueryError(
                f"more than {MAX_WORDS} words and fields", self.text, position, "make it shorter"
            )
        if tree.data == "field":
            return self._field(written, position)
        return Words(stems, position) if stems else None

    def _field(self, written: str, position: int) -> Query:
        name, _, value = written.partition(":")
        field = BY_NAME.get(name.lower())
        if field is None:
            near = get_close_matches(name.lower(), BY_NAME, n=1)
            meant = f"did you mean {near[0]}:? " if near else ""
            raise QueryError(
                f"no field {name!r}",
                self.text,
                position,
                f"{meant}fields are {', '.join(BY_NAME)}; "
                "put quotation marks around words with a colon",
            )
        if self.kind is not None and self.kind not in field.kinds:
            has = ", ".join(other.name for other in BY_NAME.values() if self.kind in other.kinds)
            raise QueryError(
                f"{self.kind}s have no field {field.name!r}",
                self.text,
                position,
                f"they have {has}",
            )
        start = position + len(written) - len(value.lstrip())
        value = value.strip().strip('"')
        if value and field.name in ("party", "counterparty"):
            value = self.party_name(value)
        return field_query(field, value, self.text, start)


def _subtrees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _misplaced(error: UnexpectedInput, text: str) -> QueryError:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return QueryError(
            "the query ends where a word was expected",
            text,
            len(text),
            "add the word, or put quotation marks around the last one",
        )
    position = error.pos_in_stream or 0
    found = error.token if isinstance(error, UnexpectedToken) else text[position : position + 1]
    return QueryError(
        f"a word was expected before {str(found)!r}",
        text,
        position,
        "put quotation marks around OR, AND, NOT to search for these words themselves"
        if str(found) != ")"
        else "put words between the parentheses, or take them away",
    )
