"""All quotations of a parsed article: what marks and syntax show, joined, with their speakers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from processors.quotes.cast_list import Names
from processors.quotes.clauses import reported_clauses
from processors.quotes.dialogue import (
    answer,
    asked,
    is_interview,
    is_question,
    line,
    transcribed,
)
from processors.quotes.direct import Word
from processors.quotes.drafts import (
    Draft,
    from_finding,
    letters_inside,
    with_regions,
    without_overlap,
)
from processors.quotes.finding import SUBJECTS, Finding
from processors.quotes.finish import finished
from processors.quotes.headlines import headline
from processors.quotes.loose import with_loose
from processors.quotes.marks import quoted, runs_on
from processors.quotes.paragraphs import continued, reopened
from processors.quotes.quotation import Quotation, Span
from processors.quotes.speakers import Cast
from processors.syntax import ParsedText, Region
from processors.syntax.parser import Paragraph


def find_quotations(parsed: ParsedText, names: Names | None = None) -> list[Quotation]:
    """The quotations of an article, in the order of the text; none overlaps another.

    `names` are the article's, where they have been read already.
    """
    return finished(parsed.text, continued(parsed, drafts_of(parsed)), Cast(parsed, names))


def drafts_of(parsed: ParsedText) -> list[Draft]:
    """What the rules find, in the order of the text, before anybody is known by name."""
    text = parsed.text
    drafts: list[Draft] = []
    interview = is_interview(text, parsed.paragraphs)
    lines = {} if interview else transcribed(text, parsed.paragraphs)
    mute = asked(text, parsed.paragraphs, lines)
    lead: Sequence[Word] = ()
    for number, paragraph in enumerate(parsed.paragraphs):
        earlier = bool(drafts) and drafts[-1].paragraph >= paragraph.index - 1
        earlier = earlier or reopened(parsed.paragraphs[number : number + 2])
        words = _words(paragraph)
        answered = answer(text, paragraph) if interview else None
        if paragraph.index in lines:
            answered = line(text, paragraph, lines[paragraph.index], words)
        if paragraph.index in mute:
            pass  # an interviewer's question
        elif answered is not None:
            drafts.append(answered)
        elif not (interview and is_question(text, paragraph)):
            drafts += _paragraph(text, paragraph, words, lead, earlier=earlier)
        lead = words if text[paragraph.start : paragraph.end].rstrip().endswith(":") else ()
    return drafts


def _words(paragraph: Paragraph) -> list[Word]:
    return [Word(t, offset) for offset, doc in paragraph.docs for t in doc if not t.is_space]


def _paragraph(
    text: str,
    paragraph: Paragraph,
    words: Sequence[Word],
    lead: Sequence[Word],
    *,
    earlier: bool,
) -> list[Draft]:
    """The drafts of one paragraph. `lead` are the words of the one before that ends in a colon."""
    findings = [f for s in paragraph.sentences for f in reported_clauses(s)]
    regions = paragraph.regions
    if not regions:
        found = without_overlap([from_finding(text, f) for f in findings])
        return found or _headline(text, paragraph, words)
    findings = [f for f in findings if not _spoken(f, regions)]
    findings = [f for f in findings if not runs_on(f, text, paragraph, words)]
    mixed, linked = _sort_findings(text, findings, regions)
    taken = [r for d in mixed for r in d.regions]
    in_marks, loose = quoted(
        text, paragraph, words, [r for r in regions if r not in taken], linked, lead
    )
    mixed = [d for d in mixed if not _is_speaker(d, in_marks)]
    found = without_overlap(in_marks + mixed)
    if not found and (whole := _headline(text, paragraph, words)):
        return whole
    return with_loose(text, paragraph, words, found, loose, earlier=earlier)


def _is_speaker(draft: Draft, in_marks: Sequence[Draft]) -> bool:
    """What the parser took for the object of a verb is who speaks (`"No," repeated her son`)."""
    return any(
        d.cue
        and d.source
        and d.cue == draft.cue
        and d.source.start < draft.end
        and draft.start < d.source.end
        for d in in_marks
    )


def _headline(text: str, paragraph: Paragraph, words: Sequence[Word]) -> list[Draft]:
    found = headline(text, paragraph, words)
    return [found] if found is not None else []


def _inside(at: int, regions: Iterable[Region]) -> bool:
    return any(r.start <= at < r.end and r.end - r.start > 25 for r in regions)


def _spoken(finding: Finding, regions: Sequence[Region]) -> bool:
    """Cue and content stand in one quotation: the speaker's own "I think that …"."""
    cue = finding.offset + finding.cue[-1].idx
    within = next((r for r in regions if r.start <= cue < r.end), None)
    if within is None:
        return False
    if finding.source is not None:
        return within.start <= finding.offset + finding.source.idx < within.end or _inside(
            cue, regions
        )
    return _inside(cue, regions) or all(
        within.start <= finding.offset + t.idx < within.end for t in finding.content
    )


def _sort_findings(
    text: str, findings: Sequence[Finding], regions: Sequence[Region]
) -> tuple[list[Draft], dict[Region, Finding]]:
    """Findings that are more than the words in marks, and those that only say who spoke them."""
    drafts: list[Draft] = []
    linked: dict[Region, Finding] = {}
    for finding in (_within_marks(f, regions) for f in findings):
        spans = finding.spans()
        touched = [r for r in regions if any(a < r.end and r.start < b for a, b in spans)]
        touched += _after_colon(text, spans, regions)
        inside, total = letters_inside(text, spans, touched)
        if touched and (inside >= 0.9 * total or _introduced(text, finding, spans, touched)):
            for region in touched:
                linked.setdefault(region, finding)
            continue
        draft = from_finding(text, finding)
        draft.spans = with_regions(spans, touched, draft)
        draft.regions = list(touched)
        drafts.append(draft)
    return drafts, linked


def _within_marks(finding: Finding, regions: Sequence[Region]) -> Finding:
    """Without a second verb behind a whole clause in marks (`said that "he is well" and left`).

    It shares the subject of the verb that reports: the clause's own stands inside the marks.
    """
    for verb in finding.content:
        if verb.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in verb.children):
            continue
        subject = next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
        if subject is None:
            continue
        at, first = (finding.offset + t.idx for t in (verb, subject))
        for region in regions:
            if region.closed and region.start <= first < region.end <= at:
                if not region.start <= finding.offset + verb.head.idx < region.end:
                    continue
                kept = tuple(t for t in finding.content if finding.offset + t.idx < region.end)
                return replace(finding, content=kept)
    return finding


def _after_colon(text: str, spans: Sequence[Span], regions: Sequence[Region]) -> list[Region]:
    """The quotation that a clause leads up to (`said the road was shut: "It is ice."`)."""
    end = spans[-1][1]
    return [r for r in regions if end <= r.outer_start and text[end : r.outer_start].strip() == ":"]


def _introduced(
    text: str, finding: Finding, spans: Sequence[Span], touched: Sequence[Region]
) -> bool:
    """The reported words begin with a quotation that a comma or colon introduces (`said, "…`)."""
    first, last = touched[0], touched[-1]
    cue = finding.offset + finding.cue[-1].idx
    comma = text[max(0, first.outer_start - 3) : first.outer_start].rstrip()[-1:] in (",", ":")
    if cue < first.start:
        return comma and spans[0][0] >= first.outer_start - 1
    return comma and cue >= last.end and text[last.end - 1] in ",?!"
