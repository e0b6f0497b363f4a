"""A document as Elasticsearch keeps it, and back. Pure.

The body is the message of `wire` as it is; all that is searched is made of it anew at any time.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from search.index.documents import TYPES, indexed, moment_of
from search.index.protocol import Document, Kind
from search.index.times import DAY, microseconds
from wire.article import Article
from wire.codec import decode, encode

GONE = "gone"
"""The digest of what leaves only its version; no digest in hexadecimal is like this."""

_encoder = msgspec.json.Encoder()


def digest_of(document: Document) -> str:
    """By which the same document is known when it comes again; its stamps are of another time."""
    if document.removed:
        return GONE
    if isinstance(document, Article):
        document = msgspec.structs.replace(document, stamps={})
    return hashlib.blake2b(encode(document), digest_size=12).hexdigest()


def source(document: Document) -> bytes:
    """A living document with all its fields, as JSON."""
    body = encode(document)
    found = indexed(document)
    at = microseconds(moment_of(document))
    return _encoder.encode(
        {
            "id": document.id,
            "version": document.version,
            "removed": False,
            "digest": digest_of(document),
            "at": at,
            "day": at // DAY,
            "words": " ".join(found.words),
            "speaker": " ".join(found.speaker),
            "outlet": " ".join(found.outlet),
            "keywords": found.keywords,
            "facets": found.facets,
            "body": msgspec.Raw(body),
        }
    )


def tombstone(identifier: str, version: int) -> bytes:
    """What is left of a removed document: nothing of its text."""
    left = {"id": identifier, "version": version, "removed": True, "digest": GONE}
    return _encoder.encode(left)


def document_in(kind: Kind, found: Mapping[str, Any]) -> Document:
    """The document in what Elasticsearch gave. Raises `NewerSchema`, `Malformed`."""
    return decode(_encoder.encode(found["body"]), TYPES[kind])
