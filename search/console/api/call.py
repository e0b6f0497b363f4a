"""A call of the API: what it is asked with, needs and gives; checked before it runs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.console.etags import tagged
from search.console.forms import body_of, require
from search.console.tokens import Scope

Method = Literal["GET", "POST", "PUT", "DELETE"]
MEDIA = "application/json"
MAX_BODY = 64 * 1024
"""Bytes of a body; a watch with everything has some hundred."""

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Parameter:
    """A parameter of the address. `schema` is of one value; `many`: it may be given repeatedly."""

    name: str
    meaning: str
    schema: Schema = field(default_factory=lambda: {"type": "string", "maxLength": 500})
    many: bool = False


@dataclass(frozen=True)
class Call:
    """One call. `gives` is the type of the answer, None for one without a body.

    `takes` is the type of the body; the endpoint then gets its value as second argument.
    `refusals` are the statuses that this call has besides those that all calls have.
    """

    path: str
    endpoint: Callable[..., Response]
    summary: str
    gives: Any = None
    method: Method = "GET"
    needs: Scope = "read"
    parameters: tuple[Parameter, ...] = ()
    takes: type[msgspec.Struct] | None = None
    status: int = 200
    refusals: tuple[int, ...] = ()
    conditional: bool = False

    async def answer(self, request: Request) -> Response:
        """What the call gives. Raises a refusal before anything is done."""
        require(request, self.needs)
        check(self.parameters, request.query_params)
        if self.takes is None:
            return await run_in_threadpool(self.endpoint, request)
        body = await body_of(request, MEDIA, MAX_BODY)
        try:
            value = msgspec.json.decode(body, type=self.takes)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise HTTPException(400, f"the body does not fit: {error}") from error
        return await run_in_threadpool(self.endpoint, request, value)


def answer(
    request: Request, value: object, *, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A value as JSON with its ETag."""
    made = Response(msgspec.json.encode(value), status, headers, MEDIA)
    return tagged(request, made)


def check(parameters: tuple[Parameter, ...], given: QueryParams) -> None:
    """Refuse (400) a parameter that there is not, and a value that its schema does not allow.

    A misspelt filter would else find everything and look as if it had found what was asked for.
    """
    known = {each.name: each for each in parameters}
    for name in dict.fromkeys(given.keys()):
        if name not in known:
            there_are = ", ".join(known) or "none"
            raise HTTPException(400, f"no parameter {name[:80]!r}; there are: {there_are}")
        values = given.getlist(name)
        if len(values) > 1 and not known[name].many:
            raise HTTPException(400, f"{name} can be given once")
        for value in values:
            if wrong := _wrong(known[name].schema, value):
                raise HTTPException(400, f"{name} {wrong}")


def _wrong(schema: Schema, value: str) -> str:
    """What is wrong with a value; nothing: it fits."""
    if schema["type"] == "integer":
        least, most = schema["minimum"], schema["maximum"]
        plain = re.fullmatch(r"0|[1-9][0-9]{0,8}", value)
        fits = plain and least <= int(value) <= most
        return "" if fits else f"must be a whole number from {least} to {most}"
    if "enum" in schema and value not in schema["enum"]:
        return f"must be one of {', '.join(schema['enum'])}"
    if "pattern" in schema and not re.search(schema["pattern"], value, re.ASCII):
        return f"must look like {schema['pattern']}"
    if len(value) > schema.get("maxLength", len(value)):
        return f"must have at most {schema['maxLength']} characters"
    return ""


def one_of(values: tuple[str, ...]) -> Schema:
    """The schema of a closed list."""
    return {"type": "string", "enum": list(values)}


def up_to(most: int, standard: int) -> Schema:
    """The schema of a number from 1."""
    return {"type": "integer", "minimum": 1, "maximum": most, "default": standard}
