"""Options of the test run."""

import pytest
from hypothesis import HealthCheck, settings

# Machines are noisy: a slow example is no failure.
settings.register_profile("parley", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("parley")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak` makes the long fault runs use all of their data."""
    parser.addoption("--soak", action="store_true", help="long fault runs on all of the data")
