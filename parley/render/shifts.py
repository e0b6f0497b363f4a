"""Shifts as cards: who moved where on what, the words before and after, and why it counts."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from parley.render.plain import print_flush
from parley.render.words import (
    DIRECTION_STYLES,
    STATUS_STYLES,
    count,
    day,
    linked,
    one_line,
    person,
    quoted,
    stance,
    toward,
)
from wire import Evidence, Shift

SIDE_BY_SIDE = 76
"""From this width on, before and after stand beside each other; below, under each other."""
PANEL_MARGIN = 8
"""Columns that a panel's edge takes from its title."""
WIDEST = 120
"""Lines longer than this are hard to read, however wide the terminal."""


def render_shifts(console: Console, shifts: Sequence[Shift]) -> None:
    """Print shifts in the given order, then a line of totals; plain paragraphs in a pipe."""
    if not shifts:
        console.print(Text("No shifts."))
        return
    for number, shift in enumerate(shifts, 1):
        if console.is_terminal:
            console.print(_panel(shift, min(console.width, WIDEST)))
        else:
            print_flush(console, _paragraph(shift, number))
    console.print(_totals(shifts))


def render_changes(console: Console, changes: Mapping[str, Sequence[Shift]]) -> None:
    """Print shifts under what became of them ("new", "gone"); kinds without any are left out."""
    for name, shifts in changes.items():
        if shifts:
            console.print(f"{name}:", style="bold")
            render_shifts(console, shifts)


def render_shift_line(console: Console, shift: Shift) -> None:
    """Print a shift in one line, as it comes in; cut to the width on a terminal only."""
    line = Text.assemble(
        (f"{day(shift.at):>11}  ", "dim"),
        *_heading(shift).split(),
        "  ",
        stance(shift.before.stance),
        " → ",
        stance(shift.after.stance),
        "  ",
        (quoted(shift.after.quote or "", shift.after.kind), "italic"),
    )
    if console.is_terminal:
        console.print(line, no_wrap=True, overflow="ellipsis")
    else:
        console.print(line, soft_wrap=True)


def _heading(shift: Shift) -> Text:
    heading = Text.assemble(
        (shift.direction, DIRECTION_STYLES[shift.direction]),
        "  ",
        (one_line(shift.party), "bold"),
    )
    if shift.counterparties:
        heading.append(f" → {toward(shift.counterparties)}")
    heading.append(f" · {shift.issue}")
    return heading


def _panel(shift: Shift, width: int) -> Panel:
    body: list[RenderableType] = []
    heading, standing = _heading(shift), _standing(shift)
    room = width - PANEL_MARGIN
    if heading.cell_len > room:
        body += [heading, Text("")]
        heading = Text(shift.direction, DIRECTION_STYLES[shift.direction])
    if width >= SIDE_BY_SIDE:
        columns = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
        columns.add_column("before", ratio=1, header_style="dim")
        columns.add_column("after", ratio=1, header_style="dim")
        columns.add_row(_before(shift), _evidence(shift.after))
        body.append(columns)
    else:
        for name, side in (("before", _before(shift)), ("after", _evidence(shift.after))):
            body += [Text(name, "dim"), Padding(side, (0, 0, 0, 2))]
    body += [Text(""), _why(shift)]
    if standing.cell_len > room:
        body.append(standing)
        standing = Text(shift.status, STATUS_STYLES[shift.status])
    return Panel(
        Group(*body),
        title=Text.assemble(" ", heading, " "),
        title_align="left",
        subtitle=Text.assemble(" ", standing, " "),
        subtitle_align="right",
        border_style="dim",
        box=box.ROUNDED,
        width=width,
    )


def _paragraph(shift: Shift, number: int) -> Padding:
    heading = Text.assemble(f"{number}. {day(shift.at)}  ", _heading(shift))
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True)
    rows.add_column()
    rows.add_row("before", _before(shift))
    rows.add_row("after", _evidence(shift.after))
    rows.add_row("why", Text(one_line(shift.why)))
    rows.add_row("state", _standing(shift))
    return Padding(Group(heading, Padding(rows, (0, 0, 0, 3))), (0, 0, 1, 0))


def _before(shift: Shift) -> Text:
    """The earlier side; words that are those of the later side again are not repeated."""
    before = shift.before
    if before.presupposed and one_line(before.quote or "") == one_line(shift.after.quote or ""):
        before = msgspec.structs.replace(before, quote=None)
    return _evidence(before)


def _evidence(side: Evidence) -> Text:
    """Stance and day, the words, who said them, where they stand."""
    lines = [Text.assemble(stance(side.stance), (_when(side), "dim"))]
    if side.quote:
        words = quoted(side.quote, "direct" if side.presupposed else side.kind)
        lines.append(Text(words, "italic"))
    who = person(side.speaker, side.role)
    if who:
        lines.append(Text(who))
    if side.outlet:
        source = linked(side.outlet, side.url, "dim")
        if side.title:
            source.append_text(Text(" · ", "dim"))
            source.append_text(linked(side.title, side.url, "dim"))
        lines.append(source)
    return Text("\n").join(lines)


def _when(side: Evidence) -> str:
    if side.presupposed:
        return "  taken for granted by the later words"
    return f"  {day(side.at)}"


def _why(shift: Shift) -> Text:
    return Text.assemble(("why  ", "dim"), one_line(shift.why))


def _standing(shift: Shift) -> Text:
    standing = Text.assemble(
        (shift.status, STATUS_STYLES[shift.status]),
        (f" · {count(shift.independent_sources, 'independent source')}", "dim"),
        (f" · confidence {shift.confidence:.2f}", "dim"),
    )
    if shift.mixed_signals:
        standing.append(" · mixed signals", "yellow")
    return standing


def _totals(shifts: Sequence[Shift]) -> Text:
    directions = Counter(shift.direction for shift in shifts)
    states = Counter(shift.status for shift in shifts)
    parts = [f"{number} {name}" for name, number in sorted(directions.items())]
    parts += [f"{number} {name}" for name, number in sorted(states.items())]
    return Text(f"{count(len(shifts), 'shift')}: {', '.join(parts)}")
