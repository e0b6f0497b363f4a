"""The headers of every message: its type, the article that it follows from, its trace, its schema.

What follows from no article may say what it comes from instead.

`traceparent` is made and read by `runtime.tracing`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from runtime import tracing
from wire.codec import SCHEMA

Headers = tuple[tuple[str, bytes | None], ...]
"""As they travel: in order, a name may come twice, a value may be missing."""


@dataclass(frozen=True, slots=True)
class About:
    """What the headers say; empty where they say nothing. `schema` 0: not said."""

    type: str = ""
    article: str = ""
    because: str = ""
    traceparent: str = ""
    schema: int = 0


def headers_of(
    kind: str,
    *,
    article: str = "",
    because: str = "",
    traceparent: str = "",
    schema: int = SCHEMA,
) -> Headers:
    """The headers of a message of ours.

    Without a `traceparent` it has that of its article, the same wherever it is asked for: so every
    message that follows from an article is in one trace, whoever sends it.
    """
    if article and not traceparent:
        traceparent = tracing.begin(article, kind).traceparent
    found: list[tuple[str, bytes | None]] = [("type", kind.encode())]
    if article:
        found.append(("article", article.encode()))
    if because:
        found.append(("because", because.encode()))
    if traceparent:
        found.append(("traceparent", traceparent.encode()))
    found.append(("schema", str(schema).encode()))
    return tuple(found)


def read_headers(headers: Iterable[tuple[str, bytes | None]]) -> About:
    """What foreign or our own headers say; nonsense counts as not said. The last of a name wins."""
    found = {name: (value or b"").decode("utf-8", "replace") for name, value in headers}
    trace, schema = found.get("traceparent", ""), found.get("schema", "")
    return About(
        type=found.get("type", ""),
        article=found.get("article", ""),
        because=found.get("because", ""),
        traceparent=trace if tracing.read(trace) else "",
        schema=int(schema) if schema.isascii() and schema.isdigit() and len(schema) < 9 else 0,
    )
