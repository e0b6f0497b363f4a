"""Whole sentences in marks that nothing attributes: which quotation they go on with."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from processors.quotes.direct import Word
from processors.quotes.drafts import Draft
from processors.quotes.typography import SCARE_QUOTES, is_sentence
from processors.syntax import Region
from processors.syntax.parser import Paragraph


def with_loose(
    text: str,
    paragraph: Paragraph,
    words: Sequence[Word],
    drafts: list[Draft],
    loose: Sequence[Region],
    *,
    earlier: bool,
) -> list[Draft]:
    """Drafts with the whole sentences in marks that nothing attributes.

    Such a sentence goes on with the quotation whose attribution it follows, else with what was
    reported last in its paragraph, in marks or not; one that opens a paragraph goes on with the
    paragraph before, where somebody spoke there (`earlier`).
    """
    drafts = sorted(drafts, key=lambda d: d.start)
    for region in loose:
        if not is_sentence(text, paragraph.start, region):
            continue
        earlier_ones = [d for d in drafts if d.start < region.start]
        if earlier_ones:
            spoken = _interrupted(words, earlier_ones, region) or earlier_ones[-1]
            spoken.spans.append((region.start, region.end))
            spoken.regions.append(region)
        elif (drafts or earlier) and len(text[region.start : region.end].split()) > SCARE_QUOTES:
            span = (region.start, region.end)
            drafts.insert(
                0,
                Draft([span], paragraph.index, "marks", True, 0.6, quoted=True, regions=[region]),
            )
    return drafts


def _interrupted(words: Sequence[Word], drafts: Sequence[Draft], region: Region) -> Draft | None:
    """The quotation whose attribution fills the sentence before the marks.

    What else is reported in that sentence is an aside (`"A," said X, noting that C. "B."`).
    """
    last = bisect_right(words, region.outer_start, key=lambda w: w.end) - 1
    for draft in reversed(drafts):
        if draft.quoted and draft.cue and draft.regions and last >= 0:
            cue = words[bisect_left(words, draft.cue.start, key=lambda w: w.start)].token
            after = draft.regions[-1].outer_end <= draft.cue.start
            token = words[last].token
            return draft if after and cue.doc is token.doc and cue.sent == token.sent else None
    return None
