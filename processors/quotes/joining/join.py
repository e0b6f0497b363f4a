"""The quotations of an article by both readers together."""

from collections.abc import Sequence

from processors.quotes.cast_list import Names
from processors.quotes.dialogue import questions
from processors.quotes.drafts import Draft
from processors.quotes.find import drafts_of, find_quotations
from processors.quotes.finish import finished
from processors.quotes.joining.candidates import (
    Candidates,
    candidates,
    candidates_of_rules,
    with_confidence,
)
from processors.quotes.joining.drafting import draft_of
from processors.quotes.joining.features import rows_of
from processors.quotes.joining.models import Models
from processors.quotes.joining.page import Floats, Page, nothing_known, syntax_of
from processors.quotes.joining.pieces import Pieces, shared
from processors.quotes.joining.selection import chosen
from processors.quotes.paragraphs import continued
from processors.quotes.quotation import Quotation
from processors.quotes.speakers import Cast
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.reading import words_in
from processors.syntax import ParsedText


class Reader:
    """Finds quotations by the rules, and by the tagger where there is one, in a learned ranking."""

    def __init__(self, models: Models, network: Network | None = None) -> None:
        self._network = network
        self._models = models

    def quotations(
        self, parsed: ParsedText, names: Names | None = None, *, all_of_rules: bool = False
    ) -> list[Quotation]:
        """The quotations of an article, in the order of the text; none overlaps another.

        `names` are the article's, where they have been read already. With `all_of_rules` what the
        rules find stays as it is however unlikely, and the tagger only adds to it: positions are
        weighed against each other by the confidence that the rules give to each construction.
        """
        if all_of_rules and not self._network:
            return find_quotations(parsed, names)  # nothing to weigh them against
        words = words_in(parsed)
        plain = Page(parsed.text, words, nothing_known(len(words)), syntax_of(parsed, words))
        drafts = drafts_of(parsed)
        page, found = plain, candidates_of_rules(plain, drafts)
        if self._network and self._models.linkers and self._models.rules:
            sure = self._models.rules.chances(rows_of(plain, found)[0])
            page = plain.with_scores(self._network.scores(words))
            found = candidates(page, with_confidence(found, sure), self._models.linkers)
        rows, mutual = rows_of(page, found)
        chances = self._models.ranking.chances(rows)
        _settle(page, found, chances, questions(parsed.text, parsed.paragraphs))
        ranks = chances + 1.0 * found.ruled if all_of_rules else chances
        kept = list(chosen(ranks, mutual, self._models.threshold))
        near = _nearest(page, found, kept, ALIKE if not all_of_rules else 2.0)
        confidences = [self._models.confidence(chances[i]) for i in kept]
        out = [
            draft_of(page, parsed, found.all[i], near[i], confidence)
            for i, confidence in zip(kept, confidences, strict=True)
        ]
        if all_of_rules:
            weight = {tuple(d.spans): d.confidence for d in drafts}
            for draft in out:
                draft.confidence = weight.get(tuple(draft.spans), draft.confidence)
        out = [d for d in out if d.by_syntax or not _speaks(d, out)]
        out.sort(key=lambda d: (d.start, d.end))
        return finished(parsed.text, continued(parsed, out), Cast(parsed, names))


def _speaks(draft: Draft, others: Sequence[Draft]) -> bool:
    """What the tagger took for words is who says others: "reported, citing two officials"."""
    named = [d.source for d in others if d.source and d is not draft]
    return any(s.start <= draft.start <= s.offset + s.head.idx < draft.end <= s.end for s in named)


CERTAIN = 0.9
"""The chance of what the layout tells."""


def _settle(page: Page, found: Candidates, chances: Floats, mute: frozenset[int]) -> None:
    """What the layout tells counts more than what was learned from running text."""
    for i, candidate in enumerate(found.all):
        if candidate.draft and candidate.draft.certain:
            chances[i] = max(chances[i], CERTAIN)
        elif mute and int(page.words.paragraphs[candidate.first]) in mute:
            chances[i] = 0.0


def _nearest(
    page: Page, found: Candidates, kept: list[int], alike: float
) -> dict[int, Draft | None]:
    """The rules' draft that shares most with each candidate; where that is nearly all, its own.

    Among spans that hardly differ those of syntax are taken: they have a whole clause, and come
    with the verb that reports.
    """
    if not found.drafts:
        return dict.fromkeys(kept)
    mine = Pieces.of([found.all[i].pieces for i in kept])
    theirs = Pieces.of([pieces for pieces, _ in found.drafts])
    top, best = shared(mine, theirs, page.letters).best()
    near: dict[int, Draft | None] = {}
    for i, share, draft in zip(kept, top.tolist(), best.tolist(), strict=True):
        near[i] = found.drafts[draft][1] if share > 0 else None
        if share >= alike:
            found.all[i].draft = near[i]
    return near


ALIKE = 0.8
"""Overlap from which two spans hold the same words (intersection over union, in letters)."""
