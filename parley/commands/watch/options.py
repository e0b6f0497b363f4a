"""The options that describe a watch, for the commands that keep one and that try one."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from parley.commands.search import KINDS, In

if TYPE_CHECKING:
    from parley.watches import Asked


class Way(StrEnum):
    """Which way a position moves."""

    hardening = "hardening"
    softening = "softening"


Query = Annotated[str | None, typer.Option(help="A saved search, in the query language.")]
Kind = Annotated[In, typer.Option("--in", help="What the saved search is for.")]
Party = Annotated[str | None, typer.Option(help="A rule on shifts: whose position.")]
AnIssue = Annotated[str | None, typer.Option("--issue", help="On which issue.")]
Toward = Annotated[str | None, typer.Option("--counterparty", help="Toward whom.")]
ADirection = Annotated[Way | None, typer.Option("--direction", help="Which way.")]
Least = Annotated[
    float | None,
    typer.Option(
        "--confidence",
        min=0,
        max=1,
        help="Only from this confidence; as given from 0.3.",
    ),
]
Confirmed = Annotated[bool, typer.Option("--confirmed", help="Only confirmed shifts.")]
OwnWords = Annotated[bool, typer.Option("--own-words", help="Only words in quotation marks.")]


def asked(
    query: str | None,
    kind: In,
    party: str | None,
    issue: str | None,
    counterparty: str | None,
    direction: Way | None,
    confidence: float | None,
    confirmed: bool,
    own_words: bool,
) -> "Asked":
    """What these options say."""
    from parley.watches import Asked

    return Asked(
        query=query,
        subject=KINDS[kind],
        party=party,
        issue=issue,
        counterparty=counterparty,
        direction=direction.value if direction else None,
        confidence=confidence,
        confirmed=confirmed,
        own_words=own_words,
    )
