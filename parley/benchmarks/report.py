"""Figures as a table: a name, a value, its unit, and a remark."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One measured figure."""

    name: str
    value: float
    unit: str
    remark: str = ""


def show(console: Console, figures: Sequence[Figure]) -> None:
    """Print figures, one a line; numbers are aligned and never rounded to nothing."""
    table = Table.grid(padding=(0, 2))
    for column in ("left", "right", "left", "left"):
        table.add_column(justify=column)
    for figure in figures:
        digits = 0 if figure.value >= 1000 else 2 if figure.value < 10 else 1
        table.add_row(figure.name, f"{figure.value:,.{digits}f}", figure.unit, figure.remark)
    console.print(table)
