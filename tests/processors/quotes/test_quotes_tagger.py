"""Words, pieces and windows of the tagger: what the network reads of a text."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece as Reference
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from processors.quotes import weights
from processors.quotes.tagger.network import Network
from processors.quotes.tagger.reading import read
from processors.quotes.tagger.windows import LONGEST, windows
from processors.quotes.tagger.wordpiece import MOST_PIECES, UNKNOWN, WordPiece


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, int]:
    return weights.tagger()[1]


@pytest.fixture(scope="module")
def reference(vocabulary: dict[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(Reference(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def known(text: str) -> bool:
    """Characters of Unicode 10, which every library knows: later ones each at its own time."""
    return all(ord(c) < 0x2FF and unicodedata.category(c) not in ("Cn", "Cs") for c in text)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FE), min_size=1, max_size=12))
def test_pieces_are_those_of_the_tokenizers_library(text: str) -> None:
    vocabulary = weights.tagger()[1]
    tokenizer = Tokenizer(Reference(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    for word in read(text).texts:
        if known(word):
            expected = tuple(tokenizer.encode(word).ids)[:MOST_PIECES] or (UNKNOWN,)
            assert WordPiece(vocabulary).pieces(word) == expected


@pytest.mark.parametrize(
    "word", ["Unbelievably", "São", "U.S", "3.14", "naïveté", "東京", "co-operation", "x" * 101]
)
def test_so_are_those_of_odd_words(
    word: str, vocabulary: dict[str, int], reference: Tokenizer
) -> None:
    assert WordPiece(vocabulary).pieces(word) == tuple(reference.encode(word).ids)[:MOST_PIECES]


def test_words_keep_their_places_and_know_their_quotation_marks() -> None:
    text = "“We won’t go,” said Ms Ødegård.\n\nNo."
    words = read(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)][1] == "We"
    inside = {t for t, q in zip(words.texts, words.quoted, strict=True) if q}
    assert {"We", "go"} <= inside
    assert "said" not in inside
    assert words.paragraphs.tolist()[-1] == 1


def test_every_word_is_in_one_window_and_no_window_is_too_long(
    vocabulary: dict[str, int],
) -> None:
    text = "\n\n".join(["The minister said that it rains. " * n for n in (1, 90, 3, 40)])
    words = read(text)
    found = windows(words, WordPiece(vocabulary).all(words.texts))
    assert [w.first for w in found[1:]] == [w.last for w in found[:-1]]
    assert (found[0].first, found[-1].last) == (0, len(words))
    assert max(len(w.pieces) for w in found) <= LONGEST
    assert len(found) < 2 + len(text) / 400


def test_windows_grow_with_the_text_and_not_faster(vocabulary: dict[str, int]) -> None:
    cut = WordPiece(vocabulary)
    counts = []
    for times in (50, 100, 200):
        words = read("She told reporters that they would come back later.\n\n" * times)
        counts.append(len(windows(words, cut.all(words.texts))))
    assert counts[2] <= 2 * counts[1] + 1 <= 4 * counts[0] + 3


def test_the_network_knows_a_content_a_source_and_a_cue() -> None:
    model, vocabulary = weights.tagger()
    words = read("The minister said that the bridge would stay closed until May.")
    scores = Network(model, WordPiece(vocabulary)).scores(words)
    assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-4)
    tags = dict(zip(words.texts, scores.argmax(axis=1).tolist(), strict=True))
    assert tags["minister"] == 4
    assert tags["said"] in (5, 6)
    assert tags["bridge"] == 2


def test_the_same_words_get_the_same_scores_whatever_follows_in_other_windows() -> None:
    model, vocabulary = weights.tagger()
    network = Network(model, WordPiece(vocabulary))
    first = "The envoy said talks would go on. " * 22
    alone, both = read(first), read(first + "\n\n" + "It rained. " * 90)
    n = windows(both, WordPiece(vocabulary).all(both.texts))[0].last
    assert np.array_equal(network.scores(alone)[:n], network.scores(both)[:n])
