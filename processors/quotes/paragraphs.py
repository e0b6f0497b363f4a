"""Quotations that run over several paragraphs: opened anew in each, closed once."""

from collections.abc import Sequence

from processors.quotes.drafts import Draft
from processors.syntax import ParsedText
from processors.syntax.parser import Paragraph


def continued(parsed: ParsedText, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with those marked that go on from a quotation left open a paragraph before.

    Who is named with a later paragraph alone said the earlier ones too.
    """
    first: dict[int, Draft] = {}
    for draft in drafts:
        first.setdefault(draft.paragraph, draft)
    open_before = False
    for paragraph in parsed.paragraphs:
        found = first.get(paragraph.index)
        if found and open_before and found.quoted and found.start <= paragraph.start + 1:
            found.continues = found.source is None or _named_late(drafts, found)
        open_before = bool(paragraph.regions) and not paragraph.regions[-1].closed
    return drafts


def reopened(paragraphs: Sequence[Paragraph]) -> bool:
    """The first of two paragraphs is a quotation left open that the second one opens again."""
    if len(paragraphs) != 2 or not all(p.regions for p in paragraphs):
        return False
    one, two = paragraphs
    left_open = one.regions[0].outer_start == one.start and not one.regions[0].closed
    return left_open and two.regions[0].outer_start == two.start


def _named_late(drafts: Sequence[Draft], named: Draft) -> bool:
    """Gives the speaker of a quotation to the paragraphs before that it goes on from."""
    at = next(n for n, draft in enumerate(drafts) if draft is named)
    begun = at
    while begun and _is_open(drafts[begun - 1], drafts[begun].paragraph):
        begun -= 1
        drafts[begun].source = named.source
    return begun < at


def _is_open(draft: Draft, following: int) -> bool:
    """Words that nobody is named with, in marks that are not closed in their paragraph."""
    unnamed = draft.quoted and draft.source is None and draft.cue is None and not draft.hidden
    opened = bool(draft.regions) and not draft.regions[-1].closed
    return unnamed and opened and draft.paragraph == following - 1
