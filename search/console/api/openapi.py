"""The OpenAPI document, made from the table of calls."""

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

import msgspec

from search.console.api.call import Call, Parameter

VERSION = "3.1.0"
REFERENCE = "#/components/schemas/{name}"
ALWAYS = (400, 401, 403, 429, 503)
"""Statuses that every call may answer with: wrong parameters, the door, a store out of reach."""

MEANINGS = {
    200: "Found.",
    201: "Kept.",
    204: "Done.",
    304: "Not changed since the ETag of If-None-Match.",
    409: "What is there stands in the way, such as a watch of that name: `detail` says why.",
    410: "It was there and is gone.",
    412: "Changed by somebody else since the ETag of If-Match.",
    413: "The body is too long.",
    415: "The body is no JSON.",
    422: "Well-formed, and cannot be understood or done: `detail` says why.",
    429: "Too many wrong tokens: wait.",
    503: "The store cannot be read, or the search took too long: try again.",
}


class Problem(msgspec.Struct, kw_only=True):
    """A problem in words (RFC 9457). `position`: the place in `q`, in code points from 0."""

    type: str
    title: str
    status: int
    detail: str
    position: int = 0
    advice: str = ""
    problems: dict[str, str] = {}


def description(calls: Sequence[Call], version: str, *, is_open: bool) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the calls. `is_open`: nobody need show a token."""
    types = [kind for call in calls for kind in (call.gives, call.takes) if kind is not None]
    found, schemas = msgspec.json.schema_components([*types, Problem], ref_template=REFERENCE)
    # Types are not hashable in general (a union is not), their places in the list are.
    schema_of = {id(kind): each for kind, each in zip([*types, Problem], found, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for call in calls:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call, schema_of)
    return {
        "openapi": VERSION,
        "info": {
            "title": "Parley",
            "version": version or "0",
            "description": "Who said what, and when a party to a negotiation changed its position.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{}, {"token": []}] if is_open else [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "`parley token add` makes one, good for read, watch or admin.",
                }
            },
        },
    }


def _operation(call: Call, schema_of: dict[int, Any]) -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "minLength": 1},
        }
        for name in re.findall(r"{(\w+)}", call.path)
    ]
    parameters += [_parameter(each) for each in call.parameters]
    if call.conditional:
        parameters.append(
            {
                "name": "If-Match",
                "in": "header",
                "description": "ETags: it is done only while the resource has one of them.",
                "schema": {"type": "string", "pattern": '^"[0-9a-f]{32}"$'},
            }
        )
    made: dict[str, Any] = {
        "operationId": call.endpoint.__name__,
        "summary": call.summary,
        "description": f"Needs a token for {call.needs}.",
        "tags": [call.path.split("/")[1]],
        "parameters": parameters,
        "responses": dict(_responses(call, schema_of)),
    }
    if call.takes is not None:
        content = {"application/json": {"schema": schema_of[id(call.takes)]}}
        made["requestBody"] = {"required": True, "content": content}
    return made


def _responses(call: Call, schema_of: dict[int, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    good: dict[str, Any] = {"description": MEANINGS[call.status]}
    if call.gives is not None:
        good["headers"] = {"ETag": {"required": True, "schema": {"type": "string"}}}
        good["content"] = {"application/json": {"schema": schema_of[id(call.gives)]}}
    if call.status == HTTPStatus.CREATED:
        good["headers"]["Location"] = {"required": True, "schema": {"type": "string"}}
    yield str(call.status), good
    if call.method == "GET":
        yield "304", {"description": MEANINGS[304]}
    statuses = {*ALWAYS, *call.refusals}
    if "{" in call.path:
        statuses.add(404)
    if call.takes is not None:
        statuses |= {413, 415}
    if call.conditional:
        statuses.add(412)
    problem = {"application/problem+json": {"schema": schema_of[id(Problem)]}}
    for status in sorted(statuses):
        meaning = MEANINGS.get(status, f"{HTTPStatus(status).phrase}.")
        yield str(status), {"description": meaning, "content": problem}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "schema": dict(parameter.schema),
    }
    if parameter.many:
        made["schema"] = {"type": "array", "items": dict(parameter.schema)}
    return made
