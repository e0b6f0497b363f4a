"""How the model's matrices are multiplied: by numpy's OpenBLAS on one thread, where that is to be
had, else by thinc's BLIS as spaCy does.

OpenBLAS is three to four times as fast here; left alone it takes every core for matrices too
small to share, and an article then costs more than with BLIS.
"""

import ctypes
from importlib import import_module

from spacy.language import Language
from thinc.api import NumpyOps

_SET_THREADS = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads",
)
"""Names of the same function in the builds of numpy; it applies to the whole process."""


def multiply_by_numpy(nlp: Language) -> bool:
    """Let the pipeline multiply by numpy on one thread. False: left as it was."""
    if not _on_one_thread():
        return False
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for layer in component.model.walk():  # type: ignore[attr-defined]
            layer.ops = ops
    return True


def _on_one_thread() -> bool:
    library = ctypes.CDLL(import_module("numpy._core._multiarray_umath").__file__)
    for name in _SET_THREADS:
        set_threads = getattr(library, name, None)
        if set_threads is not None:
            set_threads(1)
            return True
    return False
