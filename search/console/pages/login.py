"""The page that asks for the token, where one is set."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from search.console import forms
from search.console.access import COOKIE, SESSION, Access
from search.console.pages.rendering import page

MAX_BODY = 4096


def ask(request: Request) -> Response:
    """The form; without a token there is nothing to ask for."""
    if not _access(request).token:
        return RedirectResponse("/", 303)
    return page(request, "login.html", problem="")


async def enter(request: Request) -> Response:
    """Let in who shows the token: a signed cookie that no script can read."""
    if not _access(request).token:
        return RedirectResponse("/", 303)
    form = await forms.sent(request, MAX_BODY)
    return await run_in_threadpool(_let_in, request, form.one("token"))


def _let_in(request: Request, shown: str) -> Response:
    access = _access(request)
    address = request.client.host if request.client else ""
    if seconds := access.wait(address):
        said = f"Too many wrong tokens: wait {seconds} seconds."
        response = page(request, "login.html", status=429, problem=said)
        response.headers["Retry-After"] = str(seconds)
        return response
    if access.reader_with(shown, address) is None:
        return page(request, "login.html", status=401, problem="That is not the token.")
    response = RedirectResponse("/", 303)
    seconds = int(SESSION.total_seconds())
    forms.set_cookie(request, response, COOKIE, access.session(), seconds)
    return response


def _access(request: Request) -> Access:
    found = request.app.access
    assert isinstance(found, Access)
    return found
