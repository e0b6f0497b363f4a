"""Tokens and passwords: what each lets in, until when, and what a guess costs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from runtime.sqlite import Database
from search.console.local import MIGRATIONS, SqliteTokens
from search.console.tokens import Scope, Token, digest_of, digest_of_password, secret_of
from tests.fakes.documents import day
from tests.search.console.conftest import TOKEN, Served, served

NOW = day(10)
PASSWORD = "correct horse battery"


@dataclass
class Door:
    """A console with tokens in its store."""

    console: Served
    tokens: SqliteTokens

    def add(self, name: str, scope: Scope = "read", seconds: float | None = None) -> str:
        secret = secret_of(name.encode().ljust(32, b"."))
        ends = None if seconds is None else NOW + timedelta(seconds=seconds)
        token = Token(
            name=name, scope=scope, digest=digest_of(secret), made_at=NOW, expires_at=ends
        )
        assert self.tokens.put(token)
        return secret

    def add_password(self, name: str, password: str = PASSWORD) -> None:
        digest = digest_of_password(password, b"0123456789abcdef")
        token = Token(name=name, scope="watch", kind="password", digest=digest, made_at=NOW)
        assert self.tokens.put(token)

    def status(self, secret: str, address: str = "testclient") -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        return self.console.client.get("/api/v1/shifts", headers=headers).status_code

    def enter(self, token: str, name: str = "") -> int:
        return self.console.post("/login", "/login", token=token, name=name).status_code


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[[str], Door]]:
    database = Database.open(tmp_path / "door.db", MIGRATIONS)
    tokens = SqliteTokens(database)
    stores = []

    def make(token: str) -> Door:
        console = served(tmp_path, token)
        console.access.tokens, console.access.key = tokens, tokens.key()
        stores.append(console.store.database)
        return Door(console, tokens)

    yield make
    for each in (*stores, database):
        each.close()


@pytest.fixture
def door(made: Callable[[str], Door]) -> Door:
    return made("")


def test_the_first_token_closes_the_door_and_the_last_one_opens_it(door: Door) -> None:
    assert door.console.client.get("/").status_code == 200
    secret = door.add("desk")
    assert door.console.client.get("/").status_code == 401
    assert door.status(secret) == 200
    assert door.tokens.remove("desk")
    assert not door.tokens.remove("desk")
    assert door.console.client.get("/").status_code == 200


def test_a_door_that_others_can_reach_stays_closed(door: Door) -> None:
    door.console.access.closed = True
    assert door.console.client.get("/").status_code == 401
    assert door.enter("x" * 43) == 401


def test_a_token_is_good_until_its_time_is_over(door: Door) -> None:
    secret = door.add("desk", seconds=60)
    door.console.clock.advance(59)
    assert door.status(secret) == 200
    door.console.clock.advance(1)
    assert door.status(secret) == 401
    assert door.console.client.get("/").status_code == 401, "an expired token opens no door"


def test_what_is_kept_does_not_open(door: Door) -> None:
    door.add("desk")
    door.add_password("anna")
    for each in door.tokens.all():
        assert door.status(each.digest) == 401
        assert door.enter(each.digest, each.name) == 401


def test_the_file_holds_no_secret(door: Door, tmp_path: Path) -> None:
    secret = door.add("desk")
    door.add_password("anna")
    written = b"".join(path.read_bytes() for path in tmp_path.glob("door.db*"))
    assert b"desk" in written
    assert secret.encode() not in written
    assert PASSWORD.encode() not in written


def test_the_time_of_last_use_is_noted_by_the_minute(door: Door) -> None:
    secret = door.add("desk")
    for seconds, expected in ((0, 0), (59, 0), (1, 60)):
        door.console.clock.advance(seconds)
        assert door.status(secret) == 200
        assert door.tokens.all()[0].last_used_at == NOW + timedelta(seconds=expected)


def test_a_session_ends_with_the_token_it_stands_on(door: Door) -> None:
    secret = door.add("desk")
    door.add("other")
    assert door.enter(secret) == 303
    assert door.console.client.get("/").status_code == 200
    door.tokens.remove("desk")
    assert door.console.client.get("/").status_code == 401
    door.add("desk", "admin")  # The same secret in this test, so the session stands again.
    assert door.console.client.get("/").status_code == 200
    door.tokens.remove("desk")
    door.tokens.put(Token(name="desk", scope="admin", digest=digest_of("new"), made_at=NOW))
    assert door.console.client.get("/").status_code == 401


def test_a_session_ends_with_the_time_of_its_token(door: Door) -> None:
    assert door.enter(door.add("desk", seconds=60)) == 303
    assert door.console.client.get("/").status_code == 200
    door.console.clock.advance(61)
    assert door.console.client.get("/").status_code == 401


def test_a_session_of_another_console_is_not_taken(made: Callable[[str], Door]) -> None:
    one, other = made(TOKEN), made(TOKEN)
    assert one.enter(TOKEN) == 303
    cookie = dict(one.console.client.cookies)
    other.console.client.cookies.update(cookie)
    assert other.console.client.get("/").status_code == 200, "the same file, the same key"
    other.console.access.key = b"other"
    assert other.console.client.get("/").status_code == 401


def test_a_session_of_one_token_cannot_be_made_one_of_another(door: Door) -> None:
    door.enter(door.add("desk"))
    door.add("boss", "admin")
    boss = door.tokens.named("boss")
    assert boss is not None
    until, nonce, _, signature = door.console.client.cookies["parley"].split(".")
    forged = f"parley={until}.{nonce}.{boss.mark}.{signature}"
    door.console.client.cookies.clear()
    assert door.console.client.get("/", headers={"Cookie": forged}).status_code == 401


def test_leaving_takes_the_cookie_away(door: Door) -> None:
    door.enter(door.add("desk"))
    assert door.console.post("/logout", "/").status_code == 303
    assert door.console.client.get("/").status_code == 401


def test_a_password_goes_with_its_name(door: Door) -> None:
    door.add_password("anna")
    door.add_password("ben", "another long password")
    assert door.enter(PASSWORD) == 401
    assert door.enter(PASSWORD, "ben") == 401
    assert door.enter(PASSWORD, "nobody") == 401
    assert door.enter(PASSWORD, "anna") == 303
    assert door.status(PASSWORD) == 401, "programs use tokens"


def test_what_a_token_may_is_what_its_session_may(door: Door) -> None:
    door.enter(door.add("desk", "read"))
    page = door.console.get("/")
    assert "desk</bdi> (read)" in page


def test_guesses_do_not_shut_out_who_has_a_drawn_token(made: Callable[[str], Door]) -> None:
    door = made(TOKEN)
    secret = door.add("desk")
    for _ in range(5):
        assert door.status("wrong") == 401
    assert door.status("wrong") == 429
    assert door.status(TOKEN) == 429, "one that a person has thought of can be guessed"
    assert door.status(secret) == 200


def test_right_ones_in_between_do_not_give_more_guesses(made: Callable[[str], Door]) -> None:
    door = made(TOKEN)
    for _ in range(5):
        assert door.status("wrong") == 401
        if _ < 4:
            assert door.status(TOKEN) == 200
    assert door.status(TOKEN) == 429


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/shifts/a?x=1", "/shifts/a?x=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\tx", "/"),
        ("/%0d%0aSet-Cookie:x", "/%0d%0aSet-Cookie:x"),
        ("/logout", "/"),
        ("/log%6fut", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_on_leads_to_the_console_only(door: Door, address: str, expected: str) -> None:
    secret = door.add("desk")
    answer = door.console.post("/login", "/login", token=secret, next=address)
    assert answer.headers["location"] == expected


def test_whoever_is_sent_to_the_door_comes_back(door: Door) -> None:
    secret = door.add("desk")
    client = door.console.client
    asked = client.get("/search?q=a%20b&in=shifts", headers={"Accept": "text/html"})
    page = client.get(asked.headers["location"]).text
    assert 'name="next" value="/search?q=a%20b&amp;in=shifts"' in page
    data = {"form_token": door.console.form_token("/login"), "token": secret}
    data["next"] = "/search?q=a%20b&in=shifts"
    assert client.post("/login", data=data).headers["location"] == data["next"]


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        ("read", "GET", "/me", 200),
        ("read", "GET", "/tokens", 403),
        ("watch", "GET", "/tokens", 403),
        ("admin", "GET", "/tokens", 200),
        ("read", "POST", "/watches", 403),
        ("watch", "POST", "/watches", 201),
        ("read", "DELETE", "/watches/x", 403),
        ("watch", "DELETE", "/watches/x", 404),
        ("watch", "DELETE", "/tokens/desk", 403),
        ("read", "PUT", "/shifts/x/verdicts/desk", 403),
        ("watch", "PUT", "/shifts/x/verdicts/desk", 404),
        ("watch", "PUT", "/shifts/x/verdicts/boss", 403),
        ("admin", "DELETE", "/shifts/x/verdicts/boss", 403),
        ("admin", "DELETE", "/tokens/desk", 409),
        ("admin", "DELETE", "/tokens/nobody", 404),
    ],
)
def test_each_scope_may_what_it_says(
    door: Door, scope: Scope, method: str, path: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {door.add('desk', scope)}"}
    body = {"judgement": "right"} if "verdicts" in path else {"name": "w", "query": "talks"}
    client = door.console.client
    answer = client.request(
        method, f"/api/v1{path}", headers=headers, json=None if method == "GET" else body
    )
    assert answer.status_code == status, answer.text


def test_tokens_are_listed_without_secrets_and_taken_away(door: Door) -> None:
    headers = {"Authorization": f"Bearer {door.add('boss', 'admin')}"}
    guest = door.add("guest")
    client = door.console.client
    listed = client.get("/api/v1/tokens", headers=headers)
    assert [each["name"] for each in listed.json()["items"]] == ["boss", "guest"]
    assert "digest" not in listed.text
    assert client.delete("/api/v1/tokens/guest", headers=headers).status_code == 204
    assert door.status(guest) == 401
