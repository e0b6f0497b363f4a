"""`parley token`: who may enter the console and use the API."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

app = typer.Typer(
    help="Let people and programs into the console and the API.", no_args_is_help=True
)


class May(StrEnum):
    """What a token is good for."""

    read = "read"
    watch = "watch"
    admin = "admin"


@app.command(
    epilog="""Examples:

  parley token add desk --scope watch

  parley token add ticker --days 30

  parley token add anna@lowlands.example --scope watch --password
"""
)
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose it is: letters, digits, `.@-_`.")],
    scope: Annotated[
        May,
        typer.Option(
            help="`read`: look. `watch`: also keep watches, mark verdicts. `admin`: also see who"
            " has a token, and take tokens away."
        ),
    ] = May.read,
    days: Annotated[
        int | None, typer.Option(min=1, max=3650, help="Good for so many days; else until removed.")
    ] = None,
    password: Annotated[
        bool,
        typer.Option(
            "--password",
            help="Ask for a password instead, to be shown with the name on the login"
            " page. From a pipe: its first line.",
        ),
    ] = False,
) -> None:
    """Make a token and print it, once: it is kept as a digest. `Authorization: Bearer …` shows it.

    As soon as there is one, the console asks everybody for one, also on this machine.
    """
    import secrets
    from datetime import timedelta

    from parley.failure import Failure
    from parley.session import Session
    from search.console.access import OPERATOR
    from search.console.tokens import (
        NAME,
        RANDOM_BYTES,
        SALT_BYTES,
        Token,
        digest_of,
        digest_of_password,
        secret_of,
    )

    session: Session = context.obj
    if not NAME.fullmatch(name) or name == OPERATOR:
        raise Failure(f"{name!r} is no name for a token: up to 64 letters, digits and .@-_", 2)
    secret = _asked_for() if password else secret_of(secrets.token_bytes(RANDOM_BYTES))
    now = session.clock.now()
    token = Token(
        name=name,
        scope=scope.value,
        kind="password" if password else "token",
        digest=digest_of_password(secret, secrets.token_bytes(SALT_BYTES))
        if password
        else digest_of(secret),
        made_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    with session.store() as store:
        if not store.tokens.put(token):
            raise Failure(f"there is a token {name!r} already: `parley token remove {name}` first")
    good = f"until {token.expires_at:%d %b %Y %H:%M} UTC" if token.expires_at else "until removed"
    session.err.print(f"{token.kind} of {name}: {scope.value}, good {good}", markup=False)
    if not password:
        session.err.print("It is shown this once:", markup=False)
        sys.stdout.write(secret + "\n")


@app.command(
    "list",
    epilog="""Example:

  parley token list
""",
)
def list_(context: typer.Context) -> None:
    """List who may enter, what for, until when, and when a token was last used."""
    from parley.render import render_rows
    from parley.session import Session

    session: Session = context.obj
    with session.store() as store:
        found = store.tokens.all()
    now = session.clock.now()
    rows = []
    for each in found:
        used = f"used {each.last_used_at:%Y-%m-%d %H:%M}" if each.last_used_at else "never used"
        if each.expires_at is None:
            good = "until removed"
        else:
            verb = "until" if each.good(now) else "over since"
            good = f"{verb} {each.expires_at:%Y-%m-%d %H:%M}"
        rows.append((each.name, each.scope, each.kind, f"made {each.made_at:%Y-%m-%d}", used, good))
    render_rows(session.out, rows)
    if not found:
        session.err.print("no token yet: `parley token add --help` has examples", markup=False)


@app.command(
    epilog="""Example:

  parley token remove desk
"""
)
def remove(context: typer.Context, name: Annotated[str, typer.Argument(help="Whose.")]) -> None:
    """Let in nobody any more who has it; sessions that stand on it end at once."""
    from parley.failure import Failure
    from parley.session import Session

    session: Session = context.obj
    with session.store() as store:
        if not store.tokens.remove(name):
            raise Failure(f"there is no token {name!r}; `parley token list` has them", 2)
        left = store.tokens.any()
    session.err.print(f"removed: {name}", markup=False)
    if not left and not session.settings.console_token:
        session.err.print(
            "There is no token left: the console is open to everybody on this machine.",
            markup=False,
        )


def _asked_for() -> str:
    """A password, typed twice at a terminal or read from a pipe. Raises `Failure`."""
    import getpass

    from parley.failure import Failure
    from search.console.tokens import LEAST_PASSWORD, MOST_SHOWN

    if sys.stdin.isatty():
        given = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != given:
            raise Failure("the two are not the same; nothing was kept", 2)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if not LEAST_PASSWORD <= len(given.strip()) == len(given) <= MOST_SHOWN:
        raise Failure(
            f"a password has {LEAST_PASSWORD} to {MOST_SHOWN} characters and no blanks at its ends",
            2,
        )
    return given
