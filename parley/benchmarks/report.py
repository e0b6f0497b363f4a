"""Figures as a table: a name, a value, its unit, and a remark."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from parley.benchmarks.looking import Look


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


def show_looks(console: Console, looks: Sequence[Look]) -> None:
    """Print how each page answered: milliseconds, and kilobytes (of 1,000)."""
    table = Table(box=None, pad_edge=False)
    for column in ("page", "cold ms", "median ms", "p95 ms", "CPU ms", "kB"):
        table.add_column(column, justify="left" if column == "page" else "right")
    for each in looks:
        table.add_row(
            escape(each.name),
            f"{each.cold * 1000:.0f}",
            f"{each.median * 1000:.1f}",
            f"{each.p95 * 1000:.1f}" + ("!" if each.too_slow else ""),
            "–" if each.cpu is None else f"{each.cpu * 1000:.1f}",
            f"{each.size / 1000:.1f}" + ("!" if each.too_large else ""),
        )
    console.print(table)
