"""Candidates for quotations: what the tagger may have meant, and what the rules found."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from processors.quotes.drafts import Draft
from processors.quotes.joining.links import Linkers, Links
from processors.quotes.joining.page import Page
from processors.quotes.joining.runs import ENDS, Contents, Run, contents, runs, settled
from processors.quotes.tagger.tags import CUE, SOURCE

LIKELY = -1.6
"""Log-chance from which a content counts as one when candidates are linked and grouped."""

UNLIKELY = -12.0
"""Log-chance of what the tagger does not mean at all."""

_LITTLE = 4
"""Words between two contents that may be one."""


@dataclass(slots=True)
class Candidate:
    """Words that may be one quotation, with its pieces in order.

    `chance` is the tagger's log-chance of the first and the last piece together; `votes` says which
    reader has it: 1 the tagger, 2 the rules, 3 both. Links come with their chance.
    """

    pieces: tuple[Run, ...]
    chance: float
    rank: int
    votes: int
    cue: Run | None = None
    cue_chance: float = 0.0
    source: Run | None = None
    source_chance: float = 0.0
    draft: Draft | None = None

    @property
    def first(self) -> int:
        """Its first word."""
        return self.pieces[0][0]

    @property
    def last(self) -> int:
        """The word after its last."""
        return self.pieces[-1][1]


@dataclass(slots=True)
class Candidates:
    """All candidates of an article, and the runs that they were made of."""

    all: list[Candidate]
    contents: list[Run]
    sources: list[Run]
    cues: list[Run]
    drafts: list[tuple[tuple[Run, ...], Draft]] = field(default_factory=list)

    @property
    def ruled(self) -> NDArray[np.bool_]:
        """Whether each candidate is one of the rules'."""
        return np.array([c.draft is not None for c in self.all], dtype=bool)


def candidates(page: Page, drafts: Sequence[Draft], linkers: Linkers) -> Candidates:
    """Candidates of both readers, each once, with the likeliest cue and source of each."""
    found = contents(page)
    likely = settled(found, LIKELY)
    paragraphs = page.words.paragraphs
    sources = runs(page.source, page.chances[:, SOURCE], paragraphs)
    cues = runs(page.cue, page.chances[:, CUE], paragraphs)
    links = Links(page, likely, sources, cues, linkers)
    wide = _neighbours(page, likely)
    tagged = zip(found.first.tolist(), found.last.tolist(), strict=True)
    links.find(list(dict.fromkeys([*tagged, *wide])))
    known: dict[tuple[Run, ...], Candidate] = {}
    for candidate in [
        *_singles(found, links),
        *_groups(likely, links),
        *(Candidate((span,), -2.0, 0, 1, *links.of(span)) for span in wide),
    ]:
        known.setdefault(candidate.pieces, candidate)
    chance_of = {
        (int(a), int(b)): float(c)
        for a, b, c in zip(found.first, found.last, found.chance, strict=True)
    }
    ruled = _ruled(page, drafts)
    for pieces, draft in ruled:
        have = known.get(pieces)
        if have is None:
            chance = chance_of.get((pieces[0][0], pieces[-1][1]), UNLIKELY)
            have = known[pieces] = Candidate(pieces, chance, ENDS, 2, draft=draft)
        else:
            have.votes, have.draft = 3, draft
        _attribute(page, have, draft)
    return Candidates(list(known.values()), likely, sources, cues, ruled)


def candidates_of_rules(page: Page, drafts: Sequence[Draft]) -> Candidates:
    """The rules' drafts alone as candidates."""
    ruled = _ruled(page, drafts)
    out = []
    for pieces, draft in ruled:
        candidate = Candidate(pieces, UNLIKELY, ENDS, 2, draft=draft)
        _attribute(page, candidate, draft)
        out.append(candidate)
    return Candidates(out, [], [], [], ruled)


def with_confidence(found: Candidates, sure: NDArray[np.float32]) -> list[Draft]:
    """The rules' drafts, each with a learned chance as its confidence."""
    return [
        replace(draft, confidence=float(chance))
        for (_, draft), chance in zip(found.drafts, sure, strict=True)
    ]


def _ruled(page: Page, drafts: Sequence[Draft]) -> list[tuple[tuple[Run, ...], Draft]]:
    return [(pieces, draft) for draft in drafts if (pieces := _words_of(page, draft))]


def _singles(found: Contents, links: Links) -> list[Candidate]:
    spans = zip(found.first.tolist(), found.last.tolist(), strict=True)
    return [
        Candidate((span,), chance, rank, 1, *links.of(span))
        for span, chance, rank in zip(
            spans, found.chance.tolist(), found.rank.tolist(), strict=True
        )
    ]


def _groups(likely: Sequence[Run], links: Links) -> list[Candidate]:
    """Contents in one paragraph that one cue reports are one quotation (`"…," she said, "…"`)."""
    by_cue: dict[Run, list[Run]] = {}
    for span in likely:
        cue = links.of(span)[0]
        if cue is not None:
            by_cue.setdefault(cue, []).append(span)
    out = []
    paragraphs = links.page.words.paragraphs
    for spans in by_cue.values():
        for size in range(2, min(len(spans), 4) + 1):
            for start in range(len(spans) - size + 1):
                part = spans[start : start + size]
                if paragraphs[part[0][0]] == paragraphs[part[-1][0]]:
                    out.append(Candidate(tuple(part), -1.0, 0, 1, *links.of(part[0])))
    return out


def _neighbours(page: Page, likely: Sequence[Run]) -> list[Run]:
    """Two contents with little between them, as one: a quotation may begin inside a content."""
    paragraphs = page.words.paragraphs
    return [
        (one[0], other[1])
        for one, other in pairwise(likely)
        if other[0] - one[1] <= _LITTLE and paragraphs[one[0]] == paragraphs[other[0]]
    ]


def _words_of(page: Page, draft: Draft) -> tuple[Run, ...]:
    """The pieces of a draft in words, without punctuation at their edges."""
    out: list[Run] = []
    letters = page.letters
    for start, end in draft.spans:
        a = int(np.searchsorted(page.words.ends, start, side="right"))
        b = int(np.searchsorted(page.words.starts, end, side="left"))
        while a < b and letters[a + 1] == letters[a]:
            a += 1
        while b > a and letters[b] == letters[b - 1]:
            b -= 1
        a = max(a, out[-1][1]) if out else a
        if b > a:
            out.append((a, b))
    return tuple(out)


def run_of(page: Page, start: int, end: int) -> Run | None:
    """The words that a span of the text touches."""
    a = int(np.searchsorted(page.words.ends, start, side="right"))
    b = int(np.searchsorted(page.words.starts, end, side="left"))
    return (a, b) if b > a else None


def _attribute(page: Page, candidate: Candidate, draft: Draft) -> None:
    """The rules' cue where the tagger has none that is likely; their source in any case.

    Syntax has the whole noun phrase; the tagger more often cuts a title or an apposition off.
    """
    if draft.cue is not None and candidate.cue_chance < 0.5:
        cue = run_of(page, draft.cue.start, draft.cue.end)
        if cue is not None:
            candidate.cue, candidate.cue_chance = cue, 0.5
    if draft.source is not None:
        source = run_of(page, draft.source.start, draft.source.end)
        if source is not None:
            candidate.source, candidate.source_chance = source, max(candidate.source_chance, 0.5)
