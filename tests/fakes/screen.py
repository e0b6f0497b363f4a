"""Screens: a terminal of any width, and a pipe, whose text the test reads."""

import io
import re

from rich.console import Console

CONTROL = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def terminal(width: int) -> Console:
    """A terminal with colours and links."""
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )


def pipe(width: int = 80) -> Console:
    """What stdout is when another program reads it."""
    return Console(
        file=io.StringIO(), width=width, force_terminal=False, soft_wrap=True, _environ={}
    )


def raw(console: Console) -> str:
    """All bytes that were written, as text."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def seen(console: Console) -> str:
    """What a person sees: without colours and links."""
    return CONTROL.sub("", raw(console))


def flowing(console: Console) -> str:
    """What a person sees, without frames and line breaks."""
    return " ".join(re.sub(r"[╭╮╰╯│─]", " ", seen(console)).split())
