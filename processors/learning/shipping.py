"""Writing weights beside the code, with their version and checksum in the manifest."""

import hashlib
import json
from pathlib import Path

from processors.positions import linear

ROOM = Path(linear.__file__).parent / "weights"


def ship(name: str, weights: linear.Weights, room: Path | None = None) -> str:
    """Writes `NAME.weights` and enters it in the manifest; gives a line to print."""
    return (
        enter(f"{name}.weights", linear.packed(weights), room) + f", {len(weights.rows)} features"
    )


def enter(name: str, data: bytes, room: Path | None = None) -> str:
    """Writes a file and enters it in the manifest, as the next version where it is new."""
    (room or ROOM).joinpath(name).write_bytes(data)
    path = (room or ROOM) / "manifest.json"
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    digest = hashlib.sha256(data).hexdigest()
    before = known.get(name, {"version": "0", "sha256": ""})
    if before["sha256"] != digest:
        known[name] = {"version": str(int(before["version"]) + 1), "sha256": digest}
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return f"{name}: version {known[name]['version']}, {len(data)} bytes"
