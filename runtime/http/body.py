"""The body of an answer, read and decompressed within its limits."""

from dataclasses import dataclass
from typing import Self

import aiohttp

from runtime.http.decoding import Broken, decoder_for
from runtime.http.errors import BadEncoding, Bomb, TooLarge
from runtime.settings import Settings

RATIO_FLOOR = 1024 * 1024
"""Below this many bytes any ratio is harmless, and short repetitive pages do compress well."""


@dataclass(frozen=True)
class Limits:
    """How much one answer may be: bytes after and before decompression, and growth."""

    decoded: int
    raw: int
    ratio: int

    @classmethod
    def of(cls, settings: Settings, max_bytes: int | None) -> Self:
        """The settings' limits, narrowed by the caller's."""
        decoded = settings.http_max_bytes
        if max_bytes is not None:
            decoded = min(decoded, max_bytes)
        return cls(decoded, settings.http_max_compressed_bytes, settings.http_max_ratio)


async def read(answer: aiohttp.ClientResponse, limits: Limits) -> bytes:
    """The decoded body.

    Raises `TooLarge`, `Bomb` or `BadEncoding` as soon as it is known, without reading on.
    """
    url = str(answer.url)
    declared = answer.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > limits.raw:
        raise TooLarge(url, f"{declared} bytes announced, {limits.raw} allowed")
    codings = answer.headers.getall("Content-Encoding", [])
    raw = size = 0
    pieces: list[bytes] = []
    try:
        decoder = decoder_for(",".join(codings))
        async for chunk in answer.content.iter_any():
            raw += len(chunk)
            if raw > limits.raw:
                raise TooLarge(url, f"more than {limits.raw} bytes")
            for piece in decoder.feed(chunk):
                size += len(piece)
                if size > RATIO_FLOOR and size > raw * limits.ratio:
                    raise Bomb(url, f"grows more than {limits.ratio} times when decompressed")
                if size > limits.decoded:
                    raise TooLarge(url, f"more than {limits.decoded} bytes when decompressed")
                pieces.append(piece)
        decoder.finish()
    except Broken as error:
        raise BadEncoding(url, str(error)) from error
    return b"".join(pieces)
