"""The page that asks for the token, where one is set."""

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

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
    access = _access(request)
    address = request.client.host if request.client else ""
    if not access.token:
        return RedirectResponse("/", 303)
    # A page elsewhere must not log a reader in; browsers say where a form comes from.
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return page(request, "login.html", status=403, problem="This form was sent from elsewhere.")
    if access.must_wait(address):
        response = page(
            request, "login.html", status=429, problem="Too many wrong tokens: wait a minute."
        )
        response.headers["Retry-After"] = "60"
        return response
    if not access.accepts_token(await _shown(request), address):
        return page(request, "login.html", status=401, problem="That is not the token.")
    response = RedirectResponse("/", 303)
    response.set_cookie(
        COOKIE,
        access.session(),
        max_age=int(SESSION.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


async def _shown(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return ""
    values = parse_qs(body.decode("utf-8", "replace")).get("token", [""])
    return values[0].strip()


def _access(request: Request) -> Access:
    found = request.app.access
    assert isinstance(found, Access)
    return found
