"""The core as a Faust worker: articles from a topic, statements, positions and shifts to topics.

Tables hold the same sets as the local shell's rows, and the same functions make the views. What
does not belong here: decisions, reading of text (a callable is given), indexing, alerting.
"""

from processors.faust.reading import Extract
from processors.faust.worker import Worker

__all__ = ["Extract", "Worker"]
