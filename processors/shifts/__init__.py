"""The timeline key: from position facts to the shifts that are true now, as pure views of sets.

`facts_of` makes the facts of an article, `shifts` is the view of one (party, issue), `View` the
same for a timeline that grows, `difference` says what a store must change. What does not belong
here: storage, clocks, reading of text.
"""

from processors.shifts.corrections import corrected
from processors.shifts.difference import Difference, Transition, difference
from processors.shifts.facts import facts_of
from processors.shifts.judged import judged
from processors.shifts.memory import MEMORY, fold
from processors.shifts.rules import RULES, Rules
from processors.shifts.standing import fact_rows, facts_standing
from processors.shifts.view import View, shifts
from processors.shifts.wordless import without_words

__all__ = [
    "MEMORY",
    "RULES",
    "Difference",
    "Rules",
    "Transition",
    "View",
    "corrected",
    "difference",
    "fact_rows",
    "facts_of",
    "facts_standing",
    "fold",
    "judged",
    "shifts",
    "without_words",
]
