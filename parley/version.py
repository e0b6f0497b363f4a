"""Which Parley this is."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("parley")
except PackageNotFoundError:  # run from a tree that was never installed
    VERSION = "0+unknown"
