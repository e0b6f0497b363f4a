"""Settings from defaults, configuration file, environment and flags, each over the one before."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import platformdirs

from runtime.settings.convert import Unfit, convert
from runtime.settings.table import TABLE, Settings

PREFIX = "PARLEY_"
CONFIG_VARIABLE = "PARLEY_CONFIG"


class SettingsError(ValueError):
    """A setting cannot be used; the message names it, where it stands and what would fit."""


class WrongFlag(SettingsError):
    """The value stands on the command line: it was typed wrongly just now."""


def load(config: Path | None, environ: Mapping[str, str], flags: Mapping[str, object]) -> Settings:
    """The settings of this run.

    `flags` holds what the command line was given, by the table's names; None means not given.
    Relative paths in the file are taken from the file's folder, others from the working directory.
    Raises `SettingsError` for an unreadable file, an unknown key, a value that does not fit.
    """
    found: dict[str, object] = {}
    if config is not None:
        found.update(_from_file(config))
    for name in TABLE:
        variable = PREFIX + name.upper()
        if variable in environ:
            found[name] = _fit(name, environ[variable], f"environment variable {variable}")
    for name, value in flags.items():
        if value is None:
            continue
        _known(name, "command line")
        try:
            found[name] = _fit(name, value, f"flag --{name.replace('_', '-')}")
        except SettingsError as error:
            raise WrongFlag(str(error)) from error
    return _checked(Settings(**found))  # type: ignore[arg-type]  # each value went through _fit


def config_path(flag: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file to read: the flag's, else $PARLEY_CONFIG, else the user's own if there is one."""
    if flag is not None:
        return flag
    if environ.get(CONFIG_VARIABLE):
        return Path(environ[CONFIG_VARIABLE])
    own = Path(platformdirs.user_config_dir("parley")) / "config.toml"
    return own if own.is_file() else None


def unknown_environment(environ: Iterable[str]) -> dict[str, str | None]:
    """Variables that begin with PARLEY_ and mean nothing, each with the nearest one that does.

    They stop nothing (another program may own them); `parley doctor` shows them.
    """
    known = {PREFIX + name.upper() for name in TABLE} | {CONFIG_VARIABLE}
    strange = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    return {name: _nearest(name, known) for name in strange}


def _from_file(config: Path) -> dict[str, object]:
    try:
        given = tomllib.loads(config.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read {config}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{config} is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{config} is no TOML: {error}") from error
    found: dict[str, object] = {}
    for name, value in given.items():
        _known(name, str(config))
        fitting = _fit(name, value, str(config))
        found[name] = config.parent / fitting if isinstance(fitting, Path) else fitting
    return found


def _known(name: str, where: str) -> None:
    if name in TABLE:
        return
    near = _nearest(name, TABLE)
    hint = f"; did you mean `{near}`?" if near else ""
    raise SettingsError(f"{where}: unknown setting `{name}`{hint}")


def _nearest(name: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), None)


def _fit(name: str, value: object, where: str) -> object:
    try:
        return convert(TABLE[name].kind, TABLE[name].row, value)
    except Unfit as error:
        raise SettingsError(f"{where}: `{name}` {error}") from error


def _checked(settings: Settings) -> Settings:
    order = ("poll_min_seconds", "poll_default_seconds", "poll_max_seconds")
    values: dict[str, float] = {name: getattr(settings, name) for name in order}
    for lower, upper in pairwise(order):
        if values[lower] > values[upper]:
            raise SettingsError(
                f"`{lower}` ({values[lower]:g}) is above `{upper}` ({values[upper]:g}); "
                "lower the first or raise the second"
            )
    return settings
