"""What an operator may decide: one typed table, and how a value is found for each of its rows.

Order of precedence: defaults, configuration file, environment, flags of the command line.
What does not belong here: constants that no operator should touch; they live beside their reason.
"""

from runtime.settings.docs import markdown
from runtime.settings.load import (
    SettingsError,
    WrongFlag,
    config_path,
    load,
    unknown_environment,
)
from runtime.settings.table import Settings

__all__ = [
    "Settings",
    "SettingsError",
    "WrongFlag",
    "config_path",
    "load",
    "markdown",
    "unknown_environment",
]
