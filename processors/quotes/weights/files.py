"""Reading and writing the weights: three files, and a list of what each must be."""

import gzip
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from processors.quotes.joining.columns import FEATURES
from processors.quotes.joining.forest import Forest
from processors.quotes.joining.linking import PAIR_FEATURES
from processors.quotes.joining.links import Linkers
from processors.quotes.joining.models import Models
from processors.syntax import Profile

VERSION = 1
"""Raised when code and weights of before no longer fit together."""

FOLDER = Path(__file__).parent
TAGGER, VOCABULARY, LIST = "tagger.onnx", "vocabulary.txt.gz", "weights.json"
MODELS: dict[Profile, str] = {"accurate": "joined.npz", "fast": "rules.npz"}


class WrongWeightsError(Exception):
    """A weights file is missing, damaged, or of another version than the code."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"the weights file {path} {what}; install Parley again, or, in a checkout, get the"
            " file back with `git checkout -- processors/quotes/weights`"
        )


def models(profile: Profile, folder: Path = FOLDER) -> Models:
    """What was learned for joining (`accurate`), or for ranking what the rules find (`fast`).

    Raises `WrongWeightsError` where the file is not, byte for byte, the one that the list names.
    """
    return unpacked(_checked(folder / MODELS[profile], _listed(folder)))


def tagger(folder: Path = FOLDER) -> tuple[bytes, dict[str, int]]:
    """The tagger's network and its vocabulary (piece to number). Raises as `models` does."""
    listed = _listed(folder)
    network, packed_pieces = (_checked(folder / name, listed) for name in (TAGGER, VOCABULARY))
    pieces = gzip.decompress(packed_pieces).decode().split("\n")
    return network, {piece: n for n, piece in enumerate(pieces)}


def _listed(folder: Path) -> Mapping[str, str]:
    path = folder / LIST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version, features, files = found["version"], found["features"], found["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongWeightsError(path, "cannot be read") from None
    if version != VERSION or features != _features():
        raise WrongWeightsError(path, f"is of version {version}, and this program needs {VERSION}")
    return dict(files)


def _features() -> str:
    """A short name of the features that the models count on, in their order."""
    names = " ".join([*FEATURES, *PAIR_FEATURES])
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def _checked(path: Path, listed: Mapping[str, str]) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        raise WrongWeightsError(path, "cannot be read") from None
    if hashlib.sha256(content).hexdigest() != listed.get(path.name):
        raise WrongWeightsError(path, "is not the one that belongs to this version")
    return content


def save(
    folder: Path, network: bytes, pieces: Sequence[str], learned: Mapping[Profile, Models]
) -> None:
    """Writes all files and their list; the same weights give the same bytes."""
    content = {
        TAGGER: network,
        VOCABULARY: gzip.compress("\n".join(pieces).encode(), mtime=0),
        **{MODELS[profile]: packed(found) for profile, found in learned.items()},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    listed = {
        "version": VERSION,
        "features": _features(),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in content.items()},
    }
    text = json.dumps(listed, indent=2, sort_keys=True) + "\n"
    (folder / LIST).write_text(text, encoding="utf-8")


def packed(found: Models) -> bytes:
    """Models as one compressed file of arrays."""
    forests = {"ranking": found.ranking}
    if found.rules:
        forests["rules"] = found.rules
    if found.linkers:
        link = found.linkers
        forests |= {"cue": link.cue, "source": link.source, "direct": link.direct}
    arrays: dict[str, NDArray[Any]] = {
        "levels": found.levels,
        "threshold": np.array(found.threshold),
    }
    for name, forest in forests.items():
        arrays[f"{name}_features"] = forest.features
        arrays[f"{name}_thresholds"] = forest.thresholds
        arrays[f"{name}_leaves"] = forest.leaves
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def unpacked(content: bytes) -> Models:
    """Models from such a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:

        def forest(name: str) -> Forest:
            return Forest(*(arrays[f"{name}_{part}"] for part in _PARTS))

        linkers = None
        if "cue_leaves" in arrays:
            linkers = Linkers(forest("cue"), forest("source"), forest("direct"))
        rules = forest("rules") if "rules_leaves" in arrays else None
        return Models(
            linkers, forest("ranking"), rules, arrays["levels"], float(arrays["threshold"])
        )


_PARTS = ("features", "thresholds", "leaves")
