"""What keeps the servers from running, in words for whoever asked for them."""


class ClusterError(Exception):
    """A server can't be had or does not serve; the message names the remedy."""
