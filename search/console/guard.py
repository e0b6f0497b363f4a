"""What stands before every page: right host, right reader, headers that bind the browser."""

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search.console.access import COOKIE, Access
from search.console.api.problems import problem

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Around the application: nothing leaves without the headers, nothing enters unasked."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, bound)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path = Headers(scope=scope), scope["path"]
        if not self._access.knows_host(headers.get("host", "")):
            return PlainTextResponse(
                "This console does not go by that name. Ask for it by its address, or add the name"
                " to the setting console_hosts.\n",
                421,
            )
        if self._access.is_free(path):
            return None
        client = scope.get("client")
        address = client[0] if client else ""
        kind, _, shown = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            if self._access.must_wait(address):
                return problem(429, "too many wrong tokens", headers={"Retry-After": "60"})
            if self._access.accepts_token(shown.strip(), address):
                return None
        elif self._access.accepts_session(_cookie(headers.get("cookie", ""))):
            return None
        elif "text/html" in headers.get("accept", ""):
            return RedirectResponse("/login", 303)
        return problem(
            401, "show the token as a bearer token", headers={"WWW-Authenticate": "Bearer"}
        )


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
