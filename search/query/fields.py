"""The fields that a query may name: which documents have them, what they mean, an example each.

Help texts and the guide's table are made from this catalogue.
"""

from dataclasses import dataclass
from typing import Literal

from wire.alert import Subject

Shape = Literal["keyword", "mention", "stance", "chance", "date"]

_HELD: tuple[Subject, ...] = ("statement", "shift")


@dataclass(frozen=True)
class Field:
    """`shape` says how the value is read: whole, as words, as a number, as a
    share from 0 to 1, as a date.
    """

    name: str
    shape: Shape
    kinds: tuple[Subject, ...]
    meaning: str
    example: str


FIELDS: tuple[Field, ...] = (
    Field("party", "keyword", _HELD, "who holds the position", 'party:"United States"'),
    Field("counterparty", "keyword", _HELD, "towards whom", "counterparty:Russia"),
    Field("speaker", "mention", _HELD, "words of the speaker's name or role", "speaker:minister"),
    Field("issue", "keyword", _HELD, "what it is about", "issue:ceasefire"),
    Field("move", "keyword", _HELD, "what kind of act, or how it is made", "move:REJECT"),
    Field("stance", "stance", _HELD, "from -2 (rejects) to 2 (accepts)", "stance:<0"),
    Field("kind", "keyword", _HELD, "direct, mixed, indirect or act", "kind:direct"),
    Field("direction", "keyword", ("shift",), "hardening or softening", "direction:softening"),
    Field("status", "keyword", ("shift",), "provisional, confirmed, amended", "status:confirmed"),
    Field("confidence", "chance", ("shift",), "at least so sure, or less", "confidence:0.5"),
    Field("negotiation", "keyword", _HELD, "id of a dossier", "negotiation:river-talks"),
    Field(
        "outlet", "mention", ("article", *_HELD), "words of the outlet's name", 'outlet:"Le Monde"'
    ),
    Field("article", "keyword", ("article", *_HELD), "id of an article", "article:2026-11-0a1b"),
    Field("after", "date", ("article", *_HELD), "that day or later (UTC)", "after:2026-03-01"),
    Field("before", "date", ("article", *_HELD), "earlier than that day (UTC)", "before:2026-04"),
)

BY_NAME = {field.name: field for field in FIELDS}


def field_table() -> str:
    """The catalogue as a Markdown table, for the guide."""
    rows = ["| field | meaning | in | example |", "| --- | --- | --- | --- |"]
    for field in FIELDS:
        kinds = ", ".join(f"{kind}s" for kind in field.kinds)
        rows.append(f"| `{field.name}:` | {field.meaning} | {kinds} | `{field.example}` |")
    return "\n".join(rows) + "\n"
