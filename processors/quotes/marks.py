"""Quotations made of words in marks: their pieces, and what attributes them."""

from collections.abc import Sequence

from spacy.tokens import Token

from processors.quotes.direct import Attribution, Word, after_words, before_words, led_to
from processors.quotes.drafts import Draft
from processors.quotes.embedded import embedded_start
from processors.quotes.finding import Finding, cue_words, runs
from processors.quotes.quotation import Cue
from processors.quotes.sources import source_of
from processors.syntax import Region
from processors.syntax.parser import Paragraph

SCARE_QUOTES = 3
"""Words in marks without any verb of telling: up to so many are emphasis, a title or a nickname."""


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
        until = regions[n + 1].outer_start if n + 1 < len(regions) else paragraph.end
        since = regions[n - 1].outer_end if n else paragraph.start
        attribution = _attribution(text, words, region, since, until)
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


def with_loose(
    text: str, paragraph: Paragraph, drafts: list[Draft], loose: Sequence[Region], *, earlier: bool
) -> list[Draft]:
    """Drafts with the whole sentences in marks that nothing attributes.

    Such a sentence goes on with what was reported last in its paragraph, in marks or not; one that
    opens a paragraph goes on with the paragraph before, where somebody spoke there (`earlier`).
    """
    drafts = sorted(drafts, key=lambda d: d.start)
    for region in loose:
        if not _is_sentence(text, paragraph, region):
            continue
        before = [d for d in drafts if d.start < region.start]
        if before:
            before[-1].spans.append((region.start, region.end))
            before[-1].regions.append(region)
        elif (drafts or earlier) and len(text[region.start : region.end].split()) > SCARE_QUOTES:
            span = (region.start, region.end)
            drafts.insert(
                0,
                Draft([span], paragraph.index, "marks", True, 0.6, quoted=True, regions=[region]),
            )
    return drafts


def _attribution(
    text: str, words: Sequence[Word], region: Region, since: int, until: int
) -> Attribution | None:
    before = text[since : region.outer_start].rstrip()
    embedded = bool(before) and before[-1] not in _INTRODUCES
    comma = _goes_on(text, region)
    found = None
    if comma or text[region.end - 1] != "." or not _starts_sentence(text, region.outer_end):
        found = after_words(words, region, until, comma=comma)
    if found is None and not (embedded and _is_term(text, words, region)):
        found = before_words(words, region, since, embedded=embedded)
    return found


_INTRODUCES = ",:.?!;—–-(…\"”’'“‘*•"
"""What stands before a quotation that is a sentence of its own."""


def _goes_on(text: str, region: Region) -> bool:
    """Words that end in a comma, inside the marks or after them: their sentence goes on."""
    inner = text[region.start : region.end].rstrip(" '’")
    after = text[region.outer_end : region.outer_end + 2].lstrip()
    return inner[-1:] == "," or after[:1] == ","


def _is_term(text: str, words: Sequence[Word], region: Region) -> bool:
    """A title, a name, or a word that belongs to the noun after it ("the 'dry' route")."""
    inner = text[region.start : region.end].strip()
    if inner[-1:] in (",", "?", "!"):
        return False
    long = [w for w in inner.rstrip(".").split() if len(w) > 3 or w[:1].isdigit()]
    if long and all(w[:1].isupper() or w[:1].isdigit() for w in long):
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


def _starts_sentence(text: str, at: int) -> bool:
    rest = text[at : at + 3].strip()
    return not rest or rest[0].isupper() or not rest[0].isalnum()


def _resumes(text: str, previous: Draft, region: Region) -> bool:
    """One sentence goes on behind its attribution (`"A," said X, "b."`)."""
    last = previous.regions[-1]
    between = text[last.outer_end : region.outer_start]
    if previous.cue is None or not last.outer_end <= previous.cue.start < region.outer_start:
        return not any(c.isalnum() for c in between)
    return between.rstrip()[-1:] in (",", ":", "—", "–", "-", "…")


def _is_sentence(text: str, paragraph: Paragraph, region: Region) -> bool:
    """Whole sentences in marks, not a name or an emphasis in somebody else's sentence."""
    before = text[paragraph.start : region.outer_start].rstrip()
    if before and before[-1] not in _ENDED:
        return False
    words = text[region.start : region.end]
    if words.rstrip()[-1:] in _ENDED or not region.closed:
        return True
    outside = text[region.outer_end : region.outer_end + 1]
    return outside in (".", "?", "!") and len(words.split()) > SCARE_QUOTES


_ENDED = tuple(".?!,…:\"”’'»")


def _attribute(
    text: str, draft: Draft, attribution: Attribution | None, finding: Finding | None
) -> None:
    cue: Sequence[Token]
    if attribution is not None:
        cue, source, offset = cue_words(attribution.cue[-1]), attribution.source, attribution.offset
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
