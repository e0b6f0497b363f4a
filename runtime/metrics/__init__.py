"""What is counted and measured: the catalogue as code, and the numbers of this process.

The operations page is made from the catalogue; `exposition` writes the numbers for Prometheus.
What does not belong here: deciding what a number means for the pipeline, or log lines.
"""

from runtime.metrics.catalogue import CATALOGUE
from runtime.metrics.docs import markdown
from runtime.metrics.exposition import MEDIA, exposition
from runtime.metrics.metric import Metric
from runtime.metrics.registry import Registry, Sample

__all__ = ["CATALOGUE", "MEDIA", "Metric", "Registry", "Sample", "exposition", "markdown"]
