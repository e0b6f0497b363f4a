"""Quotation marks and parentheses in pairs, and the limits: what is checked before the grammar."""

from search.query.errors import QueryError

MAX_LENGTH = 1_000
"""Code points of a query: a page of conditions, and no more than a store can be asked at once."""

MAX_DEPTH = 20
"""Parentheses inside each other."""

_STRAIGHT = str.maketrans("“”„‟«»＂", '"' * 7)


def straightened(text: str) -> str:
    """The query with straight double quotation marks: queries are pasted from articles.

    One for one, so that places stay the same.
    """
    return text.translate(_STRAIGHT)


def check_pairs(text: str) -> None:
    """Raises QueryError for a query over the limits, or with a mark or parenthesis left alone."""
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"longer than {MAX_LENGTH} characters", text, MAX_LENGTH, "make it shorter"
        )
    opened: list[int] = []
    quoted: int | None = None
    for position, character in enumerate(text):
        if character == '"':
            quoted = position if quoted is None else None
        elif quoted is None and character == "(":
            opened.append(position)
            if len(opened) > MAX_DEPTH:
                raise QueryError(f"more than {MAX_DEPTH} parentheses deep", text, position)
        elif quoted is None and character == ")":
            if not opened:
                raise QueryError("nothing opens this parenthesis", text, position, "take it away")
            opened.pop()
    if quoted is not None:
        raise QueryError("this quotation mark has no second one", text, quoted, 'add a "')
    if opened:
        raise QueryError("this parenthesis is not closed", text, opened[-1], "add a )")
