"""Forms that change something: only from the console's own pages, and only for who may."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from search.console import forms
from search.console.access import Access, Reader
from search.console.forms import Form, writes
from tests.search.console.conftest import TOKEN, Served, served


@writes("watch")
def keep(request: Request, form: Form) -> Response:
    said = (form.one("name"), *form.all("to"), str(form.ticked("loud")))
    return PlainTextResponse("|".join(said))


def show(request: Request) -> Response:
    response = HTMLResponse(forms.field(request))
    forms.remember(request, response)
    return response


def with_forms(made: Served) -> Served:
    app = made.client.app
    assert isinstance(app, Starlette)
    app.router.routes[:0] = [Route("/keep", keep, methods=["POST"]), Route("/show", show)]
    return made


@pytest.fixture
def open_door(empty: Served) -> Served:
    return with_forms(empty)


@pytest.fixture
def closed_door(locked: Served) -> Served:
    return with_forms(locked)


def test_a_form_of_the_console_is_taken(open_door: Served) -> None:
    answer = open_door.post("/keep", "/show", name=" river ", loud="on")
    assert (answer.status_code, answer.text) == (200, "river|True")


def test_values_keep_their_order_and_their_words(open_door: Served) -> None:
    fields = {"form_token": open_door.form_token("/show"), "name": "Ř&=+", "to": ["b", "", "a"]}
    assert open_door.client.post("/keep", data=fields).text == "Ř&=+|b|a|False"


def test_the_field_is_the_same_on_each_page_of_a_reader(open_door: Served) -> None:
    assert open_door.form_token("/show") == open_door.form_token("/show")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(open_door: Served) -> None:
    plain = open_door.client.get("/show").headers
    assert "HttpOnly" in plain["set-cookie"]
    assert "SameSite=lax" in plain["set-cookie"]
    assert "Secure" not in plain["set-cookie"]
    assert plain["cache-control"] == "private, no-cache"
    open_door.client.cookies.clear()
    behind = open_door.client.get("/show", headers={"X-Forwarded-Proto": "https"}).headers
    assert "Secure" in behind["set-cookie"]


@pytest.mark.parametrize("token", ["", "0" * 64, "é", None])
def test_without_the_right_field_nothing_is_done(open_door: Served, token: str | None) -> None:
    open_door.form_token("/show")
    data = {"name": "x"} if token is None else {"name": "x", "form_token": token}
    assert open_door.client.post("/keep", data=data).status_code == 403


def test_the_field_of_another_reader_does_not_do(open_door: Served) -> None:
    theirs = open_door.form_token("/show")
    open_door.client.cookies.clear()
    open_door.form_token("/show")
    assert open_door.client.post("/keep", data={"form_token": theirs}).status_code == 403


def test_a_field_without_its_cookie_does_not_do(open_door: Served) -> None:
    token = open_door.form_token("/show")
    open_door.client.cookies.clear()
    answer = open_door.client.post("/keep", data={"form_token": token})
    assert answer.status_code == 403
    assert "Cookies must be allowed" in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://127.0.0.1:9"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_a_page_elsewhere_cannot_send_even_a_field_that_leaked(
    open_door: Served, headers: dict[str, str]
) -> None:
    data = {"form_token": open_door.form_token("/show")}
    assert open_door.client.post("/keep", data=data, headers=headers).status_code == 403


@pytest.mark.parametrize("media", ["text/plain", "multipart/form-data", "application/json", ""])
def test_another_kind_of_body_is_refused(open_door: Served, media: str) -> None:
    answer = open_door.client.post("/keep", content=b"x", headers={"Content-Type": media})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"name=%FF", 400),
        (b"name=\xff", 400),
        (b"&".join(b"a=%d" % n for n in range(300)), 400),
        (b"name=" + b"x" * 70_000, 413),
    ],
)
def test_a_body_that_is_no_form_is_refused(open_door: Served, body: bytes, status: int) -> None:
    headers = {"Content-Type": forms.MEDIA}
    assert open_door.client.post("/keep", content=body, headers=headers).status_code == status


def test_a_session_has_its_own_field(closed_door: Served) -> None:
    before = closed_door.form_token("/login")
    assert closed_door.client.post("/keep", data={"form_token": before}).status_code == 401
    assert closed_door.enter(TOKEN).status_code == 303
    assert closed_door.client.post("/keep", data={"form_token": before}).status_code == 403
    assert closed_door.post("/keep", "/show", name="river").status_code == 200


@dataclass
class ReadersOnly(Access):
    """A door behind which one may only look."""

    def reader_of_session(self, cookie: str) -> Reader | None:
        found = super().reader_of_session(cookie)
        return found and Reader("guest", "read", by_cookie=True)


@pytest.fixture
def looking(tmp_path: Path) -> Iterator[Served]:
    made = with_forms(served(tmp_path, TOKEN))
    made.client.app.access = ReadersOnly(TOKEN, made.clock.now)  # type: ignore[attr-defined]
    yield made
    made.store.database.close()


def test_who_may_only_look_changes_nothing(looking: Served) -> None:
    looking.enter(TOKEN)
    answer = looking.post("/keep", "/show", name="river")
    assert answer.status_code == 403
    assert "guest may read only" in answer.text
