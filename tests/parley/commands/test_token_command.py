"""`parley token`, and the console that asks for what it made."""

import re
import urllib.error
import urllib.request

import pytest

from tests.fakes.program import Program


def test_a_token_is_made_listed_and_removed(program: Program) -> None:
    made = program.run("token", "add", "desk", "--scope", "watch", "--days", "2")
    assert re.fullmatch(r"parley_[\w-]{43}\n", made.stdout)
    rights = {path.name: path.stat().st_mode & 0o077 for path in program.data_dir.glob("*.db*")}
    assert rights == {"parley.db": 0}, "others on this machine may not read it"
    assert "watch" in made.stderr
    listed = program.run("token", "list").stdout
    assert listed.startswith("desk\twatch\ttoken\tmade ")
    assert made.stdout.strip() not in listed
    again = program.run("token", "add", "desk", status=1).stderr
    assert "parley token remove desk" in again
    assert "open to everybody" in program.run("token", "remove", "desk").stderr
    assert "no token 'desk'" in program.run("token", "remove", "desk", status=2).stderr


def test_what_is_no_name_and_no_password_is_refused(program: Program) -> None:
    for name in ("a b", "operator"):
        assert "no name" in program.run("token", "add", name, status=2).stderr
    for password in ("short", " blanks at the ends "):
        said = program.run("token", "add", "a", "--password", status=2, stdin=password + "\n")
        assert "12 to 1024 characters" in said.stderr
        assert said.stdout == ""
    program.run("token", "add", "a", "--password", stdin="correct horse battery\n")
    assert "\tpassword\t" in program.run("token", "list").stdout


def test_the_console_asks_for_it(program: Program) -> None:
    secret = program.run("token", "add", "desk").stdout.strip()
    running = program.start("console", "--port", "0")
    assert running.stderr is not None
    try:
        address = ""
        while not address:
            found = re.search(r"http://127\.0\.0\.1:\d+/", running.stderr.readline())
            address = found.group() if found else ""
        request = urllib.request.Request(f"{address}api/v1/shifts")
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(request, timeout=30)
        assert refusal.value.code == 401
        refusal.value.close()
        request.add_header("Authorization", f"Bearer {secret}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200
    finally:
        running.terminate()
        running.communicate(timeout=30)
