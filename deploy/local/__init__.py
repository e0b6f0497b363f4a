"""A real Kafka and a real Elasticsearch on this machine, as ordinary processes without Docker.

Both come as jars through Maven, live under the data directory and listen on 127.0.0.1. What does
not belong here: what Parley does with them (topics, indices, roles).
"""

from deploy.local.cluster import Cluster, Part
from deploy.local.errors import ClusterError

__all__ = ["Cluster", "ClusterError", "Part"]
