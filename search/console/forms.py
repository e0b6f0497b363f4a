"""Forms: what a page may change, and that only this console's own pages can ask for it.

For whoever writes a page with a form:

- In the template, inside ``<form method="post">``: ``{{ form_field() }}`` puts the hidden field in.
  ``{% if may("watch") %}`` around the form hides it from readers who may only look.
- The handler is a plain function with the decorator; its route has ``methods=["POST"]``::

      @writes("watch")
      def add(request: Request, form: Form) -> Response:
          name = form.one("name")
          ...
          return RedirectResponse("/watches", 303)

  It runs in a thread, like the pages that only read. When it is called, the reader may do it
  (`needs`: "read", "watch" or "admin"), the form came from a page of this console, and its body was
  small and well-formed; everything else was answered before: 401, 403, 400, 413, 415.
- `reader_of(request)` says who it is.

The hidden field is a keyed digest of the reader's session, or, where nobody need log in, of a
random cookie (the signed double-submit pattern of OWASP's sheet on cross-site request forgery). It
is the same on every page of a session, so ETags stand. The guard looks at where the request comes
from as well; the field holds where a browser does not say it, the origin where a field leaks.
"""

import functools
import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.access import COOKIE, Access, Reader
from search.console.tokens import Scope

FIELD = "form_token"
VISITOR = "parley_visitor"
MEDIA = "application/x-www-form-urlencoded"
MAX_BODY = 64 * 1024
MAX_FIELDS = 200
"""Bytes and fields of a form; a watch has a dozen fields."""

STALE = "This form is too old, or was not made here. Go back, reload the page and send it again."


@dataclass(frozen=True)
class Form:
    """The fields of a form as they were sent, in their order; blank ends of a value are off."""

    fields: tuple[tuple[str, str], ...]

    def one(self, name: str, default: str = "") -> str:
        """The first value of a field; the default where it is missing."""
        return next((value for each, value in self.fields if each == name), default)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that is not empty."""
        return tuple(value for each, value in self.fields if each == name and value)

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked: browsers send nothing for one that was not."""
        return any(each == name for each, _ in self.fields)


Handler = Callable[[Request, Form], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def writes(needs: Scope, *, max_body: int = MAX_BODY) -> Callable[[Handler], Endpoint]:
    """Declare that a handler changes something, and what a reader must be allowed for it."""

    def declared(handler: Handler) -> Endpoint:
        @functools.wraps(handler)
        async def endpoint(request: Request) -> Response:
            require(request, needs)
            form = await sent(request, max_body)
            return await run_in_threadpool(handler, request, form)

        return endpoint

    return declared


def require(request: Request, needs: Scope) -> Reader:
    """Who asks. Raises a refusal (403) where this reader may not."""
    reader = reader_of(request)
    if not reader.may(needs):
        raise HTTPException(
            403, f"{reader.name} may {reader.scope} only; this needs a token for {needs}"
        )
    return reader


def reader_of(request: Request) -> Reader:
    """Who asks, as the guard found it out."""
    found = request.scope["reader"]
    assert isinstance(found, Reader)
    return found


async def sent(request: Request, max_body: int = MAX_BODY) -> Form:
    """The form of a request. Raises a refusal: 400, 403, 413, 415."""
    form = _read(request, await body_of(request, MEDIA, max_body))
    if not hmac.compare_digest(form.one(FIELD).encode(), _expected(request).encode()):
        raise HTTPException(403, STALE)
    return form


async def body_of(request: Request, media: str, most: int) -> bytes:
    """The body of a request. Raises a refusal: 413 for too long, 415 for another media type."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != media:
        raise HTTPException(415, f"this takes {media}")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"at most {most:,} bytes", headers={"Connection": "close"})
    return body


def field(request: Request) -> Markup:
    """The hidden field for a form on the page that answers this request."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, _made(request))


def remember(request: Request, response: Response) -> None:
    """Give the reader the cookie that the page's forms go with, where it is new."""
    if not getattr(request.state, "has_form", False):
        return
    # The page is one reader's own from here on.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie"
    if visitor := getattr(request.state, "visitor", None):
        set_cookie(request, response, VISITOR, visitor)


def set_cookie(
    request: Request, response: Response, name: str, value: str, seconds: int | None = None
) -> None:
    """Set a cookie: out of a script's reach, never sent along by another site's forms.

    A proxy that speaks TLS to the reader says so in X-Forwarded-Proto. Whoever makes that up only
    makes the own cookie stricter.
    """
    forwarded = request.headers.get("x-forwarded-proto", "").lower() == "https"
    secure = forwarded or request.url.scheme == "https"
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure
    )


def _made(request: Request) -> str:
    request.state.has_form = True
    if not _binding(request):
        request.state.visitor = secrets.token_urlsafe(24)
    return _expected(request)


def _expected(request: Request) -> str:
    bound = _binding(request)
    if not bound:
        raise HTTPException(403, f"{STALE} Cookies must be allowed for this address.")
    access: Access = request.app.access
    return hmac.new(access.key, f"form:{bound}".encode(), hashlib.sha256).hexdigest()


def _binding(request: Request) -> str:
    if reader_of(request).by_cookie:
        return f"session:{request.cookies[COOKIE]}"
    made = getattr(request.state, "visitor", None)
    visitor = made or request.cookies.get(VISITOR, "")
    return f"visitor:{visitor}" if re.fullmatch(r"[\w-]{32}", visitor, re.ASCII) else ""


def _read(request: Request, body: bytes) -> Form:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError as error:
        raise HTTPException(400, "the form cannot be read") from error
    return Form(tuple((name, value.strip()) for name, value in pairs))
