"""One call of the program: its settings, its voice, and the data directory it works on."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from runtime import logs
from runtime.clock import Clock, SystemClock
from runtime.settings import Settings, config_path, load

if TYPE_CHECKING:
    from parley.local.store import LocalStore
    from search.index import Index


class Voice(Console):
    """A console that says when nobody listens any more, for the caller to decide what that means.

    Rich's own would end the program with status 1.
    """

    def on_broken_pipe(self) -> None:
        """Called by rich inside the handler of the error."""
        raise BrokenPipeError


class Session:
    """What the global options decided. Results go to `out`, everything else to `err`."""

    def __init__(
        self, *, config: Path | None, flags: dict[str, object], clock: Clock | None = None
    ) -> None:
        self._config = config
        self._flags = flags
        self.clock: Clock = clock or SystemClock()

    @cached_property
    def settings(self) -> Settings:
        """The settings of this call. Raises `SettingsError`."""
        return load(config_path(self._config, os.environ), os.environ, self._flags)

    @cached_property
    def out(self) -> Console:
        """Standard output: what was asked for."""
        return Voice(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())

    @cached_property
    def err(self) -> Console:
        """Standard error: progress, remarks, logs."""
        return Voice(file=sys.stderr, highlight=False)

    def decide(self, **flags: object) -> Settings:
        """Take a command's own flags into the settings; None means not given."""
        self._flags = {**self._flags, **flags}
        self.__dict__.pop("settings", None)
        return self.settings

    def on(self, settings: Settings, clock: Clock) -> "Session":
        """The same voice on other settings and another time, as the demo has them."""
        other = Session(config=self._config, flags=self._flags, clock=clock)
        other.__dict__["settings"] = settings
        return other

    def asked(self, name: str) -> bool:
        """Whether a setting was given for this call: by a flag or by the environment."""
        return self._flags.get(name) is not None or f"PARLEY_{name.upper()}" in os.environ

    def start_logging(self) -> None:
        """Log to standard error in the format and from the level of the settings."""
        logs.configure(
            sys.stderr,
            self.clock,
            log_format=self.settings.log_format,
            level=self.settings.log_level,
        )

    def store(self) -> "LocalStore":
        """The data directory's store, for reading beside a running pipeline and short writes.

        In the cluster shell that is the file of a console: tokens, and what the topics have told.
        Raises `StorageError` where there is none that this program can use.
        """
        from parley.cluster.store import open_store
        from parley.local.store import LocalStore
        from parley.names import party_names_when_needed

        names = party_names_when_needed(self.settings)
        if self.settings.shell == "cluster":
            return open_store(self.settings.data_dir, self.clock, names)
        return LocalStore.open(self.settings.data_dir, self.clock, names)

    @property
    def file(self) -> Path:
        """The store's file, which need not be there yet."""
        from parley.cluster.store import FILE as CLUSTER
        from parley.local.store import FILE

        name = CLUSTER if self.settings.shell == "cluster" else FILE
        return self.settings.data_dir / name

    @contextmanager
    def index(self) -> "Iterator[Index[Any]]":
        """Where the shell keeps articles, statements and shifts. Raises what reading it raises."""
        if self.settings.shell == "cluster":
            from search.index.elastic import open_index

            with closing(open_index(self.settings)) as elastic:
                yield elastic
            return
        with self.store() as store:
            yield store.index
