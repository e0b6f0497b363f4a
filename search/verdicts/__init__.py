"""What readers hold of shifts: verdicts kept with their history, and how often shifts are right.

`giving` and `precision` decide and touch nothing; `local/` keeps.
What does not belong here: retracting a shift because of a verdict: the core does.
"""

from search.verdicts.giving import given, taken_back
from search.verdicts.precision import Precision, precision, precision_by

__all__ = ["Precision", "given", "precision", "precision_by", "taken_back"]
