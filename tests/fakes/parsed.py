"""Parses for tests: the language model is loaded once for all of them."""

from functools import cache

from spacy.tokens import Doc, Token

from processors.syntax import ParsedText, Parser


@cache
def parser() -> Parser:
    """The accurate parser."""
    return Parser("accurate")


@cache
def parsed(text: str) -> ParsedText:
    """The text, parsed."""
    return parser().parse(text)


def doc_of(text: str) -> Doc:
    """The parse of a text of one paragraph."""
    return parsed(text).paragraphs[0].docs[0][1]


def root_of(text: str) -> Token:
    """The main verb of a text's first sentence."""
    return next(doc_of(text).sents).root


def word_of(text: str, word: str) -> Token:
    """The first token that reads `word`."""
    return next(token for token in doc_of(text) if token.text == word)
