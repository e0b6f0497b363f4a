"""A question of the search page as one line of the query language, for a watch to keep."""

from search.console.asking import Asked

LONELY = {"and", "or", "not"}


def as_query(question: Asked) -> str:
    """Words and filters as one query, which finds the same: the words first, then the fields."""
    fields = [f'{name}:"{_quotable(value)}"' for name, value in question.filters]
    text = question.text
    if text and fields and _may_bind_weaker(text):
        text = f"({text})"
    return " ".join(each for each in (text, *fields) if each)


def _may_bind_weaker(text: str) -> bool:
    """Whether the words hold an operator that a field beside them would be drawn into."""
    return any(word.strip("()").lower() in LONELY for word in text.split())


def _quotable(value: str) -> str:
    """A value without quotation marks, which no name of a party or an outlet is told apart by."""
    return "".join(" " if each in '"“”„‟«»＂' else each for each in value)
