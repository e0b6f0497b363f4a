"""Rows of a list: aligned and wrapped on a terminal, one line a row with tabs in a pipe."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from parley.render.words import one_line

Cell = str | Text


def render_rows(console: Console, rows: Iterable[Sequence[Cell]]) -> None:
    """Print rows of equal length. The last column may wrap, the others are never cut."""
    listed = [[_text(cell) for cell in row] for row in rows]
    if not listed:
        return
    if not console.is_terminal:
        # Not through the console, which makes spaces of tabs.
        console.file.writelines("\t".join(cell.plain for cell in row) + "\n" for row in listed)
        return
    table = Table.grid(padding=(0, 2))
    for number in range(len(listed[0])):
        table.add_column(no_wrap=number < len(listed[0]) - 1, overflow="fold")
    for row in listed:
        table.add_row(*row)
    console.print(table)


def _text(cell: Cell) -> Text:
    return cell if isinstance(cell, Text) else Text(one_line(cell))
