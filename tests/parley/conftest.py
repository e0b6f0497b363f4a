from pathlib import Path

import pytest

from tests.fakes.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program on an empty data directory."""
    return Program(tmp_path / "data")
