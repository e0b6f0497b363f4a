"""The command line as a whole: help, global options, one clear line for what goes wrong."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.commands import COMMANDS, GROUPS
from parley.failure import Failure, explained
from parley.main import app, hoisted
from runtime.sqlite import StorageError
from tests.fakes.program import Program, lines

ROOT = Path(__file__).parents[3]
SUBCOMMANDS = [
    [group.name, str(command.name or command.callback.__name__)]  # type: ignore[union-attr]
    for group in GROUPS
    for command in group.app.registered_commands
]
EVERY = [[command.name] for command in COMMANDS] + SUBCOMMANDS


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_has_help_with_an_example(words: list[str]) -> None:
    shown = CliRunner(env={"COLUMNS": "200", "TERM": "dumb"}).invoke(app, [*words, "--help"])
    assert shown.exit_code == 0, shown.output
    assert re.search(rf"Examples?:.*{' '.join(words)}", shown.output, re.DOTALL)


def test_help_lists_every_command() -> None:
    shown = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["--help"]).output
    for words in EVERY:
        assert words[0] in shown


def test_global_options_may_stand_behind_the_command() -> None:
    given = ["export", "shifts", "--data-dir", "d", "--log-format=json", "--", "--config", "c"]
    first = ["--data-dir", "d", "--log-format=json"]
    assert hoisted(given) == [*first, "export", "shifts", "--", "--config", "c"]
    assert hoisted(["export", "--data-dir"]) == ["--data-dir", "export"]


def test_an_unknown_command_is_wrong_usage(program: Program) -> None:
    assert "No such command" in program.run("exprot", status=2).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", 'party:"Rur'), "^"),
        (("timeline", "Ruritania", "weather"), "talks, ceasefire"),
        (("trace", "2026-05-00"), "no article 2026-05-00"),
        (("takedown", "2026-05-00"), "no article 2026-05-00"),
        (("dlq", "show", "2026-05-00"), "no dead letter"),
        (("dlq", "list", "--stage", "nowhere"), "no stage `nowhere`"),
        (("backfill", "not-there.jsonl"), "not-there.jsonl: No such file"),
        (("feeds", "add", "ftp://a.example"), "http"),
        (("feeds", "import", "not-there.opml"), "not-there.opml"),
        (("dossier", "check", "not-there.yaml"), "not-there.yaml"),
        (("backup", "copy.db"), "nothing to back up"),
        (("extract", "not-there.txt"), "not-there.txt: No such file"),
    ],
)
def test_what_goes_wrong_is_said_in_words(
    program: Program, arguments: tuple[str, ...], words: str
) -> None:
    done = program.run(*arguments, status=None)
    assert done.returncode in {1, 2}
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_configuration_with_an_unknown_key_names_it_and_the_nearest(
    program: Program, tmp_path: Path
) -> None:
    config = tmp_path / "parley.toml"
    config.write_text('profil = "fast"\n')
    said = program.run("export", "shifts", "--config", str(config), status=1).stderr
    assert "`profil`" in said
    assert "`profile`" in said


def test_a_file_that_is_no_database_is_left_alone(program: Program) -> None:
    program.data_dir.mkdir()
    file = program.data_dir / "parley.db"
    file.write_text("my diary, " * 100)
    assert "no SQLite file" in program.run("export", "shifts", status=1).stderr
    assert file.read_text().startswith("my diary")


def test_a_reader_that_leaves_early_is_no_failure(program: Program, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("no bash on this machine")
    import subprocess

    many = lines(
        tmp_path / "a.jsonl",
        *({"id": n, "text": f"The minister said talks {n} would go on."} for n in range(3)),
    )
    program.run("backfill", str(many))
    command = " ".join(f"'{word}'" for word in program.command)
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} export articles | head -c 1 >/dev/null"],
        capture_output=True,
        text=True,
        env=program.environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_errors_that_only_we_can_mend_are_not_explained_away(tmp_path: Path) -> None:
    assert explained(KeyError("x")) is None
    assert explained(Failure("do this")) == "do this"
    assert "disk is full" in str(explained(StorageError("full", tmp_path)))
    assert "disk is full" in str(explained(OSError(28, "No space left on device", "f")))
