"""Quotations made of words in marks: their pieces, and what attributes them."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Token

from processors.quotes.direct import (
    Attribution,
    Word,
    after_words,
    before_words,
    is_telling,
    led_to,
)
from processors.quotes.drafts import Draft
from processors.quotes.embedded import embedded_start
from processors.quotes.finding import Finding, cue_words, is_listening, runs
from processors.quotes.quotation import Cue
from processors.quotes.sources import source_of
from processors.quotes.typography import (
    INTRODUCES,
    after,
    asks_or_calls,
    before,
    ends_in_comma,
    is_emphasis,
    opens_sentence,
    sentence_follows,
)
from processors.syntax import Region
from processors.syntax.parser import Paragraph


def quoted(  # noqa: PLR0917 - the paragraph as it is read
    text: str,
    paragraph: Paragraph,
    words: Sequence[Word],
    regions: Sequence[Region],
    linked: dict[Region, Finding],
    lead: Sequence[Word] = (),
) -> tuple[list[Draft], list[Region]]:
    """Quotations of words in marks, and the marks that nothing attributes.

    Pieces around one attribution are one quotation. `lead` are the words of the paragraph before,
    where it ends in a colon.
    """
    drafts: list[Draft] = []
    loose: list[Region] = []
    for n, region in enumerate(regions):
        until = _next_quotation(text, regions, n, paragraph.end)
        since = regions[n - 1].outer_end if n else paragraph.start
        attribution = _attribution(text, words, region, since, until)
        if attribution is not None and _names_itself(attribution, region):
            attribution = None
        if attribution is None and lead and not text[paragraph.start : region.outer_start].strip():
            attribution = led_to(lead)
        previous = drafts[-1] if drafts and drafts[-1].end >= since - 2 else None
        if attribution is None and region not in linked:
            if previous is not None and _resumes(text, previous, region):
                previous.spans.append((region.start, region.end))
                previous.regions.append(region)
            else:
                loose.append(region)
            continue
        shared = (
            previous is not None
            and previous.cue is not None
            and attribution is not None
            and (attribution.offset + attribution.cue[0].idx == previous.cue.start)
        )
        if shared and previous is not None:
            if previous.cue and region.start < previous.cue.start and is_emphasis(text, region):
                continue  # a term inside the attribution
            previous.spans.append((region.start, region.end))
            previous.regions.append(region)
            continue
        start = embedded_start(text, words, attribution, region, since)
        draft = Draft(
            [(start, region.end)],
            paragraph.index,
            "marks",
            True,
            0.9,
            quoted=True,
            regions=[region],
        )
        _attribute(text, draft, attribution, linked.get(region))
        drafts.append(draft)
    return drafts, loose


def _names_itself(attribution: Attribution, region: Region) -> bool:
    """Who would speak stands in the marks: no words, but a name (`signed by the "president"`)."""
    if attribution.source is None:
        return False
    return region.start <= attribution.offset + attribution.source.idx < region.end


def runs_on(finding: Finding, text: str, paragraph: Paragraph, words: Sequence[Word]) -> bool:
    """The parser took an attribution for a part of the clause (`"It is late," she said, but …`).

    Words in marks that open a sentence, and end in a comma before who says them, are whole.
    """
    begin, end = finding.spans()[0][0], finding.spans()[-1][1]
    regions = paragraph.regions
    first = bisect_right(regions, begin, key=lambda r: r.end)
    held = list(takewhile(lambda r: r.start < end, regions[first:]))
    for number, region in enumerate(held, first):
        if region.outer_end >= end or not region.closed or not ends_in_comma(text, region):
            continue
        if not opens_sentence(text, paragraph.start, region):
            continue
        until = _next_quotation(text, regions, number, paragraph.end)
        if _says_more(finding, region, held) and after_words(words, region, until, comma=True):
            return True
    return False


def _says_more(finding: Finding, region: Region, regions: Sequence[Region]) -> bool:
    """The clause has words behind the quotation that stand in no marks."""
    places = [finding.offset + t.idx for t in finding.content if not t.is_punct]
    return any(
        at >= region.outer_end and not any(r.start <= at < r.end for r in regions) for at in places
    )


def _next_quotation(text: str, regions: Sequence[Region], n: int, end: int) -> int:
    """Where the quotation after the `n`th begins; a term inside the attribution is none."""
    following = regions[n + 1 :]
    if ends_in_comma(text, regions[n]):
        following = [r for r in following[:_TERMS] if not is_emphasis(text, r)] or following[
            _TERMS:
        ]
    return following[0].outer_start if following else end


_TERMS = 3
"""Terms in marks that one attribution may hold."""


def _attribution(
    text: str, words: Sequence[Word], region: Region, since: int, until: int
) -> Attribution | None:
    ahead = before(text, since, region)
    embedded = bool(ahead) and ahead[-1] not in INTRODUCES
    term = embedded and _is_term(text, words, region)
    comma = ends_in_comma(text, region) and not term
    if ahead[-1:] in (",", ":") and not comma:
        found = before_words(words, region, since, embedded=False)
        if found is not None:
            return None if _is_named(text, found, region) else found
    found = None
    if comma or text[region.end - 1] != "." or not sentence_follows(text, region.outer_end):
        calls = asks_or_calls(text, region)
        found = after_words(words, region, until, comma=comma, calls=calls)
    if found is None and not term:
        found = before_words(words, region, since, embedded=embedded)
    return None if found and _is_named(text, found, region) else found


def _is_named(text: str, attribution: Attribution, region: Region) -> bool:
    """A name that the sentence goes on with, behind a colon and no verb of telling."""
    if attribution.after or is_telling(attribution.cue[-1]) or len(attribution.cue) > 1:
        return False
    return is_emphasis(text, region) and after(text, region)[:1].islower()


def _is_term(text: str, words: Sequence[Word], region: Region) -> bool:
    """A title, a name, or a word that belongs to the noun after it ("the 'dry' route")."""
    inner = text[region.start : region.end].strip()
    long = [w for w in inner.rstrip(".,").split() if len(w) > 3 or w[:1].isdigit()]
    capitals = long and all(w[:1].isupper() or w[:1].isdigit() for w in long)
    if inner[-1:] in (",", "?", "!"):
        return inner[-1] == "," and bool(capitals) and len(long) > 1
    if capitals:
        return True
    after = next((w.token for w in words if w.start >= region.outer_end), None)
    last = next((w.token for w in reversed(words) if w.end <= region.end), None)
    return (
        after is not None
        and last is not None
        and after.pos_ in ("NOUN", "PROPN")
        and after.i > last.i
        and after.i in {last.head.i, last.head.head.i}
    )


def _resumes(text: str, previous: Draft, region: Region) -> bool:
    """One sentence goes on behind its attribution (`"A," said X, "b."`)."""
    last = previous.regions[-1]
    between = text[last.outer_end : region.outer_start]
    if previous.cue is None or not last.outer_end <= previous.cue.start < region.outer_start:
        return not any(c.isalnum() for c in between)
    return between.rstrip()[-1:] in (",", ":", "—", "–", "-", "…")


def _attribute(
    text: str, draft: Draft, attribution: Attribution | None, finding: Finding | None
) -> None:
    cue: Sequence[Token]
    if attribution is not None:
        cue, source, offset = cue_words(attribution.cue[-1]), attribution.source, attribution.offset
        draft.hidden = source is None and is_listening(attribution.cue[-1])
        if len(attribution.cue) > 1 or attribution.cue[0].text == ":":
            cue = attribution.cue
    elif finding is not None:
        cue, source, offset = finding.cue, finding.source, finding.offset
    else:
        draft.confidence = 0.6
        return
    if source is None and finding is not None:
        source = finding.source
    start, end = runs(cue, offset)[-1]
    draft.cue = Cue(text[start:end], start, end)
    if source is not None:
        draft.source = source_of(source, offset, text, draft.spans, (start, end))
