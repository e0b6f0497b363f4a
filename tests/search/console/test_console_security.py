"""Hostile content, hostile requests, the door: nothing runs, nothing leaks, nobody guesses."""

import re
from html.parser import HTMLParser

import msgspec
import pytest

from search.console import HistoryEntry, Listener, NotServed
from search.console.links import outside
from tests.fakes.documents import DAY, article, shift, statement
from tests.search.console.conftest import TOKEN, Served
from wire import DeadLetter, Outlet

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg/onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    '<a href="javascript:alert(1)">x</a>',
    "\u202egnp.exe\u2066",
    "a\x00b\x1b[31m",
    "--><!--<style>*{display:none}</style>",
    "%3Cscript%3E&lt;script&gt;",
    "/../../etc/passwd?x=1#y",
)
ADDRESSES = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "http:///nohost",
    'https://evil.example/"><script>',
    "https://[bad/",
    "file:///etc/passwd",
)


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def safe(page: str) -> None:
    for tag, attributes in Tags(page).tags:
        assert tag in KNOWN, tag
        assert not any(name.startswith("on") or name == "style" for name in attributes), attributes
        if tag == "script":
            assert attributes.get("src") == "/static/console.js"
        for name in ("href", "src", "action"):
            address = attributes.get(name) or "/"
            assert address[0] in "/#" or address.startswith(("http://", "https://")), address
            if address.startswith("http"):
                assert {"noopener", "noreferrer"} <= set((attributes.get("rel") or "").split())
    assert "\u202e" not in page
    assert "\x00" not in page


KNOWN = frozenset(
    """html head meta title link script body a header img nav ul ol li main footer p div h1 h2 h3
    form label input select option button datalist article section span bdi b i time blockquote
    mark code fieldset legend figure figcaption svg rect line path circle aside details summary sup
    table thead tbody tr th td dl dt dd pre br textarea strong""".split()  # noqa: SIM905
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("address", [ADDRESSES[0], ADDRESSES[8]])
def test_hostile_words_stay_words_on_every_page(empty: Served, text: str, address: str) -> None:
    odd = article("a", f"{text}\nand {text}", title=text)
    odd = msgspec.structs.replace(
        odd, url=address, outlet=Outlet(name=text, domain=text), published_claimed=text
    )
    said = msgspec.structs.replace(
        statement("s", text, party=text, counterparties=(text,), speaker=text, role=text),
        title=text,
        url=address,
        outlet=text,
        condition=text,
        conditional=True,
        deadline=text,
        cue=text[:3],
        negotiation=text,
    )
    moved = shift("m", before=text, after=f"{text} {text}", party=text, why=text)
    evil = {"title": text, "url": address, "outlet": text, "speaker": text, "role": text}
    moved = msgspec.structs.replace(
        moved,
        before=msgspec.structs.replace(moved.before, **evil),
        after=msgspec.structs.replace(moved.after, **evil),
        sources=(msgspec.structs.replace(moved.sources[0], title=text, url=address, outlet=text),),
    )
    empty.store.apply([odd], [said], [moved])
    empty.sources.entries[moved.id] = [HistoryEntry(DAY, 1, "provisional", text, text, text)]
    empty.sources.dead.append(
        DeadLetter(
            id=text,
            stage="parse",
            error="malformed",
            text=text,
            original=text.encode(),
            position=text,
            headers={text: text},
            feed=address,
            first_failed_at=DAY,
            last_failed_at=DAY,
        )
    )
    for path in (
        *("/", "/search", "/search?in=articles", "/search?in=shifts", "/parties", "/status"),
        *(f"/articles/{odd.id}", f"/shifts/{moved.id}"),
    ):
        safe(empty.get(path))
    for path, parameters in (("/search", "q"), ("/search", "party"), ("/", "q"), ("/", "party")):
        safe(empty.client.get(path, params={parameters: text}).text)
    for link in re.findall(r'href="(/(?:parties|status/letters)/[^"]+)"', empty.get("/parties")):
        safe(empty.client.get(link).text)


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_the_web_is_linked(address: str) -> None:
    found = outside(address)
    assert found is None or (found.startswith("https://") and '"' in address)


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
