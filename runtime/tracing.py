"""The trace of an article through the stages, as W3C `traceparent` in a message's headers.

https://www.w3.org/TR/trace-context/#traceparent-header

Ids are hashes, not chance: an article's trace is known from its id, and a message that is sent
again after a crash is the same span. What does not belong here: headers themselves, and exporting
spans (the stamps of stages are stored with every article and alert).
"""

import hashlib
import re
from dataclasses import dataclass

_FORM = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_SAMPLED = 0x01


@dataclass(frozen=True)
class Span:
    """One step of a trace: both ids in lower-case hexadecimal (32 and 16 digits)."""

    trace_id: str
    span_id: str
    flags: int = _SAMPLED

    @property
    def traceparent(self) -> str:
        """The header's value."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags:02x}"

    def child(self, stage: str, subject: str = "") -> "Span":
        """The step after this one: what `stage` made of it, told apart by `subject` (an id)."""
        return Span(self.trace_id, _hash("span", self.span_id, stage, subject)[:16], self.flags)


def trace_id(article_id: str) -> str:
    """The trace of everything that follows from an article."""
    return _hash("trace", article_id)[:32]


def begin(article_id: str, stage: str) -> Span:
    """The first step of an article's trace."""
    trace = trace_id(article_id)
    return Span(trace, _hash("span", trace, stage, "")[:16])


def read(header: bytes | str | None) -> Span | None:
    """The span that a header tells; None where there is none, or none that the standard allows."""
    if header is None:
        return None
    text = header.decode("latin-1") if isinstance(header, bytes) else header
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    version, trace, span, flags, more = found.groups()
    if version == "ff" or (version == "00" and more) or not (trace.strip("0") and span.strip("0")):
        return None
    return Span(trace, span, int(flags, 16) & _SAMPLED)


def follow(header: bytes | str | None, article_id: str, stage: str, subject: str = "") -> Span:
    """The step of `stage` after the one that `header` tells, or the first of the article's trace.

    `subject` tells several outputs of one input apart.
    """
    before = read(header)
    return begin(article_id, stage) if before is None else before.child(stage, subject)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(("parley", *parts)).encode("utf-8")).hexdigest()
