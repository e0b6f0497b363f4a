"""Near-duplicates: which texts of a list are copies of an earlier one, by their signatures."""

from binascii import a2b_base64
from collections.abc import Callable, Iterator, Sequence

import numpy

from runtime.signature import VALUES, same_text

BANDS = VALUES // 2
"""Candidates share two neighbouring values. A pair of texts just alike enough (0.45) shares none of
the 32 couples with a chance of (1 - 0.45^2)^32, below one in a thousand; unlike texts hardly ever
share one (locality-sensitive hashing; Leskovec et al., "Mining of Massive Datasets", 3.4)."""

FEW = 16
"""So many texts are compared with each one before them; more are sorted together with all."""

Table = numpy.ndarray[tuple[int, int], numpy.dtype[numpy.uint64]]
"""A row for each text, a column for each band."""


def anything(first: int, new: int) -> bool:
    """Refuses no pair."""
    del first, new
    return True


class Copies:
    """Groups a list of texts by nearly equal words, again and again while the list changes.

    What is remembered between calls saves time and changes no answer.
    """

    def __init__(self) -> None:
        self._found: list[int] = []
        self._table = _table([])

    def groups(
        self,
        signatures: Sequence[str],
        allowed: Callable[[int, int], bool] = anything,
        keep: int = 0,
    ) -> list[int]:
        """For each text, given by its signature, the number of the first text that it is a copy of.

        A text that is a copy of none has its own number. Only first texts are compared with, in
        their order, so the order given decides: a caller sorts by (at, id). `allowed(first, new)`
        may refuse a pair. So many of the first as `keep` says are those of the last call, with the
        same pairs refused. Raises `ValueError` for what is no signature of the usual size.
        """
        if len(signatures) - keep > FEW:
            table = _table(signatures)
            found = _all(signatures, table, allowed)
        else:
            table = _enlarged(self._table, keep, _table(signatures[keep:]))
            found = self._found[:keep]
            for new in range(keep, len(signatures)):
                found.append(_first(new, signatures, table, allowed, found))
        self._table, self._found = table, found
        return found


def _first(
    new: int,
    signatures: Sequence[str],
    table: Table,
    allowed: Callable[[int, int], bool],
    found: Sequence[int],
) -> int:
    lookalikes = numpy.flatnonzero((table[:new] == table[new]).any(axis=1)).tolist()
    copied = (
        first
        for first in lookalikes
        if found[first] == first
        and same_text(signatures[first], signatures[new])
        and allowed(first, new)
    )
    return next(copied, new)


def _all(signatures: Sequence[str], table: Table, allowed: Callable[[int, int], bool]) -> list[int]:
    found = list(range(len(signatures)))
    firsts: dict[tuple[int, int], list[int]] = {}
    for new, bands in _lookalikes(table):
        seen = {first for band in bands for first in firsts.get(band, ())}
        for first in sorted(seen):
            if same_text(signatures[first], signatures[new]) and allowed(first, new):
                found[new] = first
                break
        else:
            for band in bands:
                firsts.setdefault(band, []).append(new)
    return found


def _lookalikes(table: Table) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The texts that share a band with another one, with those bands; no other is a copy."""
    # Sorting values alone is several times faster than sorting places: few are ever shared.
    columns = numpy.ascontiguousarray(table.T)
    ordered = numpy.sort(columns, axis=1)
    twice = ordered[:, 1:] == ordered[:, :-1]
    found: dict[int, list[tuple[int, int]]] = {}
    for band in numpy.flatnonzero(twice.any(axis=1)).tolist():
        values = numpy.unique(ordered[band, 1:][twice[band]])
        for row in numpy.flatnonzero(numpy.isin(columns[band], values)).tolist():
            found.setdefault(row, []).append((band, int(columns[band, row])))
    yield from sorted(found.items())


_NO_WORDS = bytes(4 * VALUES)


def _table(signatures: Sequence[str]) -> Table:
    """The bands of each text; those without words look alike, and are copies of none."""
    packed = [a2b_base64(signature) if signature else _NO_WORDS for signature in signatures]
    if any(len(each) != 4 * VALUES for each in packed):
        raise ValueError(f"signatures must have {VALUES} values")
    return numpy.frombuffer(b"".join(packed), dtype="<u8").reshape(len(signatures), BANDS)


def _enlarged(table: Table, keep: int, more: Table) -> Table:
    """The first rows of a table and then others; what lies behind is room for the next."""
    rows = keep + len(more)
    if rows > len(table) or not table.flags.writeable:
        table = numpy.concatenate([table[:keep], more, numpy.zeros_like(table[:keep])])
    table[keep:rows] = more
    return table
