"""What changed between two quotations, word by word."""

from difflib import SequenceMatcher

from search.console.marks import Piece, with_hits
from search.text import Token, tokens
from wire import Shift

ALIKE = 0.5
"""Below this likeness two quotations are two wordings: marking nearly all of both says nothing."""

MAX_COMPARED = 2000
"""Code points of a quotation that are compared."""


def repeats(shift: Shift) -> bool:
    """Whether the earlier side only has the later words again, which take it for granted."""
    before, after = shift.before.quote or "", shift.after.quote or ""
    return shift.before.presupposed and _letters(before) == _letters(after)


def changed(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, the words that the other has not as hits; words alike by their stem."""
    old, new = _compared(before), _compared(after)
    matcher = SequenceMatcher(
        None, [each.text for each in old], [each.text for each in new], autojunk=False
    )
    if not old or not new or matcher.ratio() < ALIKE:
        return [Piece(before)] if before else [], [Piece(after)] if after else []
    first: list[tuple[int, int]] = []
    second: list[tuple[int, int]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if i1 < i2:
            first.append((old[i1].start, old[i2 - 1].end))
        if j1 < j2:
            second.append((new[j1].start, new[j2 - 1].end))
    return with_hits(before, first), with_hits(after, second)


def _compared(text: str) -> list[Token]:
    # The last word may have been cut in two, and half a word is another word.
    found = tokens(text[:MAX_COMPARED])
    return found if len(text) <= MAX_COMPARED else [one for one in found if one.end < MAX_COMPARED]


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
