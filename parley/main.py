"""The program `parley`: global options, and one clear line for whatever goes wrong."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer
import typer.core

from parley.commands import COMMANDS, GROUPS
from parley.failure import explained, status_of
from parley.session import Session
from parley.version import VERSION

PANEL = "Everywhere"


class Group(typer.core.TyperGroup):
    """Runs a command; a reader of its output that leaves early is no failure.

    `parley export | head` ends well: typer itself would make status 1 of it, and Python 120 where
    only the last flush finds nobody there.
    """

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command to its end, what it wrote included."""
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        return result


app = typer.Typer(
    cls=Group,
    name="parley",
    help="Reads the world's news feeds, records who said what, and flags when a party to a "
    "negotiation changes its position.\n\nFirst steps: `parley demo` for the tour, `parley run` "
    "for the world's feeds, `parley COMMAND --help` for examples.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"parley {VERSION}")
        raise typer.Exit


@app.callback()
def globally(
    context: typer.Context,
    data_dir: Annotated[
        Path | None,
        typer.Option(help="Where the database lives.", rich_help_panel=PANEL),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Settings as TOML.", rich_help_panel=PANEL)
    ] = None,
    shell: Annotated[
        str | None,
        typer.Option(
            help="`local` (one file on this machine) or `cluster`.", rich_help_panel=PANEL
        ),
    ] = None,
    log_format: Annotated[
        str | None, typer.Option(help="`text` or `json`.", rich_help_panel=PANEL)
    ] = None,
    log_level: Annotated[
        str | None,
        typer.Option(help="`debug`, `info`, `warning` or `error`.", rich_help_panel=PANEL),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Collect the options that every command shares."""
    del version
    context.obj = Session(
        config=config,
        flags={
            "data_dir": data_dir,
            "shell": shell,
            "log_format": log_format,
            "log_level": log_level,
        },
    )


for command in COMMANDS:
    app.command(name=command.name, epilog=command.epilog, rich_help_panel=command.panel)(
        command.function
    )
for group in GROUPS:
    app.add_typer(group.app, name=group.name, rich_help_panel=group.panel)


EVERYWHERE = ("--data-dir", "--config", "--shell", "--log-format", "--log-level")


def hoisted(arguments: list[str]) -> list[str]:
    """The arguments with the global options first: they may stand behind the command as well."""
    first: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in EVERYWHERE:
            first += [word, *(value for value in [next(words, None)] if value is not None)]
        elif word.startswith(tuple(f"{name}=" for name in EVERYWHERE)):
            first.append(word)
        else:
            rest.append(word)
    return first + rest


def main() -> None:
    """Entry point: exit 0 done, 1 failed with one line, 2 wrong usage."""
    _open_standard_streams()
    # SIGTERM ends the program as Ctrl-C does: temporary files go, transactions are rolled back.
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app(args=hoisted(sys.argv[1:]))
    except SystemExit:
        if _ended_by:
            sys.exit(TERMINATED)
        raise
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        line = explained(error)
        if line is None:
            raise
        print(f"parley: {line}", file=sys.stderr)  # noqa: T201 - this is the program's voice
        sys.exit(status_of(error))


TERMINATED = 128 + signal.SIGTERM
"""The status that a shell gives to a program that SIGTERM ended."""

_ended_by: list[int] = []


def _terminated(number: int, _frame: object) -> None:
    _ended_by.append(number)
    # What runs in an event loop knows how to end at Ctrl-C. It is ignored where a shell has
    # started the program in the background.
    if signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, None):
        sys.exit(TERMINATED)
    signal.raise_signal(signal.SIGINT)


def _open_standard_streams() -> None:
    """Give a program that was started without them (`parley run >&-`) streams that lead nowhere.

    Otherwise the next file that is opened, the database, takes the place of standard output.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            setattr(sys, name, os.fdopen(number, mode, closefd=False))


if __name__ == "__main__":
    main()
