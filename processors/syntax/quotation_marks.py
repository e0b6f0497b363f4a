"""Which parts of a paragraph stand inside quotation marks: straight or curly, double or single.

Apostrophes are told from single quotation marks; a mark that is never closed is told from a
quotation that goes on in the next paragraph. Only typography: no grammar, no speakers.
"""

import re
from typing import NamedTuple

OPENING = frozenset("“„‟«‹")
CLOSING = frozenset("”»›")
DOUBLE = OPENING | CLOSING | frozenset('"＂″')
SINGLE = frozenset("'‘’‚‛`′")
PAIRS = frozenset(("``", "''", "‘‘", "’’"))
"""Two single marks that stand for a double one."""

_CLOSED_BY = {"„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹"}
"""Marks whose partner opens quotations elsewhere: „German“, »Danish«."""

_SINGLE_CLOSED_BY = {"‘": "’", "‛": "’", "‚": "‘’", "`": "'’`", "′": "′"}
_MARK = re.compile(f"[{''.join(sorted(DOUBLE | SINGLE))}]")
INVISIBLE = (
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters without width, beside which a mark stands as beside a space."""

_BEFORE_OPENING = frozenset(f"([{{—–-/…:,;{INVISIBLE}") | DOUBLE
_ENDS_SPEECH = frozenset(".,?!…—–-")


class Region(NamedTuple):
    """A quotation's `start` and `end` without its marks; `outer` spans include them.

    `closed` is false where the paragraph ends first; `single` where single marks were used.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    single: bool = False


def quoted_regions(text: str, start: int = 0, end: int | None = None) -> list[Region]:
    """Outermost quotations in `text[start:end]`, one paragraph, in order, in its offsets.

    Marks inside a quotation (the other kind, or nested ones) stay part of it.
    """
    end = len(text) if end is None else end
    found: list[Region] = []
    missing: set[str] = set()
    at = start
    while mark := _MARK.search(text, at, end):
        at = mark.start()
        width = _mark_width(text, at, end)
        char = text[at]
        if char in "‘’" and _pair_opens(text, at, start, end):
            region = _by_partner(text, at, end, 2, "’’", missing)
        elif width and _opens_double(text, at, start, end, width):
            region = _double(text, at, end, width, missing)
        elif char in SINGLE and _opens_single(text, at, start, end):
            region = _single(text, at, end)
        else:
            at += max(width, 1)
            continue
        if region is None:
            at += max(width, 1)
            continue
        found.append(region)
        at = region.outer_end
    return found


def _mark_width(text: str, at: int, end: int) -> int:
    """Characters of the double mark at this place; 0 where there is none.

    Two curly single marks are none: they mostly end a quotation inside a quotation.
    """
    char = text[at]
    if char in DOUBLE:
        return 1
    if char not in SINGLE:
        return 0
    pair = text[at : min(at + 2, end)]
    if pair not in PAIRS:
        return 0
    return 2 if char in "`'" else 0


def _opens_double(text: str, at: int, start: int, end: int, width: int) -> bool:
    if text[at] in OPENING or text[at] == "`":
        return True
    after = text[at + width] if at + width < end else " "
    if text[at] in CLOSING:
        before = text[at - 1] if at > start else " "
        return text[at] in "»›" and before.isspace() and after.isalnum()
    return not after.isspace() or at == start


def _pair_opens(text: str, at: int, start: int, end: int) -> bool:
    """Two curly single marks before a word, with nothing but space before them."""
    return (
        text[at : at + 2] in ("‘‘", "’’")
        and at + 2 < end
        and text[at + 2].isalnum()
        and (at == start or text[at - 1].isspace())
    )


def _by_partner(  # noqa: PLR0917 - one place in a text
    text: str, at: int, end: int, width: int, partners: str, missing: set[str]
) -> Region | None:
    """The quotation that only its mark's own partner ends.

    `missing` remembers partners that the rest of the paragraph lacks, so that each is sought once.
    """
    if partners in missing:
        return None
    ends = (partners,) if partners == "’’" else tuple(partners)
    places = [text.find(mark, at + width + 1, end) for mark in ends]
    close = min((place for place in places if place >= 0), default=-1)
    if close < 0:
        missing.add(partners)
        return None
    return Region(at + width, close, at, close + width)


def _double(text: str, at: int, end: int, width: int, missing: set[str]) -> Region | None:
    """The quotation opened by the double mark at `at`; None where nothing follows the mark.

    A mark that can only open begins a quotation inside the quotation; where such nesting leaves
    the outer one without an end, the first mark that can close ends it.
    """
    inner = at + width
    if text[at] in _CLOSED_BY:
        whole = _by_partner(text, at, end, width, _CLOSED_BY[text[at]], missing)
        if whole is not None or text[at] in CLOSING:
            return whole
    depth, first_close, i = 1, -1, inner
    while i < end:
        step = _mark_width(text, i, end)
        if step and _opens_inside(text, i, step, end, inner):
            depth += 1
            if depth > _DEEPEST and first_close >= 0:
                i = end
                break
        elif step:
            first_close = i if first_close < 0 else first_close
            depth -= 1
            if not depth:
                break
        i += max(step, 1)
    if i >= end and first_close >= 0:
        i = first_close
    if i <= inner:
        return None
    if i >= end:
        return Region(inner, end, at, end, closed=False)
    return Region(inner, i, at, i + _mark_width(text, i, end))


_DEEPEST = 4
"""Quotations in one another, as news has them. More are marks that lack their partner; to stop
there keeps the work on a text of nothing but marks linear."""


def _opens_inside(text: str, i: int, step: int, end: int, inner: int) -> bool:
    """An opening mark, or a straight one with white space before it and a letter after it."""
    if i <= inner or text[i] in CLOSING or i + step >= end:
        return False
    if text[i] in OPENING or text[i] == "`":
        return text[i - 1].isspace() or not text[i + step].isspace()
    return text[i - 1].isspace() and text[i + step].isalnum()


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    if text[at] == "’" or at + 1 >= end:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1]
    if _ELIDED.match(text, at + 1, end):
        return False
    return (before.isspace() or before in _BEFORE_OPENING) and (
        after.isalnum() or after in '“"([…$£€¿¡'
    )


def _single(text: str, at: int, end: int) -> Region | None:
    """The quotation opened by the single mark at `at`, or None where it is an apostrophe ('90s).

    A closing mark stands before white space or punctuation. After a plain letter it may be a
    possessive ("the rebels’ demand"), so a mark after a comma or full stop is preferred.
    """
    closing = _SINGLE_CLOSED_BY.get(text[at], "'")
    maybe: int | None = None
    openings = 0
    i = at + 1
    while i < end:
        char = text[i]
        if i > at + 1 and char == text[at] and _opens_single(text, i, at, end):
            openings += 1
            if char not in "'’′" or openings > _DEEPEST:
                break
        if char in closing and i > at + 1 and _can_close(text, i, end):
            if text[i - 1] in _ENDS_SPEECH or not text[i - 1].isalnum():
                return Region(at + 1, i, at, i + 1, single=True)
            if text[i - 1] not in "sS" or _ends_clause(text, i, end):
                return Region(at + 1, i, at, i + 1, single=True)
            maybe = i if maybe is None else maybe
        i += 1
    if maybe is not None:
        return Region(at + 1, maybe, at, maybe + 1, single=True)
    if text[at] == "‘" and i >= end and end - at > _ELISION:
        return Region(at + 1, end, at, end, closed=False, single=True)
    return None


_ELIDED = re.compile(
    r"(?:\d0s|\d\d(?=[.,;:)]|$)|til|tis|twas|em|cause|bout|n|round)\b", re.IGNORECASE | re.MULTILINE
)
_ELISION = 25
"""An opening single mark with less than this after it, and no closing one, is an elision (‘til)."""


def _can_close(text: str, i: int, end: int) -> bool:
    return i + 1 >= end or not text[i + 1].isalnum()


def _ends_clause(text: str, i: int, end: int) -> bool:
    return i + 1 >= end or text[i + 1] in ".,;:!?)"
