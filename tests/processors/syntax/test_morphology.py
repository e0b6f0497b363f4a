"""What is kept of the model's rules is what they would say again."""

import pytest
import spacy

from processors.syntax import Parser
from processors.syntax import morphology as module
from processors.syntax.parser import MODEL

TEXT = (
    "The ministers said they're gonna leave; let's see, y'all ain't staying. There are two rebels "
    "who've built it better.  Its leaders' better-known demands, he'd said, were being met\tagain."
)


def read(parser: Parser, text: str) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_)
        for paragraph in parser.parse(text).paragraphs
        for _, doc in paragraph.docs
        for t in doc
    ]


def test_words_are_read_as_by_the_models_own_pipeline(parser: Parser) -> None:
    whole = spacy.load(MODEL, exclude=["ner", "senter"])
    plain = TEXT.replace("\t", " ")
    expected = [(t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in whole(plain)]
    assert read(parser, TEXT) == expected
    assert read(parser, TEXT) == expected, "the second time from what was kept"


def test_forgetting_changes_nothing(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(parser, TEXT)
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    assert read(parser, TEXT) == before
    assert read(parser, TEXT) == before
