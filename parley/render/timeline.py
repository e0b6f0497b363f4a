"""A party's positions in the order in which they were taken, with the shifts among them."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from parley.render.plain import print_flush
from parley.render.statements import terms_of
from parley.render.words import (
    DIRECTION_STYLES,
    count,
    day,
    gauge,
    linked,
    one_line,
    quoted,
    spoken_by,
    stance,
    toward,
)
from wire import Shift, Statement


def render_timeline(
    console: Console,
    party: str,
    statements: Sequence[Statement],
    shifts: Sequence[Shift] = (),
    issue: str | None = None,
) -> None:
    """Print the statements of a party by date, each shift above the statement that makes it.

    A shift whose statement is not among those given stands at its own date.
    """
    title = Text.assemble((one_line(party), "bold"), f" on {issue}" if issue else "")
    console.print(title)
    if not statements and not shifts:
        console.print(Text("Nothing is known."))
        return
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True, justify="right", style="dim")
    rows.add_column(no_wrap=True)
    rows.add_column(no_wrap=True, min_width=12)
    rows.add_column(ratio=1)
    shown_at = {statement.id: statement.at for statement in statements}
    lines = [((s.at, s.id, 1), _statement_row(s, with_issue=issue is None)) for s in statements]
    for shift in shifts:
        after = shift.after.statement_id or ""
        at = shown_at.get(after, shift.at)
        lines.append(((at, after, 0), _shift_row(shift)))
    for _, row in sorted(lines, key=lambda line: line[0]):
        rows.add_row(*row)
    print_flush(console, rows)
    console.print(Text(f"{count(len(statements), 'statement')}, {count(len(shifts), 'shift')}"))


def _statement_row(statement: Statement, *, with_issue: bool) -> tuple[str, Text, Text, Text]:
    words = Text(quoted(statement.text, statement.kind), "italic")
    about: list[str] = [statement.issue] if with_issue and statement.issue else []
    if statement.counterparties:
        about.append(f"→ {toward(statement.counterparties)}")
    source = [" ".join(about), spoken_by(statement.speaker)]
    below = Text(" · ".join(part for part in source if part), "dim")
    if statement.outlet:
        below.append(" · " if below else "").append_text(
            linked(statement.outlet, statement.url, "dim")
        )
    for part in terms_of(statement):
        below.append(" · " if below else "").append_text(part)
    return (
        day(statement.at),
        gauge(statement.stance),
        stance(statement.stance),
        Text("\n").join([words, below]),
    )


def _shift_row(shift: Shift) -> tuple[str, Text, Text, Text]:
    style = DIRECTION_STYLES[shift.direction]
    words = Text(one_line(shift.why), style)
    return day(shift.at), Text("shift", style), Text(shift.direction, style), words
