"""What a command line would be understood as, without running it."""

from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from parley.main import app, hoisted

USAGE_ERROR = typer.BadParameter.__mro__[1]
"""What is raised for wrong usage; typer does not export it."""


def understood(words: list[str]) -> str:
    """The command that `parley WORDS` would run, as in "parley topics apply".

    Raises `USAGE_ERROR`.
    """
    command: Any = get_command(app)
    context = command.make_context("parley", hoisted(list(words)))
    while isinstance(command, TyperGroup):
        rest = [*context._protected_args, *context.args]
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)
    return str(context.command_path)


def command_and_options(words: list[str]) -> tuple[list[str], bool, set[str]]:
    """The command that `words` begin with, whether it has commands of its own, and the options that
    may be given to it.
    """
    command: Any = get_command(app)
    options = _options(command)
    path: list[str] = []
    for word in words:
        if not isinstance(command, TyperGroup) or word not in command.commands:
            break
        command = command.commands[word]
        path.append(word)
        options |= _options(command)
    return path, isinstance(command, TyperGroup), options


def _options(command: Any) -> set[str]:
    return {
        name
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("-")
    } | {"--help", "-h"}
