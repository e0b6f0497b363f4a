"""Near-duplicates: which texts of a set are copies of an earlier one, by their signatures."""

from binascii import a2b_base64
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy

from runtime.signature import VALUES, same_text

BANDS = VALUES // 2
"""Candidates share two neighbouring values. A pair of texts just alike enough (0.45) shares none of
the 32 couples with a chance of (1 - 0.45^2)^32, below one in a thousand; unlike texts hardly ever
share one (locality-sensitive hashing; Leskovec et al., "Mining of Massive Datasets", 3.4)."""


_unpacked = lru_cache(maxsize=16_384)(a2b_base64)
"""A timeline is grouped anew with each of its facts: its signatures are unpacked once (10 MB)."""


def groups(
    signatures: Sequence[str], allowed: Callable[[int, int], bool] = lambda first, new: True
) -> list[int]:
    """For each text, given by its signature, the number of the first text that it is a copy of.

    A text that is a copy of none has its own number. Only first texts are compared with, in their
    order, so the order given decides: a caller sorts by (at, id). `allowed(first, new)` may refuse
    a pair. A thousand texts take about three milliseconds where few are alike.
    Raises `ValueError` for what is no signature of the usual size.
    """
    found = list(range(len(signatures)))
    firsts: dict[tuple[int, int], list[int]] = {}
    for new, bands in _lookalikes(signatures):
        seen = {first for band in bands for first in firsts.get(band, ())}
        for first in sorted(seen):
            if same_text(signatures[first], signatures[new]) and allowed(first, new):
                found[new] = first
                break
        else:
            for band in bands:
                firsts.setdefault(band, []).append(new)
    return found


def _lookalikes(signatures: Sequence[str]) -> list[tuple[int, list[tuple[int, int]]]]:
    """The texts that share a band with another one, with those bands; no other is a copy."""
    texts = [number for number, signature in enumerate(signatures) if signature]
    packed = b"".join([_unpacked(signatures[number]) for number in texts])
    if len(packed) != 4 * VALUES * len(texts):
        raise ValueError(f"signatures must have {VALUES} values")
    table = numpy.frombuffer(packed, dtype="<u8").reshape(len(texts), BANDS)
    # Sorting values alone is several times faster than sorting places: few are ever shared.
    columns = numpy.ascontiguousarray(table.T)
    ordered = numpy.sort(columns, axis=1)
    twice = ordered[:, 1:] == ordered[:, :-1]
    found: dict[int, list[tuple[int, int]]] = {}
    for band in numpy.flatnonzero(twice.any(axis=1)).tolist():
        values = numpy.unique(ordered[band, 1:][twice[band]])
        for row in numpy.flatnonzero(numpy.isin(columns[band], values)).tolist():
            found.setdefault(texts[row], []).append((band, int(columns[band, row])))
    return sorted(found.items())
