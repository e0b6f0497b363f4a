"""What is typed wrongly is said in words, with status 2; what goes wrong otherwise has status 1."""

import subprocess

import pytest

from tests.fakes.program import Program


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("search", "party:"), "nothing stands after"),
        (("search", "talks", "--after", "garbage"), "is no cursor"),
        (("backfill", "--profile", "slow", "a.jsonl"), "accurate, fast"),
        (("export", "shifts", "--log-format", "xml"), "text, json"),
        (("prune", "--before", "2999-01-01"), "future"),
        (("replay",), "--dry-run or --apply"),
        (("dlq", "replay"), "--all"),
    ],
)
def test_wrong_usage_has_status_2(program: Program, arguments: tuple[str, ...], words: str) -> None:
    said = program.run(*arguments, status=2).stderr
    assert words in said
    assert "Traceback" not in said


def test_a_value_of_the_environment_that_does_not_fit_names_its_variable(program: Program) -> None:
    said = program.run("export", "shifts", status=1, PARLEY_PROFILE="slow").stderr
    assert "PARLEY_PROFILE" in said


def test_reading_where_nothing_may_be_written_says_so(program: Program) -> None:
    program.data_dir.write_text("a file where the folder should be")
    said = program.run("search", "talks", status=1).stderr
    assert "choose another --data-dir" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_program_started_without_its_streams_does_its_work(program: Program, closed: str) -> None:
    command = " ".join(f"'{word}'" for word in program.command)
    done = subprocess.run(
        ["sh", "-c", f"{command} search talks {closed}"], env=program.environment, check=False
    )
    assert done.returncode == 0
    assert (program.data_dir / "parley.db").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("arguments", ["feeds list", "feeds export"])
def test_a_reader_that_is_gone_at_once_is_no_failure(program: Program, arguments: str) -> None:
    command = " ".join(f"'{word}'" for word in program.command)
    reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
    reader.wait()
    assert reader.stdin is not None
    with reader.stdin as pipe:
        done = subprocess.run(
            ["sh", "-c", f"{command} {arguments}"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
            env=program.environment,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_an_article_of_which_nothing_is_stored_can_be_kept_out(program: Program) -> None:
    said = program.run("takedown", "2026-05-0123456789abcdef0123").stderr
    assert "nothing is stored" in said
