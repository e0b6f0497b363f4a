"""The cluster shell's figures (`parley --shell cluster bench pipeline`), on servers that run.

Everything is done under a prefix of its own, and removed at the end. What is measured are the
roles as processes of their own, started as people start them.
"""

from parley.benchmarks.cluster.measuring import LEAST, PARTS, Part, Wishes, measure

__all__ = ["LEAST", "PARTS", "Part", "Wishes", "measure"]
