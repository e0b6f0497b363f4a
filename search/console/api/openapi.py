"""The OpenAPI document, made from the table of calls."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from search.console.asking import MOST, PAGE, fields_of
from search.index import Kind
from wire import Article, Shift, Statement

VERSION = "3.1.0"
TYPES: dict[Kind, type[msgspec.Struct]] = {
    "article": Article,
    "statement": Statement,
    "shift": Shift,
}
REFERENCE = "#/components/schemas/{name}"


@dataclass(frozen=True)
class Call:
    """One call. `kind`: it takes a search of these documents. `listed`, `one`: what it gives."""

    path: str
    endpoint: Callable[[Request], Response]
    summary: str
    kind: Kind | None = None
    listed: Kind | None = None
    one: Kind | None = None
    more: tuple[tuple[str, str], ...] = ()


def description(calls: Sequence[Call], version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the calls."""
    _, schemas = msgspec.json.schema_components(TYPES.values(), ref_template=REFERENCE)
    return {
        "openapi": VERSION,
        "info": {
            "title": "Parley",
            "version": version or "0",
            "description": "Who said what, and when a party to a negotiation changed its position.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{}, {"token": []}],
        "paths": {call.path: {"get": _operation(call)} for call in calls},
        "components": {
            "schemas": {**schemas, "Problem": _PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(call: Call) -> dict[str, Any]:
    parameters = [_parameter(name, "path", "", True) for name in re.findall(r"{(\w+)}", call.path)]
    if call.kind is not None:
        parameters.append(_parameter("q", "query", "Words and fields of the query language."))
        parameters += [
            _parameter(field.name, "query", f"{field.meaning}; may be given several times.")
            for field in fields_of(call.kind)
        ]
    if call.listed is not None:
        parameters += [
            _parameter("cursor", "query", "Where to go on: `next` of the page before."),
            _parameter("limit", "query", f"How many at most: {PAGE} as given, up to {MOST}."),
        ]
    parameters += [_parameter(name, "query", meaning) for name, meaning in call.more]
    return {
        "operationId": call.endpoint.__name__,
        "summary": call.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "Found.",
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": _schema(call)}},
            },
            "304": {"description": "Not changed since the ETag of If-None-Match."},
            "default": {
                "description": "A problem in words (RFC 9457).",
                "content": {
                    "application/problem+json": {"schema": {"$ref": _reference("Problem")}}
                },
            },
        },
    }


def _parameter(name: str, place: str, meaning: str, required: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": required,
        "schema": {"type": "string"},
        **({"description": meaning} if meaning else {}),
    }


def _schema(call: Call) -> dict[str, Any]:
    if call.one is not None:
        return {"$ref": _reference(TYPES[call.one].__name__)}
    if call.listed is None:
        return {"type": "object"}
    return {
        "type": "object",
        "required": ["items", "total", "exact", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": _reference(TYPES[call.listed].__name__)}},
            "highlights": {"type": "object", "description": "Places of the words, by id and part."},
            "total": {"type": "integer"},
            "exact": {"type": "boolean", "description": "False: there are more than `total`."},
            "next": {"type": ["string", "null"]},
        },
    }


def _reference(name: str) -> str:
    return REFERENCE.format(name=name)


_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "position": {"type": "integer", "description": "Place in `q`, in code points from 0."},
        "advice": {"type": "string"},
    },
}
