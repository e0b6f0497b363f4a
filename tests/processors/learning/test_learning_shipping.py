"""Weights are written beside the code with their version."""

import json
from pathlib import Path

from processors.learning.shipping import enter


def test_new_bytes_are_a_new_version(tmp_path: Path) -> None:
    def version() -> str:
        return str(json.loads((tmp_path / "manifest.json").read_text())["a"]["version"])

    assert enter("a", b"one", tmp_path) == "a: version 1, 3 bytes"
    enter("a", b"one", tmp_path)
    assert version() == "1"
    enter("a", b"two!", tmp_path)
    assert version() == "2"
    assert (tmp_path / "a").read_bytes() == b"two!"
    enter("b", b"other", tmp_path)
    assert version() == "2"
