"""Content codings undone in bounded steps, so that a bomb is met before it goes off."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]

STEP = 64 * 1024
"""Bytes that one step may give: what a hostile answer can make us hold beyond the limits."""

MAX_MEMBERS = 64
"""Parts of one gzip stream. Servers send one; each more costs a copy of what follows it."""

GZIP_MAGIC = b"\x1f\x8b"


class Broken(ValueError):
    """The bytes are not of the declared coding, or end in the middle."""


class Decoder(Protocol):
    """Takes the bytes as they come and gives them decoded."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces of at most `STEP` bytes. Raises `Broken`."""
        ...

    def finish(self) -> None:
        """The stream has ended. Raises `Broken` if the coding has not."""
        ...


def decoder_for(coding: str) -> Decoder:
    """The decoder for a Content-Encoding header. Raises `Broken` for one that we never ask for."""
    name = coding.strip().lower()
    if name in ("", "identity"):
        return Plain()
    if name in ("gzip", "x-gzip"):
        return Gzip()
    if name == "deflate":
        return Deflate()
    if name == "br":
        return Brotli()
    raise Broken(f"content coding {name!r} was not asked for")


class Plain:
    """No coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes themselves."""
        for start in range(0, len(data), STEP):
            yield data[start : start + STEP]

    def finish(self) -> None:
        """Nothing can be missing."""


class Gzip:
    """RFC 1952, with several members in a row, and anything after them left out as zlib does."""

    def __init__(self) -> None:
        self._members = 0
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._fed = False
        self._after = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces."""
        self._fed = self._fed or bool(data)
        while data:
            if self._member.eof:
                data = self._after + data
                if not GZIP_MAGIC.startswith(data[:2]):
                    return
                if len(data) < len(GZIP_MAGIC):
                    self._after = data
                    return
                self._after = b""
                self._next_member()
            yield from _inflate(self._member, data)
            data = self._member.unused_data

    def finish(self) -> None:
        """The last member must be whole."""
        if self._fed and not self._member.eof:
            raise Broken("the gzip stream ends in the middle")

    def _next_member(self) -> None:
        self._members += 1
        if self._members >= MAX_MEMBERS:
            raise Broken("the gzip stream has too many members")
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)


class Deflate:
    """A zlib stream (RFC 9110, 8.4.1.2), or a bare deflate stream as some servers send."""

    def __init__(self) -> None:
        self._start = b""
        self._stream: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces."""
        if self._stream is None:
            self._start += data
            if len(self._start) < 2:
                return
            data, self._start = self._start, b""
            # RFC 1950: method 8, and the first two bytes are a multiple of 31.
            zlib_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
        if not self._stream.eof:
            yield from _inflate(self._stream, data)

    def finish(self) -> None:
        """The stream must be whole."""
        if self._start or (self._stream is not None and not self._stream.eof):
            raise Broken("the deflate stream ends in the middle")


class Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._fed = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decoded pieces."""
        self._fed = self._fed or bool(data)
        if self._stream.is_finished():
            return
        try:
            piece = self._stream.process(data, output_buffer_limit=STEP)
            while piece or not self._stream.can_accept_more_data():
                yield from Plain().feed(piece)
                if self._stream.is_finished():
                    return
                piece = self._stream.process(b"", output_buffer_limit=STEP)
        except brotli.error as error:
            raise Broken("the bytes are no brotli stream") from error

    def finish(self) -> None:
        """The stream must be whole."""
        if self._fed and not self._stream.is_finished():
            raise Broken("the brotli stream ends in the middle")


def _inflate(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    try:
        while True:
            piece = stream.decompress(data, STEP)
            data = stream.unconsumed_tail
            if piece:
                yield piece
            if stream.eof or (not data and len(piece) < STEP):
                return
    except zlib.error as error:
        raise Broken(f"the bytes are not of the declared coding: {error}") from error
