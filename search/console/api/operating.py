"""Calls for whoever keeps it running: feeds, stages, dead letters, tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.access import Access
from search.console.api.call import Call, Parameter, answer, up_to
from search.console.asking import number
from search.console.desk import desk_of
from search.console.forms import reader_of
from search.console.sources import FeedReport
from search.console.tokens import Scope
from search.index import KINDS
from wire import DeadLetter

MOST_LETTERS, LETTERS = 200, 50


@dataclass(frozen=True)
class Feeds:
    """Every feed that was ever asked, by address."""

    items: Sequence[FeedReport]


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """What came into a stage, and what became of it; `missing` is 0, or something is wrong."""

    stage: str
    taken: int = msgspec.field(name="in")
    done: int
    dropped: dict[str, int]
    dead: int
    missing: int


@dataclass(frozen=True)
class Status:
    """What is stored, and the account of each stage over all hours."""

    version: str
    stored: dict[str, int]
    stages: Sequence[Stage]


@dataclass(frozen=True)
class Letter:
    """A dead letter without its insides."""

    id: str
    stage: str
    error: str
    text: str
    feed: str | None
    attempts: int
    first_failed_at: datetime
    last_failed_at: datetime


@dataclass(frozen=True)
class Letters:
    """Dead letters that wait for a replay, the newest failure first."""

    items: Sequence[Letter]


@dataclass(frozen=True)
class Reading:
    """Who you are to this console, and what you may do."""

    name: str
    scope: Scope


@dataclass(frozen=True)
class Known:
    """A token or password, without its secret."""

    name: str
    scope: Scope
    kind: Literal["token", "password"]
    made_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class Tokens:
    """Who may enter, by name."""

    items: Sequence[Known]


def feeds(request: Request) -> Response:
    """How each feed is."""
    return answer(request, Feeds(desk_of(request).sources.feeds()))


def status(request: Request) -> Response:
    """The account of the stages, what is stored."""
    desk = desk_of(request)
    stages = [
        Stage(
            stage=name,
            taken=each.taken,
            done=each.done,
            dropped=dict(each.dropped),
            dead=each.dead,
            missing=each.missing,
        )
        for name, each in desk.sources.stages().items()
    ]
    stored = {f"{kind}s": desk.index.count(kind) for kind in KINDS}
    return answer(request, Status(desk.version, stored, stages))


def letters(request: Request) -> Response:
    """Dead letters, without what is inside."""
    most = number(request.query_params, "limit", LETTERS, MOST_LETTERS)
    found = [
        Letter(
            id=each.id,
            stage=each.stage,
            error=each.error,
            text=each.text,
            feed=each.feed,
            attempts=each.attempts,
            first_failed_at=each.first_failed_at,
            last_failed_at=each.last_failed_at,
        )
        for each in desk_of(request).sources.letters(most)
    ]
    return answer(request, Letters(found))


def letter(request: Request) -> Response:
    """One dead letter with its original bytes, in base64."""
    found = desk_of(request).sources.letter(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "there is no such dead letter")
    return answer(request, found)


def me(request: Request) -> Response:
    """Who asks."""
    reader = reader_of(request)
    return answer(request, Reading(reader.name, reader.scope))


def tokens(request: Request) -> Response:
    """Who may enter."""
    kept = _access(request).tokens
    found = [
        Known(
            name=each.name,
            scope=each.scope,
            kind=each.kind,
            made_at=each.made_at,
            expires_at=each.expires_at,
            last_used_at=each.last_used_at,
        )
        for each in (kept.all() if kept is not None else ())
    ]
    return answer(request, Tokens(found))


def remove_token(request: Request) -> Response:
    """Let in nobody any more who has it. The last one stays: without it the door would be open."""
    kept, name = _access(request).tokens, request.path_params["name"]
    names = {each.name for each in kept.all()} if kept is not None else set()
    if kept is None or name not in names:
        raise HTTPException(404, "there is no such token")
    if names == {name} and not _access(request).token:
        raise HTTPException(409, "this is the last token: `parley token remove` opens the console")
    kept.remove(name)
    return Response(status_code=204)


def _access(request: Request) -> Access:
    found = request.app.access
    assert isinstance(found, Access)
    return found


CALLS = (
    Call("/feeds", feeds, "How each feed is, in words", Feeds),
    Call("/status", status, "The account of every stage, and what is stored", Status),
    Call(
        "/dead-letters",
        letters,
        "Inputs that a stage could not take, the newest failure first",
        Letters,
        parameters=(Parameter("limit", "How many at most.", up_to(MOST_LETTERS, LETTERS)),),
    ),
    Call("/dead-letters/{id}", letter, "One of them, with its original bytes", DeadLetter),
    Call("/me", me, "Who you are to this console", Reading),
    Call("/tokens", tokens, "Who may enter, without secrets", Tokens, needs="admin"),
    Call(
        "/tokens/{name}",
        remove_token,
        "Let in nobody any more who has this token",
        method="DELETE",
        needs="admin",
        status=204,
        refusals=(409,),
    ),
)
