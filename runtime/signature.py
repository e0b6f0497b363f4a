"""MinHash signatures of texts, and how alike two texts are by them. Pure: the seed is fixed.

MinHash: A. Broder, "On the resemblance and containment of documents" (1997): the share of equal
values estimates the Jaccard similarity of the two sets of shingles; with 64 values the standard
error is at most 0.0625.
"""

import base64
import re
import struct
import unicodedata
from functools import lru_cache
from operator import eq

from rensa import RMinHash

VALUES = 64
SEED = 0x9A12E7
"""Stored signatures can be compared only with those of the same seed, size and shingles."""

SHINGLE_WORDS = 2
"""Pairs of words: an utterance of a dozen words must survive one changed word, and in full articles
pairs part copies from independent reports of one event as well as triples do."""

SAME_TEXT = 0.45
"""Texts at least this alike are one text. Measured on articles of twelve outlets about the same
events: copies with edits 0.79 to 0.92, halved copies about 0.48, independent reports at most 0.13.
An utterance of twelve words with two of them changed has 0.47."""

_PACKING = struct.Struct(f"<{VALUES}I")
_WORD = re.compile(r"\w+")


def shingles(text: str) -> list[str]:
    """The runs of two words of a text, case and compatibility forms folded; marks do not count.

    A text of one word gives that word; one without words gives none.
    """
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if not words:
        return []
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return [" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last)]


def signature(text: str) -> str:
    """Signature of a text: 64 little-endian unsigned 32-bit values in base64 (344 characters).

    A text without words has the empty signature, which is like nothing.
    """
    found = shingles(text)
    if not found:
        return ""
    # Lone surrogates can stand in text from broken pages, and have no UTF-8 form to hash.
    clean = [shingle.encode("utf-8", "replace").decode("utf-8") for shingle in found]
    minhash = RMinHash(num_perm=VALUES, seed=SEED)
    minhash.update(clean)
    return base64.b64encode(_PACKING.pack(*minhash.digest())).decode("ascii")


@lru_cache(maxsize=4096)
def values(packed: str) -> tuple[int, ...]:
    """The 64 values of a signature, none for the empty one.

    Raises `ValueError` for what is no signature. Remembered, because one text is compared with many
    and unpacking costs ten times what comparing does; the memory stays below 15 MB.
    """
    if not packed:
        return ()
    try:
        return _PACKING.unpack(base64.b64decode(packed, validate=True))
    except struct.error as error:
        raise ValueError(f"not a signature of {VALUES} values: {error}") from error


def similarity(a: str, b: str) -> float:
    """Estimated Jaccard similarity of the texts of two signatures, 0.0 to 1.0."""
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    equal: int = sum(map(eq, values(a), values(b)))
    return equal / VALUES


def same_text(a: str, b: str) -> bool:
    """Whether two signatures are of nearly the same text (`SAME_TEXT`)."""
    return similarity(a, b) >= SAME_TEXT
