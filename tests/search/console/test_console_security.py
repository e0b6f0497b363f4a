"""Hostile requests and the door: nothing leaks, nobody guesses, nothing is read unasked."""

import time

import pytest

from search.console import Listener, NotServed
from search.index.local import limits
from tests.fakes.documents import statement
from tests.search.console.conftest import TOKEN, Served


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/api/v1/shifts", "/static/console.css", "/livez"]
)
def test_every_answer_binds_the_browser(console: Served, path: str) -> None:
    headers = console.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_defect_is_told_without_its_inside_and_with_the_headers(
    console: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    from starlette.testclient import TestClient

    def broken() -> list[object]:
        raise RuntimeError("secret")

    monkeypatch.setattr(console.sources, "feeds", broken)
    client = TestClient(
        console.client.app, base_url="http://localhost", raise_server_exceptions=False
    )
    for path in ("/feeds", "/api/v1/feeds"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8080", 200),
        ("127.0.0.1:8080", 200),
        ("[::1]:8080", 200),
        ("evil.example", 421),
        ("evil.example:8080", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ],
)
def test_another_name_is_refused(console: Served, host: str, status: int) -> None:
    assert console.client.get("/livez", headers={"Host": host}).status_code == status


def test_a_name_of_the_settings_is_known(locked: Served) -> None:
    assert locked.client.get("/livez", headers={"Host": "Parley.example:80"}).status_code == 200


def test_nothing_is_read_without_the_token(locked: Served) -> None:
    for path in ("/", "/api/v1/shifts", "/events", "/metrics", "/search.csv", "/login/../status"):
        assert locked.client.get(path).status_code == 401
    page = locked.client.get("/", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=%2F")
    assert locked.get("/readyz") == "ready\n"
    assert "console_token" in locked.get("/login")


def test_the_token_opens_as_bearer_and_as_cookie(locked: Served) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert locked.client.get("/api/v1/shifts", headers=bearer).status_code == 200
    entered = locked.enter(TOKEN)
    assert entered.status_code == 303
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert TOKEN not in cookie
    assert locked.client.get("/").status_code == 200
    locked.clock.advance(8 * 86400)
    assert locked.client.get("/").status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "99999999999.a.b", "99999999999..", "a.b.c", "é"])
def test_a_made_up_cookie_opens_nothing(locked: Served, cookie: str) -> None:
    headers = {"Cookie": f"parley={cookie}".encode()}
    assert locked.client.get("/", headers=headers).status_code == 401


def test_guessing_is_limited(locked: Served) -> None:
    for _ in range(5):
        assert locked.enter("wrong").status_code == 401
    locked.clock.advance(20)
    late = locked.enter(TOKEN)
    assert late.status_code == 429
    assert late.headers["retry-after"] == "40"
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert locked.client.get("/api/v1/shifts", headers=bearer).status_code == 429
    locked.clock.advance(41)
    assert locked.enter(TOKEN).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:9"},
        {"Origin": "http://["},
    ],
)
def test_a_form_from_elsewhere_logs_nobody_in(locked: Served, headers: dict[str, str]) -> None:
    data = {"token": TOKEN, "form_token": locked.form_token("/login")}
    assert locked.client.post("/login", data=data, headers=headers).status_code == 403
    here = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert locked.client.post("/login", data=data, headers=here).status_code == 303


def test_an_endless_form_is_not_read(locked: Served) -> None:
    assert locked.enter("x" * 100_000).status_code == 413


@pytest.mark.parametrize(
    ("host", "token", "said"),
    [
        ("0.0.0.0", "", "console_token"),
        ("::", "", "console_token"),
        ("0.0.0.0", "short", "16 characters"),
        ("nowhere", "", "no address"),
    ],
)
def test_it_is_not_served_to_others_without_a_token(host: str, token: str, said: str) -> None:
    with pytest.raises(NotServed, match=said):
        Listener.open(host, 0, token)


def test_a_taken_port_is_said_in_one_line() -> None:
    first = Listener.open("127.0.0.1", 0, "")
    try:
        with pytest.raises(NotServed, match="choose another with --port") as error:
            Listener.open("127.0.0.1", first.socket.getsockname()[1], "")
        assert "\n" not in str(error.value)
    finally:
        first.socket.close()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../application.py",
        "/static/..%2fapplication.py",
        "/static/%2e%2e/application.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static/..%5capplication.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/console.css%00.png",
        "/static/",
        "/static/" + "a" * 5000,
    ],
)
def test_nothing_but_the_statics_is_served(console: Served, path: str) -> None:
    answer = console.client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize("path", ["/", "/search", "/watches", "/login", "/static/console.css"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_another_method_is_refused(console: Served, path: str, method: str) -> None:
    answer = console.client.request(method, path)
    assert answer.status_code == 405
    assert "GET" in answer.headers.get("allow", "GET")


@pytest.mark.parametrize(
    "query",
    [
        "a" * 20_000,
        "(" * 3_000,
        "NOT " * 3_000 + "a",
        " OR ".join(f"w{n}" for n in range(3_000)),
        '"' + "a " * 3_000 + '"',
        "party:" * 1_000,
    ],
)
def test_a_monstrous_query_is_refused_at_once(console: Served, query: str) -> None:
    for path in ("/search", "/search.csv", "/", "/watches/new", "/api/v1/statements"):
        before = time.process_time()
        answer = console.client.get(path, params={"q": query})
        assert answer.status_code in (400, 422) or path == "/watches/new", path
        assert answer.status_code < 500
        assert len(answer.content) < 200_000
        assert time.process_time() - before < 2


def test_a_search_that_takes_too_long_is_broken_off(
    console: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.store.apply(statements=[statement(f"{n:04}", f"talks {n}") for n in range(400)])
    monkeypatch.setattr(limits, "STEPS", 10)
    monkeypatch.setattr(console.store.index, "_seconds", 0.0, raising=True)
    for path in ("/search?q=talks", "/?q=talks", "/api/v1/statements?q=talks"):
        answer = console.client.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["retry-after"] == "5"
        assert "narrow" in answer.text
