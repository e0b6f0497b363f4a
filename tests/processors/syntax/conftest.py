"""One parser for all tests of this folder: loading it takes a second."""

import pytest

from processors.syntax import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser("accurate")
