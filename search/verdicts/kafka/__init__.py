"""Verdicts in the cluster: their topic is the truth, the tables of the local shell are its cache.

What does not belong here: what a verdict makes of its shift: the work role hears it on the topic.
"""

from search.verdicts.kafka.sending import SentVerdicts, keep_verdict

__all__ = ["SentVerdicts", "keep_verdict"]
