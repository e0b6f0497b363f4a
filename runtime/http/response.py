"""What a request gives back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from multidict import CIMultiDict, CIMultiDictProxy

PERMANENT = frozenset({301, 308})


@dataclass(frozen=True)
class Redirect:
    """One hop: the status that sent us on, and where to."""

    status: int
    url: str


@dataclass(frozen=True)
class Response:
    """An answer, whatever its status.

    `headers` ignores case and holds the values as received (a byte that is no UTF-8 stands as a
    surrogate escape); `body` is decompressed; `url` is the last hop's; `elapsed` is in seconds.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    hops: tuple[Redirect, ...] = ()
    elapsed: float = 0.0

    @property
    def moved_to(self) -> str | None:
        """Where the address has moved for good (301, 308); None when it has not.

        A temporary hop ends the chain: what comes after it may be elsewhere tomorrow.
        """
        target = None
        for hop in self.hops:
            if hop.status not in PERMANENT:
                break
            target = hop.url
        return target


def headers_of(pairs: Mapping[str, str] | Iterable[tuple[str, str]]) -> CIMultiDictProxy[str]:
    """Headers that ignore case, from pairs; for answers that are made rather than received."""
    return CIMultiDictProxy(CIMultiDict(pairs))
