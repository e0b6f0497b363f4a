"""A quotation in the making, and how pieces and overlaps of such drafts are settled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from processors.quotes.finding import Finding, is_listening, runs
from processors.quotes.quotation import Cue, How, Span
from processors.quotes.sources import Source, source_of
from processors.syntax import Region

_LETTER = re.compile(r"[^\W_]")


@dataclass
class Draft:
    """A quotation in the making.

    An `answer` is said by who is interviewed. What is `certain` is told by the layout of the text
    (a headline, an interview): no ranking learned from running text judges it. `by_syntax`: the
    rules found it, alone or as well; else only the tagger did. `hidden`: the text does not say who
    spoke ("she was asked").
    """

    spans: list[Span]
    paragraph: int
    how: How
    speech: bool
    confidence: float
    cue: Cue | None = None
    source: Source | None = None
    via: Source | None = None
    quoted: bool = False
    continues: bool = False
    answer: bool = False
    certain: bool = False
    by_syntax: bool = True
    hidden: bool = False
    regions: list[Region] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the first piece begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.spans[-1][1]


def letters(text: str, start: int, end: int) -> int:
    """How many letters and digits the span has: what is no letter is nobody's words."""
    return len(_LETTER.findall(text, start, end))


def letters_inside(text: str, spans: Sequence[Span], regions: Sequence[Region]) -> tuple[int, int]:
    """How many letters of the spans stand inside the regions, and how many there are in all."""
    inside = sum(
        letters(text, max(a, r.start), min(b, r.end))
        for a, b in spans
        for r in regions
        if a < r.end and r.start < b
    )
    return inside, sum(letters(text, a, b) for a, b in spans)


def from_finding(text: str, finding: Finding) -> Draft:
    """A draft of what the syntax shows, with its cue and source as spans."""
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
        hidden=finding.source is None and is_listening(finding.cue[-1]),
    )
    if finding.source is not None:
        draft.source = source_of(finding.source, finding.offset, text, draft.spans, (start, end))
    if finding.via is not None:
        draft.via = source_of(finding.via, finding.offset, text, draft.spans, (start, end))
    return draft


def with_regions(spans: list[Span], touched: Sequence[Region], draft: Draft) -> list[Span]:
    """Spans widened to whole quotations that they cut into."""
    everything = sorted([*spans, *((r.outer_start, r.outer_end) for r in touched)])
    merged: list[list[int]] = []
    for a, b in everything:
        if merged and a <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], b)
        else:
            merged.append([a, b])
    return [(a, b) for a, b in merged]


def without_overlap(drafts: list[Draft]) -> list[Draft]:
    """Drafts that share no letter: words in marks first, then the surer, then the longer."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (not d.quoted, -d.confidence, d.start - d.end)):
        if not any(a < y and x < b for k in kept for x, y in k.spans for a, b in draft.spans):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.start)
