"""The program `parley` as its user starts it: a process of its own on a directory of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Program:
    """Starts `parley` on one data directory; nothing of the tester's own settings reaches it.

    `given` are settings of the test's own, as `PARLEY_...`.
    """

    data_dir: Path
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "parley.main", "--data-dir", str(self.data_dir)]

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
        root = str(Path(__file__).parents[2])
        return kept | {"PYTHONPATH": root, "COLUMNS": "100"} | dict(self.given)

    def run(
        self, *arguments: str, stdin: str = "", status: int | None = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end; the exit status is checked unless `status` is None."""
        done = subprocess.run(
            [*self.command, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=300,
            env=self.environment | environment,
            check=False,
        )
        assert status is None or done.returncode == status, done.stderr
        return done

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start and come back at once; whoever starts it ends it."""
        return subprocess.Popen(
            [*self.command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
        )

    def export(self, what: str, *arguments: str) -> list[dict[str, Any]]:
        """What `parley export` prints, as values."""
        lines = self.run("export", what, *arguments).stdout.splitlines()
        return [json.loads(line) for line in lines]


def lines(path: Path, *articles: dict[str, Any]) -> Path:
    """Write articles as a file for `parley backfill`."""
    path.write_text("".join(json.dumps(each) + "\n" for each in articles), encoding="utf-8")
    return path
