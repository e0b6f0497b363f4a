"""`parley watch`: what to be told of, and what came of it. One small file per command."""

from parley.commands.watch import add, feed, listing, mute, operations, remove, target, trying
from parley.commands.watch.app import app

__all__ = ["add", "app", "feed", "listing", "mute", "operations", "remove", "target", "trying"]
