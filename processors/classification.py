"""What one actor does or says towards another in a sentence or two: `parley classify`."""

from spacy.tokens import Token

from processors.positions.reading import Reading
from processors.positions.stance import Surroundings, read_position
from processors.syntax import Parser, Sentence


def classify(text: str, source: str, target: str, parser: Parser) -> Reading:
    """The reading of what `source` does or says towards `target` in a sentence or two."""
    parsed = parser.parse(text)
    for sentence in parsed.sentences():
        head = _named_subject(sentence, source)
        if head is not None:
            tokens = list(sentence.span)
            return read_position(tokens, head, Surroundings(), deed=True)
    return read_position([t for s in parsed.sentences() for t in s.span])


def _named_subject(sentence: Sentence, source: str) -> Token | None:
    at = sentence.span.text.find(source) if source else -1
    if at < 0:
        return None
    start = sentence.span.start_char + at
    span = sentence.span.doc.char_span(start, start + len(source), alignment_mode="expand")
    token = span.root if span is not None else None
    while token is not None and token.head.i != token.i:
        if token.dep_ in {"nsubj", "nsubjpass", "csubj"} or token.head.dep_ == "agent":
            return token.head
        token = token.head
        if token.dep_ == "agent":
            return token.head
    return token if token is not None and token.pos_ in {"VERB", "AUX"} else None
