"""`parley classify`: the move, stance and issue of sentences, for measuring and for other tools."""

import sys
from collections.abc import Iterator
from typing import Annotated

import msgspec
import typer

EPILOG = """Example:

  echo '{"id":"1","text":"A rejected talks with B.","source":"A","target":"B"}' | parley classify
"""


class Asked(msgspec.Struct, frozen=True):
    """One line of input: what `source` does or says toward `target` in a text."""

    id: str | int
    text: str
    source: str = ""
    target: str = ""


class Answer(msgspec.Struct, frozen=True):
    """One line of output."""

    id: str | int
    move: str | None
    stance: int | None
    issue: str | None
    confidence: float


def classify(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="JSON lines; `-` is standard input.")] = "-",
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
) -> None:
    """Read lines `{"id","text","source","target"}`, write `{"id","move","stance","issue",…}`."""
    from parley.reading import lines_of
    from parley.session import Session
    from processors import classification
    from processors.syntax import Parser

    session: Session = context.obj
    parser = Parser(session.decide(profile=profile).profile)
    failed = 0

    def asked() -> Iterator[classification.Asked]:
        nonlocal failed
        for number, line in lines_of(file):
            try:
                row = msgspec.json.decode(line, type=Asked)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                failed += 1
                session.err.print(f"parley: line {number}: {error}", markup=False)
                continue
            yield classification.Asked(row.id, row.text, row.source, row.target)

    for row, reading in classification.classify(asked(), parser):
        answer = Answer(row.id, reading.move, reading.stance, reading.issue, reading.confidence)
        sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
    if failed:
        raise typer.Exit(1)
