"""A candidate that stays, as a draft like those of the rules: spans, cue, source, construction."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from processors.quotes import lexicon
from processors.quotes.drafts import Draft, letters
from processors.quotes.finding import is_listening, subject_of
from processors.quotes.joining.candidates import Candidate
from processors.quotes.joining.page import Page
from processors.quotes.joining.runs import Run
from processors.quotes.quotation import Cue, How, Span
from processors.quotes.sources import Source, source_of
from processors.syntax import ParsedText, Region
from processors.syntax.parser import Paragraph

_ALL_QUOTED = 0.9
_LIKELY = 0.5
_LONGEST_SOURCE = 40
"""Words: what is longer is no name and no description."""


def draft_of(
    page: Page, parsed: ParsedText, candidate: Candidate, near: Draft | None, confidence: float
) -> Draft:
    """The draft of a candidate; `near` is the rules' draft that overlaps it most, if any does."""
    number = int(page.words.paragraphs[candidate.first])
    paragraph = parsed.paragraphs[number]
    cue = _cue(page, candidate)
    own = candidate.draft
    if own:
        return _attributed(page, parsed, candidate, replace(own, confidence=confidence), cue)
    like = near if near and _same(near.cue, cue) else None
    spans = [_whole(page.text, *_span(page, piece)) for piece in candidate.pieces]
    regions = [r for r in paragraph.regions if any(a < r.end and r.start < b for a, b in spans)]
    head = _token_at(paragraph, cue.end - 1) if cue else None
    hidden = head is not None and is_listening(head)
    source = like.source if like else None
    if not hidden:
        source = source or _source(page, parsed, candidate)
    source = source or _subject(page, paragraph, cue, spans)
    quoted = _inside(page.text, spans, regions) / max(
        sum(letters(page.text, a, b) for a, b in spans), 1
    )
    return Draft(
        spans,
        number,
        like.how if like else _how(page, candidate, head, quoted),
        like.speech if like else _is_speech(head, quoted=quoted > 0),
        confidence,
        cue=cue,
        source=source,
        via=like.via if like else None,
        quoted=quoted >= _ALL_QUOTED,
        regions=regions,
        by_syntax=False,
        hidden=hidden and source is None,
    )


def _same(one: Cue | None, other: Cue | None) -> bool:
    return bool(one and other and one.start < other.end and other.start < one.end)


def _span(page: Page, piece: Run) -> Span:
    return int(page.words.starts[piece[0]]), int(page.words.ends[piece[1] - 1])


def _inside(text: str, spans: Sequence[Span], regions: Sequence[Region]) -> int:
    return sum(
        letters(text, max(a, r.start), min(b, r.end))
        for a, b in spans
        for r in regions
        if a < r.end and r.start < b
    )


def _cue(page: Page, candidate: Candidate) -> Cue | None:
    if candidate.cue is None:
        return None
    start, end = _span(page, candidate.cue)
    return Cue(page.text[start:end], start, end)


def _whole(text: str, start: int, end: int) -> Span:
    """Without "that" in front, and with the mark that closes a quotation at the end."""
    if text[start : start + 5].lower() == "that ":
        start += 5
    closed = text[end : end + 1]
    if closed in _CLOSING and _CLOSING[closed] in text[start:end]:
        end += 1
    return start, end


_CLOSING = {"”": "“", "»": "«", "’": "‘", '"': '"'}


def _how(page: Page, candidate: Candidate, cue: Token | None, quoted: float) -> How:
    if quoted >= _ALL_QUOTED:
        return "marks"
    if cue is None:
        return "clause"
    if (
        candidate.cue is not None
        and "according" in page.text[slice(*_span(page, candidate.cue))].lower()
    ):
        return "according"
    if page.words.texts[candidate.first] == "to":
        return "infinitive"
    if cue.pos_ == "NOUN":
        return "noun"
    start = int(page.words.starts[candidate.first])
    finite = any(c.dep_ in ("ccomp", "parataxis") for c in cue.children)
    return "clause" if finite or start < cue.idx else "object"


def _is_speech(cue: Token | None, *, quoted: bool) -> bool:
    if quoted or cue is None:
        return True
    lemma = cue.lemma_.lower()
    if lemma in lexicon.SPEECH_CLAUSE or lemma in lexicon.SPEECH_OBJECT:
        return lemma not in lexicon.THOUGHT_CLAUSE
    thought = lexicon.THOUGHT_CLAUSE | lexicon.THOUGHT_INFINITIVE | lexicon.THOUGHT_OBJECT
    return lemma not in thought


def _token_at(paragraph: Paragraph, at: int) -> Token | None:
    docs = paragraph.docs
    n = bisect_right(docs, at, key=lambda d: d[0]) - 1
    if n < 0:
        return None
    offset, doc = docs[n]
    token = _in_doc(doc, at - offset)
    return token if token is not None and offset + token.idx + len(token) > at else None


def _in_doc(doc: Doc, at: int) -> Token | None:
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx <= at:
            low = middle + 1
        else:
            high = middle
    return doc[low - 1] if low else None


def _attributed(
    page: Page, parsed: ParsedText, candidate: Candidate, own: Draft, cue: Cue | None
) -> Draft:
    """A draft of the rules that names nobody, with the cue and the source that the tagger sees."""
    if own.source or own.answer or own.hidden or cue is None:
        return own
    if own.cue is None and candidate.cue_chance <= _LIKELY:
        return own
    source = _source(page, parsed, candidate)
    return replace(own, cue=own.cue or cue, source=source) if source else own


def _source(page: Page, parsed: ParsedText, candidate: Candidate) -> Source | None:
    """The tagger's source, which may stand in the paragraph before."""
    if candidate.source is None:
        return None
    first_word, after = candidate.source
    start, end = _span(page, candidate.source)
    if after - first_word > _LONGEST_SOURCE or not any(map(str.isalnum, page.text[start:end])):
        return None
    paragraph = parsed.paragraphs[int(page.words.paragraphs[first_word])]
    first, last = _token_at(paragraph, start), _token_at(paragraph, end - 1)
    if first is None or last is None or first.doc is not last.doc:
        return None
    head = first
    while first.i <= head.head.i <= last.i and head.head.i != head.i:
        head = head.head
    return Source(page.text[start:end], start, end, head, _offset(paragraph, first))


def _subject(
    page: Page, paragraph: Paragraph, cue: Cue | None, spans: Sequence[Span]
) -> Source | None:
    """The subject of the verb of a cue that nobody was linked to."""
    verb = _token_at(paragraph, cue.end - 1) if cue else None
    if cue is None or verb is None or verb.pos_ != "VERB":
        return None
    subject = subject_of(verb)
    if subject is None:
        return None
    found = source_of(subject, _offset(paragraph, verb), page.text, spans, (cue.start, cue.end))
    inside = any(a < found.end and found.start < b for a, b in spans)
    return None if inside or found.start >= found.end else found


def _offset(paragraph: Paragraph, token: Token) -> int:
    return next(offset for offset, doc in paragraph.docs if doc is token.doc)
