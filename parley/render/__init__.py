"""Shifts, statements and timelines for people, on a terminal of any width or in a pipe.

Here: what a value looks like in words, colours and columns; text from outside made harmless.
Not here: choosing what to show, and output for machines (that is export).
"""

from parley.render.rows import render_rows
from parley.render.shifts import render_changes, render_shift_line, render_shifts
from parley.render.statements import render_statements
from parley.render.timeline import render_timeline
from parley.render.words import marked
from runtime.harmless import clean

__all__ = [
    "clean",
    "marked",
    "render_changes",
    "render_rows",
    "render_shift_line",
    "render_shifts",
    "render_statements",
    "render_timeline",
]
