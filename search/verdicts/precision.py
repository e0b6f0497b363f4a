"""How often shifts are right, as far as readers have said: a view of the set of verdicts.

The unit is a shift, so that ten readers of one shift count once. A shift is right when all who
judged it say so, wrong when none does; what they disagree on is counted apart.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from wire.verdict import Verdict

Z = 1.959964
"""Of the normal distribution: 95 of 100 intervals hold the true share."""

Field = Literal["party", "issue", "direction", "made_by"]


@dataclass(frozen=True)
class Precision:
    """`disputed` shifts, on which readers disagree, are in neither of the other numbers."""

    right: int = 0
    wrong: int = 0
    disputed: int = 0

    @property
    def judged(self) -> int:
        """Shifts with a clear verdict."""
        return self.right + self.wrong

    @property
    def share(self) -> float | None:
        """Right out of judged, 0 to 1; None where nothing was judged."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, with 95 % confidence; 0 to 1 without verdicts.

        Wilson's score interval, which holds for small numbers and shares near 0 and 1 as well
        (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
        JASA 22, 1927).
        """
        n = self.judged
        if not n:
            return 0.0, 1.0
        share, weight = self.right / n, Z * Z / n
        middle = share + weight / 2
        spread = Z * sqrt(share * (1 - share) / n + weight / (4 * n))
        low, high = (middle - spread) / (1 + weight), (middle + spread) / (1 + weight)
        return max(0.0, low), min(1.0, high)


def precision(verdicts: Iterable[Verdict]) -> Precision:
    """The figure over current verdicts; those taken back do not count."""
    said: defaultdict[str, set[bool]] = defaultdict(set)
    for each in verdicts:
        if not each.removed:
            said[each.shift_id].add(each.judgement == "right")
    return Precision(
        right=sum(answers == {True} for answers in said.values()),
        wrong=sum(answers == {False} for answers in said.values()),
        disputed=sum(len(answers) > 1 for answers in said.values()),
    )


def precision_by(verdicts: Iterable[Verdict], field: Field) -> list[tuple[str, Precision]]:
    """The figure for each value of a field, the most judged first, then by name."""
    parts: defaultdict[str, list[Verdict]] = defaultdict(list)
    for each in verdicts:
        parts[getattr(each, field)].append(each)
    found = [(name, precision(part)) for name, part in parts.items()]
    return sorted(
        ((name, each) for name, each in found if each.judged or each.disputed),
        key=lambda pair: (-pair[1].judged, pair[0]),
    )
