"""From files to alerts through every role, killed with -9 on the way: as the local shell has it."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import IO, Any

import pytest

from parley.cluster.store import open_store
from parley.demo import bundled
from parley.local.store import LocalStore
from processors.faust.app import GROUP
from runtime.clock import SystemClock
from runtime.kafka import Publisher, full_name
from runtime.kafka.accounting import HourAccount
from runtime.kafka.groups import committed
from runtime.settings import Settings
from search.alerts.kafka.desk import ClusterDesk
from search.alerts.kafka.following import Following
from search.alerts.local import AlertDesk
from tests.cluster.newswork import records
from tests.cluster.roles import ROOT, environment_of
from tests.fakes.watches import rule, watch

SHARED = ROOT.parent / "shared"
WCEP = SHARED / "data" / "articles" / "wcep_2025-01_2025-08.jsonl"
KINDS = ("articles", "statements", "shifts", "alerts")
SOME = 40
"""Articles of eight months of news beside the newsrooms; `make soak` takes all of them."""

ROLES = ("work-1", "work-2", "index", "alert")
KILLS = 20

WATCHES = (watch("talks", "talks OR sanctions"), rule("hardening", direction="hardening"))
PATIENCE = 300.0


class Installation:
    """`parley` on the settings' servers: commands, and roles that are killed and come again."""

    def __init__(self, settings: Settings, folder: Path, person: str = "person") -> None:
        self._folder = folder
        self._person = person
        self._running: dict[str, tuple[subprocess.Popen[bytes], IO[bytes]]] = {}
        self.environment = environment_of(settings)

    def command(self, *arguments: str) -> list[str]:
        given = ["--data-dir", str(self._folder / self._person), *arguments]
        return [sys.executable, "-m", "parley.main", *given]

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env=self.environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def exports(self) -> dict[str, list[dict[str, Any]]]:
        return {
            kind: [json.loads(line) for line in self.run("export", kind).splitlines()]
            for kind in KINDS
        }

    def start(self, role: str) -> None:
        """Start a role, as "work-1"; its name before the hyphen is the command."""
        said = (self._folder / f"{role}.log").open("ab")
        process = subprocess.Popen(
            self.command(role.partition("-")[0]),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=self.environment,
        )
        self._running[role] = (process, said)

    def kill(self, role: str) -> None:
        process, said = self._running.pop(role)
        assert process.poll() is None, self.said(role)
        process.kill()
        process.wait()
        said.close()

    def end(self) -> dict[str, int]:
        """Ask every role to end; how each did."""
        for process, _ in self._running.values():
            process.send_signal(signal.SIGTERM)
        ended = {}
        for role, (process, said) in self._running.items():
            try:
                ended[role] = process.wait(60)
            finally:
                process.kill()
                process.wait()
                said.close()
        self._running.clear()
        return ended

    def said(self, role: str) -> str:
        return (self._folder / f"{role}.log").read_text(encoding="utf-8")[-4000:]

    def all_are_there(self) -> None:
        for role, (process, _) in self._running.items():
            assert process.poll() is None, self.said(role)


@pytest.fixture
def news(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The bundled newsrooms, corrections as revisions, and news of the world where it is there."""
    stories = [story for room in bundled() for story in room.stories]
    rows = [
        {
            "id": story.revises or story.id,
            "text": story.text,
            "title": story.title,
            "published_at": story.published_at.isoformat(),
            "url": story.url,
            "outlet": story.domain,
        }
        for story in stories
    ]
    made = [json.dumps(row) for row in rows]
    if WCEP.exists():
        converted = subprocess.run(
            [sys.executable, str(SHARED / "tools" / "to_articles.py"), str(WCEP)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        made += converted if request.config.getoption("--soak") else converted[:SOME]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(made) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def installation(settings: Settings, tmp_path: Path) -> Iterator[Installation]:
    made = Installation(settings, tmp_path)
    yield made
    made.end()


def until(holds: Callable[[], bool], installation: Installation, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        installation.all_are_there()
        assert time.monotonic() < deadline, f"waited {PATIENCE:.0f} s: {what}"
        time.sleep(0.1)


@pytest.mark.usefixtures("kafka")
def test_exports_are_those_of_the_local_shell_whatever_is_killed(
    settings: Settings,
    installation: Installation,
    news: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    installation.run("indices", "apply")
    with (
        open_store(tmp_path / "person", SystemClock()) as store,
        closing(Following(settings, store.database, SystemClock().now)) as following,
        Publisher(settings, "console") as publisher,
    ):
        desk = ClusterDesk(store.database, store.alerts, following, lambda: publisher)
        for each in WATCHES:
            desk.keep(each)
    for role in ROLES:
        installation.start(role)
    articles = len(news.read_text(encoding="utf-8").splitlines())
    installation.run("backfill", str(news))

    def worked() -> int:
        places = [(full_name(settings, "articles"), n) for n in range(settings.partitions)]
        return sum(committed(settings, GROUP, places).values())

    kills = moments(articles, Random(11) if request.config.getoption("--soak") else None)
    for share, role in kills:
        until(lambda: worked() >= share, installation, f"{share} articles worked")  # noqa: B023
        installation.kill(role)
        installation.start(role)
    installation.run("lag", "--wait", str(PATIENCE))
    installation.all_are_there()
    found = installation.exports()

    with LocalStore.open(tmp_path / "local", SystemClock()) as local:
        mine = AlertDesk(local.database, local.alerts)
        for each in WATCHES:
            mine.keep(each)
    alone = Installation(replace(settings, shell="local"), tmp_path, person="local")
    alone.run("backfill", str(news))
    expected = alone.exports()
    assert all(expected.values()), "an empty export proves nothing"
    for kind in KINDS:
        assert found[kind] == expected[kind], kind
    assert installation.run("dlq", "list") == ""
    with open_store(tmp_path / "person", SystemClock()) as kept:
        account = AlertDesk(kept.database, kept.alerts).account(WATCHES[0].id)
        assert account.balanced
        assert account.matched > 0
        assert account.scanned >= len(found["statements"])
    assert set(installation.end().values()) == {0}
    missing = left_open(settings)
    assert len(missing) >= len(ROLES), "nobody has told an account"
    open_ones = [process for process, number in missing.items() if number]
    assert len(open_ones) <= len(kills), "only who was killed owes an account"


def moments(articles: int, chance: Random | None) -> list[tuple[int, str]]:
    """Who is killed when so many articles are worked: each role, or all of them at random."""
    if chance is None:
        victims = ("index", "work-1", "alert", "index", "work-2")
        return [(articles * number // 7, role) for number, role in enumerate(victims, 1)]
    shares = sorted(chance.randrange(1, articles * 9 // 10) for _ in range(KILLS))
    victims = chance.sample(ROLES * (KILLS // len(ROLES)), KILLS)
    return list(zip(shares, victims, strict=True))


def left_open(settings: Settings) -> dict[str, int]:
    """Inputs of each process of which it has not told what became of them."""
    newest = {each.key: each.decode(HourAccount) for each in records(settings, "accounts")}
    found: dict[str, int] = {}
    for each in newest.values():
        ended = each.done + each.dead + each.returned + sum(each.dropped.values())
        found[each.process] = found.get(each.process, 0) + each.taken - ended
    return found
