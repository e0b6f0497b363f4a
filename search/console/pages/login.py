"""The page that asks for a token, where there is one; and the way out."""

import re
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from search.console import forms
from search.console.access import COOKIE, SESSION, Access, MustWait
from search.console.forms import Form
from search.console.pages.rendering import page

MAX_BODY = 16 * 1024
OWN = re.compile(r"/(?![/\\])[!-\[\]-~]{0,2000}", re.ASCII)
"""An address of the console itself. Browsers take `//name` and `/\\name` for another host."""

NOT_KNOWN = "That is not a token of this console. A password goes with its name."
NOT_TOGETHER = "Name and password do not go together."


def ask(request: Request) -> Response:
    """The form; while the door is open there is nothing to ask for."""
    way_on = _own(request.query_params.get("next", ""))
    if _access(request).is_open():
        return RedirectResponse(way_on, 303)
    return _form(request, 200, "", way_on)


async def enter(request: Request) -> Response:
    """Let in who shows a token or a password: a signed cookie that no script can read."""
    form = await forms.sent(request, MAX_BODY)
    return await run_in_threadpool(_let_in, request, form)


def _let_in(request: Request, form: Form) -> Response:
    access, way_on = _access(request), _own(form.one("next"))
    if access.is_open():
        return RedirectResponse(way_on, 303)
    address = request.client.host if request.client else "unknown"
    found = access.reader_with(form.one("token"), address, form.one("name"))
    if isinstance(found, MustWait):
        said = f"Too many wrong ones came just now: wait {found.seconds} seconds."
        response = _form(request, 429, said, way_on)
        response.headers["Retry-After"] = str(found.seconds)
        return response
    if found is None:
        said = NOT_TOGETHER if form.one("name") else NOT_KNOWN
        return _form(request, 401, said, way_on)
    response = RedirectResponse(way_on, 303)
    seconds = int(SESSION.total_seconds())
    forms.set_cookie(request, response, COOKIE, access.session(found), seconds)
    return response


@forms.writes("read")
def leave(request: Request, form: Form) -> Response:
    """End the session of this browser."""
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return response


def _form(request: Request, status: int, said: str, way_on: str) -> Response:
    return page(request, "login.html", status=status, problem=said, way_on=way_on)


def _own(address: str) -> str:
    """Where to go on: only to a page of this console, and not to its door."""
    own = OWN.fullmatch(address) and not unquote(address).startswith("/log")
    return address if own else "/"


def _access(request: Request) -> Access:
    found = request.app.access
    assert isinstance(found, Access)
    return found
