"""The group `parley watch`, which each file beside this one adds its command to."""

import typer

app = typer.Typer(
    help="Watches: searches and rules that raise alerts as news comes in.", no_args_is_help=True
)
