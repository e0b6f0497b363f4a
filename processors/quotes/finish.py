"""From drafts to quotations: edges without marks, the kind, the speaker, the utterance."""

from collections.abc import Sequence

from processors.quotes.drafts import Draft, letters_inside
from processors.quotes.quotation import Quotation, Span
from processors.quotes.speakers import Cast
from processors.syntax import Region
from processors.syntax.quotation_marks import INVISIBLE
from wire.vocabulary import StatementKind

_EDGES = " \t\n\u00a0,.;:\"“”„«»'‘’`" + INVISIBLE


_END_EDGES = ' \t\n\u00a0,;:."“”„«»`–—-' + INVISIBLE


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start] in _EDGES or _is_odd(text, start, end, ")(")):
        start += 1
    while end > start and text[end - 1] in _END_EDGES and not _closes(text, start, end):
        end -= 1
    return start, end


def _is_odd(text: str, start: int, end: int, brackets: str) -> bool:
    """The first character closes a bracket that was opened before the span."""
    return text[start] == brackets[0] and brackets[1] not in text[start:end]


_MARKS = {"”": "“", "»": "«", "’": "‘", '"': '"'}


def _closes(text: str, start: int, end: int) -> bool:
    """The last character is a mark whose partner stands inside: `called it “a gift”`."""
    opener = _MARKS.get(text[end - 1])
    if opener is None:
        return False
    piece = text[start : end - 1]
    if opener == '"':
        return piece.count('"') % 2 == 1
    return piece.count(opener) > piece.count(text[end - 1])


def finished(text: str, drafts: list[Draft], cast: Cast) -> list[Quotation]:
    """The quotations of drafts that are in order and do not overlap, with their speakers."""
    found: list[Quotation] = []
    utterance = -1
    paragraph = -2
    for draft in drafts:
        trimmed = [_trimmed(text, a, b) for a, b in draft.spans]
        spans = tuple((a, b) for a, b in trimmed if any(c.isalnum() for c in text[a:b]))
        if not spans:
            continue
        if not draft.continues:
            utterance += 1
        goes_on = draft.continues or (draft.quoted and draft.paragraph - paragraph <= 1)
        goes_on = goes_on and not draft.hidden
        speaker = (
            cast.interviewed(draft.start)
            if draft.answer
            else cast.speaker(draft.source, continues=goes_on, at=draft.start, via=draft.via)
        )
        paragraph = draft.paragraph
        found.append(
            Quotation(
                spans=spans,
                start=spans[0][0],
                end=spans[-1][1],
                kind="direct" if draft.answer else _kind(text, spans, draft.regions),
                attribution="speech" if draft.speech else "thought",
                how=draft.how,
                cue=draft.cue,
                speaker=speaker,
                utterance=max(utterance, 0),
                confidence=draft.confidence,
                paragraph=draft.paragraph,
                by_syntax=draft.by_syntax,
            )
        )
    return found


def _kind(text: str, spans: Sequence[Span], regions: Sequence[Region]) -> StatementKind:
    inside, total = letters_inside(text, spans, regions)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.95 * total else "mixed"
