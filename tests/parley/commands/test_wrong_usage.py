"""What is typed wrongly is said in words, with status 2; what goes wrong otherwise has status 1."""

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
