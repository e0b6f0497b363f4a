"""The manual's page of settings, made from the table."""

from pathlib import Path
from typing import Literal, get_args, get_origin

from runtime.settings.table import TABLE, Described

HEAD = """# Settings

Made from `runtime/settings/table.py`; do not edit by hand.

A setting is looked for in four places; the later one wins:

1. its default;
2. the configuration file (TOML, one `name = value` per line): `--config FILE`, else
   `$PARLEY_CONFIG`, else `config.toml` in the user's configuration directory (on Linux
   `~/.config/parley`);
3. the environment: `PARLEY_` and the name in capitals, for example `PARLEY_LOG_FORMAT=json`;
   a list is separated by commas;
4. a flag of the command line, where the command has one.

An unknown name in the file stops Parley with a message that names it and the nearest known one.

| Name | Type | Default | Meaning | Since |
|---|---|---|---|---|
"""


def markdown() -> str:
    """The whole page, as committed in docs/guide/settings.md."""
    return HEAD + "".join(
        f"| `{each.name}` | {_kind(each)} | {_default(each)} "
        f"| {each.row.meaning} | {each.row.since} |\n"
        for each in TABLE.values()
    )


def _kind(described: Described) -> str:
    kind = described.kind
    if get_origin(kind) is Literal:
        return " or ".join(f"`{each}`" for each in get_args(kind))
    if kind == tuple[str, ...]:
        return "list of texts"
    if kind is Path or Path in get_args(kind):
        return "path"
    if kind is str:
        return "text"
    limits = (("from", described.row.least), ("to", described.row.most))
    bounds = [f"{word} {limit:,}" for word, limit in limits if limit is not None]
    return " ".join(["whole number" if kind is int else "number", *bounds])


def _default(described: Described) -> str:
    if described.row.shown is not None:
        return described.row.shown
    default = described.default
    if default in ("", ()):
        return "none"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"
