"""Statements as a numbered list, and the article's text with their places marked."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from parley.render.plain import print_flush
from parley.render.words import one_line, quoted, spoken_by, stance, toward
from runtime.harmless import clean
from wire import Statement

KIND_STYLES = {"direct": "cyan", "mixed": "blue", "indirect": "magenta", "act": "yellow"}


def render_statements(
    console: Console, statements: Sequence[Statement], text: str | None = None
) -> None:
    """Print statements in the given order, numbered from 1.

    With `text`, the article's text that their offsets count in, it is printed first: each statement
    coloured by its kind and followed by its number in brackets.
    """
    if text is not None:
        print_flush(console, _with_places(text, statements))
        console.print()
    if not statements:
        console.print(Text("No statements."))
        return
    rows = Table.grid(padding=(0, 1, 0, 0))
    rows.add_column(no_wrap=True, justify="right", style="dim")
    rows.add_column()
    for number, statement in enumerate(statements, 1):
        rows.add_row(f"[{number}]", _statement(statement))
    print_flush(console, rows)


def _statement(statement: Statement) -> Text:
    lines = [Text(quoted(statement.text, statement.kind), KIND_STYLES[statement.kind])]
    who = spoken_by(statement.speaker)
    for_whom = _for_whom(statement)
    if who and for_whom:
        lines.append(Text.assemble(f"{who} · ", for_whom))
    elif who or for_whom:
        lines.append(Text.assemble(who or for_whom))
    lines.append(_reading(statement))
    source = " · ".join(
        part for part in (one_line(statement.outlet or ""), one_line(statement.title or "")) if part
    )
    if source:
        lines.append(Text(source, "dim"))
    return Text("\n").join([*lines, Text("")])


def _for_whom(statement: Statement) -> Text:
    party = Text(toward(statement.parties or ((statement.party,) if statement.party else ())))
    party.stylize("bold")
    if party and statement.counterparties:
        party.append(f" → {toward(statement.counterparties)}")
    return party


def terms_of(statement: Statement) -> list[Text]:
    """What the position hangs on: condition, requirement, deadline, red line, where given."""
    parts: list[Text] = []
    if statement.conditional:
        condition = one_line(statement.condition or "")
        parts.append(Text(f"conditional: {condition}" if condition else "conditional"))
    if statement.requirement and statement.requirement != statement.condition:
        parts.append(Text(f"requires: {one_line(statement.requirement)}"))
    if statement.deadline:
        parts.append(Text(f"deadline: {one_line(statement.deadline)}"))
    if statement.red_line:
        parts.append(Text("red line", "bold red"))
    return parts


def _reading(statement: Statement) -> Text:
    """Kind, issue, move and stance; belief and what the position hangs on where given."""
    made = Text(statement.kind, "dim")
    parts: list[Text] = []
    if statement.attribution == "thought":
        parts.append(Text("thought"))
    parts += [Text(issue) for issue in statement.issues or filter(None, (statement.issue,))]
    if statement.move is not None:
        parts.append(Text(" ".join((statement.move, *statement.modifiers))))
    if statement.stance is not None:
        parts.append(stance(statement.stance))
    for part in [*parts, *terms_of(statement)]:
        made.append_text(Text(" · ", "dim")).append_text(part)
    return made


def _with_places(text: str, statements: Sequence[Statement]) -> Text:
    made = Text(clean(text))
    for statement in statements:
        for start, end in statement.spans or ((statement.start, statement.end),):
            made.stylize(KIND_STYLES[statement.kind], start, end)
    numbers = sorted((statement.end, number) for number, statement in enumerate(statements, 1))
    pieces = made.divide(min(end, len(made)) for end, _ in numbers)
    marks = [Text(f"[{number}]", "dim") for _, number in numbers]
    whole = Text()
    for piece, mark in zip(pieces, [*marks, Text()], strict=True):
        whole.append_text(piece).append_text(mark)
    return whole
