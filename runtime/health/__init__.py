"""How a role of the cluster is: alive, ready, and its numbers, over HTTP on a port of its own.

What does not belong here: finding out how a server or a group is (each role says it), and pages
for people (the console has them).
"""

from runtime.health.conditions import Condition, Health
from runtime.health.server import serve, serve_as_set, serve_in_thread

__all__ = ["Condition", "Health", "serve", "serve_as_set", "serve_in_thread"]
