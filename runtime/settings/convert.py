"""A value from a file, a variable or a flag to the type of its row."""

import math
from pathlib import Path
from types import NoneType
from typing import Literal, get_args, get_origin

from runtime.settings.table import Row


class Unfit(ValueError):
    """The value does not fit the row; the message says what would."""


def convert(kind: object, row: Row, value: object) -> object:
    """`value` as the type `kind` of the table. Raises `Unfit`."""
    if get_origin(kind) is Literal:
        return _choice(get_args(kind), value)
    if kind is int or kind is float:
        return _number(kind is int, row, value)
    if kind == tuple[str, ...]:
        return _names(value)
    if kind is str:
        return _text(value)
    if kind is Path or (Path in get_args(kind) and NoneType in get_args(kind)):
        return Path(_text(value, empty=False)).expanduser()
    raise TypeError(f"the table has a type that nobody converts: {kind}")


def _text(value: object, *, empty: bool = True) -> str:
    if isinstance(value, Path):
        return str(value)
    if not isinstance(value, str):
        raise Unfit(f"must be a text, not {value!r}")
    if any(ord(each) < 32 or ord(each) == 127 for each in value):
        raise Unfit("must not hold control characters")
    if not empty and not value:
        raise Unfit("must not be empty")
    return value


def _choice(choices: tuple[str, ...], value: object) -> str:
    for each in choices:
        if isinstance(value, str) and value.strip().lower() == each:
            return each
    raise Unfit(f"must be one of {', '.join(choices)}, not {value!r}")


def _number(whole: bool, row: Row, value: object) -> int | float:
    kind = "a whole number" if whole else "a number"
    number: int | float
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(value)
        number = int(str(value).replace("_", "")) if whole else float(value)
    except ValueError:
        raise Unfit(f"must be {kind}, not {value!r}") from None
    if not math.isfinite(number):
        raise Unfit(f"must be {kind}, not {value!r}")
    if row.least is not None and number < row.least:
        raise Unfit(f"must be at least {row.least:g}, not {value}")
    if row.most is not None and number > row.most:
        raise Unfit(f"must be at most {row.most:g}, not {value}")
    return number


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [each.strip() for each in value.split(",") if each.strip()]
    if not isinstance(value, list | tuple):
        raise Unfit(f"must be a list of texts, not {value!r}")
    return tuple(_text(each, empty=False) for each in value)
