"""The likeliest cue of every content, and the likeliest source of that cue or content."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.forest import Forest
from processors.quotes.joining.linking import Surroundings, pair_rows, pairs
from processors.quotes.joining.page import Page
from processors.quotes.joining.runs import Run

LEAST_LINK = 0.2
LEAST_SOURCE = 0.25


@dataclass(frozen=True, slots=True)
class Linkers:
    """Learned chances of links: content to cue, cue to source, content to source."""

    cue: Forest
    source: Forest
    direct: Forest


Link = tuple[Run | None, float, Run | None, float]


class Links:
    """The likeliest cue of any content, and the likeliest source of that cue."""

    def __init__(
        self,
        page: Page,
        likely: Sequence[Run],
        sources: list[Run],
        cues: list[Run],
        linkers: Linkers,
    ) -> None:
        self.page = page
        self.sources, self.cues = sources, cues
        self._around = Surroundings(page, likely, sources, cues)
        self._linkers = linkers
        self._known: dict[Run, Link] = {}
        self._source_of_cue = self._best(cues, sources, page.source, linkers.source)

    def _best(
        self,
        anchors: Sequence[Run],
        others: list[Run],
        chances: NDArray[np.float32],
        forest: Forest,
    ) -> list[tuple[int, float]]:
        found = pairs(anchors, others, self.page)
        best = [(-1, 0.0)] * len(anchors)
        rows = pair_rows(self._around, anchors, others, chances, found)
        for number, other, chance in zip(
            found[0].tolist(), found[1].tolist(), forest.chances(rows).tolist(), strict=True
        ):
            if chance > best[number][1]:
                best[number] = (other, chance)
        return best

    def of(self, span: Run) -> Link:
        """Cue, its chance, source, its chance, of a span that was given to `find`."""
        return self._known[span]

    def find(self, spans: Sequence[Run]) -> None:
        """Links each span, all in one go."""
        by_cue = self._best(spans, self.cues, self.page.cue, self._linkers.cue)
        without = [n for n, (_, chance) in enumerate(by_cue) if chance < LEAST_LINK]
        straight = self._best(
            [spans[n] for n in without], self.sources, self.page.source, self._linkers.direct
        )
        direct = dict(zip(without, straight, strict=True))
        for n, (cue, chance) in enumerate(by_cue):
            linked = n not in direct
            source, sure = self._source_of_cue[cue] if linked else direct[n]
            named = source >= 0 and sure >= LEAST_SOURCE
            self._known[spans[n]] = (
                self.cues[cue] if linked else None,
                chance if linked else 0.0,
                self.sources[source] if named else None,
                sure if named else 0.0,
            )
