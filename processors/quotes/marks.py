"""Quotations made of words in marks: their pieces, and what attributes them."""

from collections.abc import Sequence

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.direct import Attribution, Word, after_words, before_words
from processors.quotes.drafts import Draft
from processors.quotes.finding import Finding, cue_words, runs
from processors.quotes.quotation import Cue
from processors.quotes.sources import source_of
from processors.syntax import Region
from processors.syntax.parser import Paragraph

SCARE_QUOTES = 3
"""Words in marks without any verb of telling: up to so many are emphasis, a title or a nickname."""


_NAMING = lexicon.words("""
call label describe dub term brand dismiss denounce deride refer hail deem compare
""")


_NAMED_THING = 80
"""Characters between a verb of naming and the name that it gives."""


def quoted(
    text: str,
    paragraph: Paragraph,
    words: Sequence[Word],
    regions: Sequence[Region],
    linked: dict[Region, Finding],
    *,
    earlier: bool,
) -> list[Draft]:
    """Quotations made of words in marks; pieces around one attribution are one."""
    drafts: list[Draft] = []
    for n, region in enumerate(regions):
        until = regions[n + 1].outer_start if n + 1 < len(regions) else paragraph.end
        since = regions[n - 1].outer_end if n else paragraph.start
        attribution = None
        if text[region.end - 1] != "." or not _starts_sentence(text, region.outer_end):
            attribution = after_words(words, region, until)
        if attribution is None:
            attribution = before_words(words, region, since)
        previous = drafts[-1] if drafts and drafts[-1].end >= since - 2 else None
        if attribution is None and region not in linked:
            if previous is not None and _joins(text, previous, region):
                previous.spans.append((region.start, region.end))
                previous.regions.append(region)
                continue
            if not _stands_alone(text, words, region) or not (drafts or earlier):
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
        start = _embedded_start(text, attribution, region)
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
    return drafts


def _embedded_start(text: str, attribution: Attribution | None, region: Region) -> int:
    """Where a quotation inside a sentence begins: `called it "a farce"` holds the "it" as well."""
    if attribution is None or attribution.after:
        return region.start
    verb = attribution.cue[-1]
    end = attribution.offset + verb.idx + len(verb)
    between = text[end : region.outer_start]
    if verb.lemma_.lower() not in _NAMING or len(between) > _NAMED_THING:
        return region.start
    return region.start if any(c in between for c in ",:;.") else end


def _starts_sentence(text: str, at: int) -> bool:
    rest = text[at : at + 3].strip()
    return not rest or rest[0].isupper() or not rest[0].isalnum()


def _joins(text: str, previous: Draft, region: Region) -> bool:
    """Nothing but the attribution stands between the pieces (`"A," said X. "B."`)."""
    if previous.cue is None:
        return text[previous.end : region.start].strip(" \"“”'‘’.,–—-…") == ""
    between = text[previous.regions[-1].outer_end : region.outer_start]
    return between.count(".") <= 2


def _stands_alone(text: str, words: Sequence[Word], region: Region) -> bool:
    """Whole sentences in marks, not a name or an emphasis in somebody else's sentence."""
    inner = text[region.start : region.end].strip()
    n = len(inner.split())
    before = [w for w in words if w.end <= region.outer_start]
    fresh = not before or before[-1].token.text in (".", "?", "!", ":", '"')
    return n > SCARE_QUOTES and fresh and (inner[-1:] in ".?!,…" or not region.closed)


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
