"""Addresses: of the console's own pages, and of the outside, which may be hostile."""

from urllib.parse import quote, urlsplit

from runtime.harmless import clean

MAX_ADDRESS = 2000


def outside(address: str | None) -> str | None:
    """The address if a reader may be led there: http or https, with a host; else None.

    A feed may write `javascript:` into a link, or hide it behind blanks and control characters,
    which browsers take out (https://url.spec.whatwg.org/#concept-basic-url-parser).
    """
    if not address or len(address) > MAX_ADDRESS or clean(address) != address:
        return None
    if any(character.isspace() or character == "\\" for character in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and host else None


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


def letter(identifier: str) -> str:
    """The page of a dead letter."""
    return f"/status/letters/{part(identifier)}"
