"""The tagger's network, run by onnxruntime on one thread."""

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from processors.quotes.tagger.tags import TAGS
from processors.quotes.tagger.windows import windows
from processors.quotes.tagger.wordpiece import WordPiece
from processors.quotes.tagger.words import Words


class Network:
    """Scores of tags for the words of an article. Loading takes a moment: keep the object."""

    def __init__(self, model: bytes, cut: WordPiece) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        self._cut = cut

    def scores(self, words: Words) -> NDArray[np.float32]:
        """Log-probabilities, words by tags.

        Each window is read alone: what is beside it in a batch would change the rounding, and the
        same article must always give the same statements.
        """
        out = np.zeros((len(words), len(TAGS)), dtype=np.float32)
        for window in windows(words, self._cut.all(words.texts)):
            (scores,) = self._session.run(
                None, {"pieces": window.pieces[None], "marks": window.marks[None]}
            )
            found = scores[0][window.places]
            top = found.max(axis=1, keepdims=True)
            found = found - top - np.log(np.exp(found - top).sum(axis=1, keepdims=True))
            out[window.first : window.last] = found
        return out
