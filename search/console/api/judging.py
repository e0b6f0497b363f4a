"""Calls for verdicts: what readers hold of shifts, and how often shifts are right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.access import LOCAL, OPERATOR
from search.console.api.call import Call, answer
from search.console.desk import desk_of
from search.console.forms import reader_of
from search.verdicts import Precision, precision, precision_by
from search.verdicts.giving import MAX_NOTE, MAX_READER, reader_named
from search.verdicts.precision import Field
from wire import Shift, Verdict
from wire.vocabulary import Judgement

PARTS: tuple[Field, ...] = ("issue", "party", "direction", "made_by")


class Judged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader holds of a shift."""

    judgement: Judgement
    note: Annotated[str, msgspec.Meta(max_length=MAX_NOTE)] = ""


@dataclass(frozen=True)
class Verdicts:
    """The verdicts that stand."""

    items: list[Verdict]


@dataclass(frozen=True)
class Share:
    """How many shifts were judged right, wrong, or both; `low` to `high`: 95 % confidence."""

    value: str
    right: int
    wrong: int
    disputed: int
    share: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Figures:
    """How often shifts are right: in `all`, and by each part; and the verdicts themselves."""

    all: Share
    by: dict[str, list[Share]]
    items: list[Verdict]


def verdicts(request: Request) -> Response:
    """How often shifts are right."""
    found = desk_of(request).verdicts.all()
    by: dict[str, list[Share]] = {name: _shares(precision_by(found, name)) for name in PARTS}
    return answer(request, Figures(_share("", precision(found)), by, found))


def verdicts_on(request: Request) -> Response:
    """What readers hold of a shift; of one that is gone as well."""
    desk, identifier = desk_of(request), request.path_params["id"]
    found = desk.verdicts.on([identifier])
    if not found and desk.index.get("shift", identifier) is None:
        raise HTTPException(404, "there is no such shift")
    return answer(request, Verdicts(found))


def put_verdict(request: Request, given: Judged) -> Response:
    """Keep what a reader holds of a shift. The same once more changes nothing."""
    desk, identifier, reader = desk_of(request), request.path_params["id"], _reader(request)
    found = desk.index.get("shift", identifier)
    if isinstance(found, Shift):
        desk.verdicts.give(found, given.judgement, reader, given.note)
    elif not desk.verdicts.revise(identifier, given.judgement, reader, given.note):
        raise HTTPException(404, "there is no such shift: nothing is left to judge")
    (mine,) = (each for each in desk.verdicts.on([identifier]) if each.reader == reader)
    return answer(request, mine)


def take_back(request: Request) -> Response:
    """Let a reader hold nothing of a shift. Once more changes nothing."""
    desk_of(request).verdicts.take_back(request.path_params["id"], _reader(request))
    return Response(status_code=204)


def _reader(request: Request) -> str:
    """Whose verdict it is. A token is somebody's own, and says so; raises a refusal (403)."""
    name = reader_named(request.path_params["reader"])
    if not name or len(request.path_params["reader"]) > MAX_READER:
        raise HTTPException(422, f"a reader's name has 1 to {MAX_READER} characters")
    asking = reader_of(request).name
    if asking not in (LOCAL.name, OPERATOR) and name != reader_named(asking):
        raise HTTPException(403, f"{asking} gives verdicts as {asking}")
    return name


def _shares(found: Iterable[tuple[str, Precision]]) -> list[Share]:
    return [_share(value, each) for value, each in found]


def _share(value: str, found: Precision) -> Share:
    low, high = found.interval
    return Share(value, found.right, found.wrong, found.disputed, found.share, low, high)


CALLS = (
    Call("/verdicts", verdicts, "How often shifts are right, and every verdict", Figures),
    Call("/shifts/{id}/verdicts", verdicts_on, "What readers hold of a shift", Verdicts),
    Call(
        "/shifts/{id}/verdicts/{reader}",
        put_verdict,
        "Say what you hold of a shift",
        Verdict,
        method="PUT",
        needs="watch",
        takes=Judged,
        refusals=(422,),
    ),
    Call(
        "/shifts/{id}/verdicts/{reader}",
        take_back,
        "Take a verdict back",
        method="DELETE",
        needs="watch",
        status=204,
        refusals=(422,),
    ),
)
