"""Addresses: of the console's own pages, and of the outside, which may be hostile."""

from urllib.parse import quote

from runtime.harmless import outside

__all__ = ["article", "letter", "outside", "part", "party", "shift"]


def part(text: str) -> str:
    """A text as one part of a path."""
    return quote(text, safe="")


def shift(identifier: str) -> str:
    """The page of a shift."""
    return f"/shifts/{part(identifier)}"


def article(identifier: str, statement: str | None = None) -> str:
    """The page of an article, at a statement where one is given."""
    place = f"#{part(statement)}" if statement else ""
    return f"/articles/{part(identifier)}{place}"


def party(name: str, issue: str | None = None) -> str:
    """The page of a party."""
    return f"/parties/{part(name)}" + (f"?issue={part(issue)}" if issue else "")


def alert(identifier: str) -> str:
    """The page of an alert."""
    return f"/alerts/{part(identifier)}"


def watch(identifier: str, page: str = "") -> str:
    """The page of a watch, or one of its further pages."""
    return f"/watches/{part(identifier)}" + (f"/{page}" if page else "")


def letter(identifier: str) -> str:
    """The page of a dead letter."""
    return f"/status/letters/{part(identifier)}"
