"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak` makes the long fault runs use all of their data."""
    parser.addoption("--soak", action="store_true", help="long fault runs on all of the data")
