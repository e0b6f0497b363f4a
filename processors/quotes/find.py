"""All quotations of a parsed article: what marks and syntax show, joined, with their speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from processors.quotes.clauses import Finding, cue_words, reported_clauses, runs
from processors.quotes.direct import Attribution, Word, after_words, before_words
from processors.quotes.quotation import Cue, How, Quotation, Span
from processors.quotes.sources import Source, source_of
from processors.quotes.speakers import Cast
from processors.syntax import ParsedText, Region
from processors.syntax.parser import Paragraph
from wire.vocabulary import StatementKind

SCARE_QUOTES = 3
"""Words in marks without any verb of telling: up to so many are emphasis, a title or a nickname."""


@dataclass
class Draft:
    """A quotation in the making."""

    spans: list[Span]
    paragraph: int
    how: How
    speech: bool
    confidence: float
    cue: Cue | None = None
    source: Source | None = None
    quoted: bool = False
    continues: bool = False
    regions: list[Region] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]


def find_quotations(parsed: ParsedText, title: str = "", outlet: str = "") -> list[Quotation]:
    """The quotations of an article, in the order of the text; none overlaps another.

    `title` and `outlet` are the article's: the outlet is never taken for a speaker's party, and
    the title may name the people that the text only describes.
    """
    drafts: list[Draft] = []
    open_before = False
    for paragraph in parsed.paragraphs:
        earlier = bool(drafts) and drafts[-1].paragraph >= paragraph.index - 1
        found = _paragraph(parsed.text, paragraph, earlier=earlier)
        if found and open_before and found[0].quoted and found[0].start <= paragraph.start + 1:
            found[0].continues = True
        drafts += found
        open_before = bool(paragraph.regions) and not paragraph.regions[-1].closed
    return _finished(parsed.text, drafts, Cast(parsed, title))


def _words(paragraph: Paragraph) -> list[Word]:
    return [Word(t, offset) for offset, doc in paragraph.docs for t in doc if not t.is_space]


def _paragraph(text: str, paragraph: Paragraph, *, earlier: bool) -> list[Draft]:
    findings = [f for s in paragraph.sentences for f in reported_clauses(s)]
    regions = paragraph.regions
    if not regions:
        return _without_overlap([_from_finding(text, f) for f in findings])
    words = _words(paragraph)
    findings = [f for f in findings if not _spoken(f, regions)]
    mixed, linked = _sort_findings(text, findings, regions)
    taken = [r for d in mixed for r in d.regions]
    quoted = _quoted(
        text, paragraph, words, [r for r in regions if r not in taken], linked, earlier=earlier
    )
    return _without_overlap(quoted + mixed)


def _inside(at: int, regions: Iterable[Region]) -> bool:
    return any(r.start <= at < r.end and r.end - r.start > 25 for r in regions)


def _spoken(finding: Finding, regions: Sequence[Region]) -> bool:
    """Cue and content stand in one quotation: the speaker's own "I think that …"."""
    cue = finding.offset + finding.cue[-1].idx
    within = next((r for r in regions if r.start <= cue < r.end), None)
    if within is None:
        return False
    return _inside(cue, regions) or all(
        within.start <= finding.offset + t.idx < within.end for t in finding.content
    )


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])


def _sort_findings(
    text: str, findings: Sequence[Finding], regions: Sequence[Region]
) -> tuple[list[Draft], dict[Region, Finding]]:
    """Findings that are more than the words in marks, and those that only say who spoke them."""
    drafts: list[Draft] = []
    linked: dict[Region, Finding] = {}
    for finding in findings:
        spans = finding.spans()
        touched = [r for r in regions if any(a < r.end and r.start < b for a, b in spans)]
        total = sum(_letters(text, a, b) for a, b in spans)
        inside = sum(
            _letters(text, max(a, r.start), min(b, r.end))
            for a, b in spans
            for r in touched
            if a < r.end and r.start < b
        )
        if touched and (inside >= 0.9 * total or _introduced(text, finding, spans, touched)):
            for region in touched:
                linked.setdefault(region, finding)
            continue
        draft = _from_finding(text, finding)
        draft.spans = _with_regions(spans, touched, draft)
        draft.regions = list(touched)
        drafts.append(draft)
    return drafts, linked


def _introduced(
    text: str, finding: Finding, spans: Sequence[Span], touched: Sequence[Region]
) -> bool:
    """The reported words begin with a quotation that a comma or colon introduces: `said, "…`"""
    first = touched[0]
    cue = finding.offset + finding.cue[-1].idx
    before = text[: first.outer_start].rstrip()
    return cue < first.start and spans[0][0] >= first.outer_start - 1 and before[-1:] in (",", ":")


def _with_regions(spans: list[Span], touched: Sequence[Region], draft: Draft) -> list[Span]:
    """Spans widened to whole quotations that they cut into."""
    everything = sorted([*spans, *((r.outer_start, r.outer_end) for r in touched)])
    merged: list[list[int]] = []
    for a, b in everything:
        if merged and a <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], b)
        else:
            merged.append([a, b])
    return [(a, b) for a, b in merged]


def _from_finding(text: str, finding: Finding) -> Draft:
    cue_spans = runs(finding.cue, finding.offset)
    start, end = cue_spans[0][0], cue_spans[-1][1]
    if end - start > 60:
        start, end = cue_spans[-1]
    draft = Draft(
        finding.spans(),
        finding.paragraph,
        finding.how,
        finding.speech,
        finding.confidence,
        cue=Cue(text[start:end], start, end),
    )
    if finding.source is not None:
        draft.source = source_of(finding.source, finding.offset, text, draft.spans, (start, end))
    return draft


def _quoted(
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
        if text[region.end - 1] not in "." or not _starts_sentence(text, region.outer_end):
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


_NAMING = frozenset(
    "call label describe dub term brand dismiss denounce deride refer hail deem compare".split()
)


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


_NAMED_THING = 80
"""Characters between a verb of naming and the name that it gives."""


def _starts_sentence(text: str, at: int) -> bool:
    rest = text[at : at + 3].strip()
    return not rest or rest[0].isupper() or not rest[0].isalnum()


def _joins(text: str, previous: Draft, region: Region) -> bool:
    """Nothing but the attribution stands between the pieces: `"A," said X. "B."`"""
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


def _without_overlap(drafts: list[Draft]) -> list[Draft]:
    """Drafts that share no letter: words in marks first, then the surer, then the longer."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (not d.quoted, -d.confidence, d.start - d.end)):
        if not any(a < y and x < b for k in kept for x, y in k.spans for a, b in draft.spans):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.start)


_EDGES = " \t\n\u00a0,.;:\"“”„«»'‘’`"
_END_EDGES = ' \t\n\u00a0,;:."“”„«»`–—-'


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _END_EDGES:
        end -= 1
    return start, end


def _finished(text: str, drafts: list[Draft], cast: Cast) -> list[Quotation]:
    found: list[Quotation] = []
    utterance = -1
    paragraph = -2
    for draft in drafts:
        trimmed = [_trimmed(text, a, b) for a, b in draft.spans]
        spans = tuple((a, b) for a, b in trimmed if any(c.isalnum() for c in text[a:b]))
        if not spans:
            continue
        if not draft.continues:
            utterance += 1
        goes_on = draft.continues or (draft.quoted and draft.paragraph - paragraph <= 1)
        speaker = cast.speaker(draft.source, continues=goes_on, at=draft.start)
        paragraph = draft.paragraph
        found.append(
            Quotation(
                spans=spans,
                start=spans[0][0],
                end=spans[-1][1],
                kind=_kind(text, spans, draft.regions),
                attribution="speech" if draft.speech else "thought",
                how=draft.how,
                cue=draft.cue,
                speaker=speaker,
                utterance=max(utterance, 0),
                confidence=draft.confidence,
                paragraph=draft.paragraph,
            )
        )
    return found


def _kind(text: str, spans: Sequence[Span], regions: Sequence[Region]) -> StatementKind:
    total = sum(_letters(text, a, b) for a, b in spans)
    inside = sum(
        _letters(text, max(a, r.start), min(b, r.end))
        for a, b in spans
        for r in regions
        if a < r.end and r.start < b
    )
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.95 * total else "mixed"
