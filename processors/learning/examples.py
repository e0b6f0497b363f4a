"""A labelled sentence: who acts, towards whom, and the code of what is done."""

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """`holder` acts towards `other`: character spans of `text`, None where not known.

    `group` names what must not be torn apart when some of the examples are kept for measuring: a
    sentence told twice. `source` is "read" where somebody labelled a real sentence.
    """

    text: str
    holder: Span | None = None
    other: Span | None = None
    move: str | None = None
    group: str = ""
    source: str = "template"
