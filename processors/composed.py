"""Articles in composed form (NFC) for reading, and statements back in the article's own characters.

The language model knows "é" as one character; a text may hold it as two. Offsets in statements are
always the text's own.
"""

import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

from wire import Article, Speaker, Statement


def composed(article: Article) -> tuple[Article, Sequence[int] | None]:
    """The article as it is read, and for each of its code points (and the end) the place in the
    article as it came; None where the two are one.
    """
    text = article.text
    if unicodedata.is_normalized("NFC", text):
        return article, None
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        part = unicodedata.normalize("NFC", text[start:end])
        parts.append(part)
        places += [start] * len(part)
        start = end
    whole = "".join(parts)
    return msgspec.structs.replace(article, text=whole), [*places, len(text)]


def restored(
    statements: Iterable[Statement], text: str, places: Sequence[int] | None
) -> list[Statement]:
    """The statements with offsets and words of the text as it came."""
    if places is None:
        return list(statements)
    return [_restored(each, text, places) for each in statements]


def _restored(row: Statement, text: str, places: Sequence[int]) -> Statement:
    spans = tuple((places[a], places[b]) for a, b in row.spans)
    return msgspec.structs.replace(
        row,
        start=places[row.start],
        end=places[row.end],
        spans=spans,
        text=" … ".join(text[a:b] for a, b in spans),
        cue=_cut(text, _at(row.cue_start, places), _at(row.cue_end, places), row.cue),
        cue_start=_at(row.cue_start, places),
        cue_end=_at(row.cue_end, places),
        speaker=_speaker(row.speaker, text, places),
    )


def _speaker(speaker: Speaker | None, text: str, places: Sequence[int]) -> Speaker | None:
    if speaker is None or speaker.start is None or speaker.end is None:
        return speaker
    start, end = places[speaker.start], places[speaker.end]
    return msgspec.structs.replace(speaker, text=text[start:end], start=start, end=end)


def _at(place: int | None, places: Sequence[int]) -> int | None:
    return None if place is None else places[place]


def _cut(text: str, start: int | None, end: int | None, otherwise: str | None) -> str | None:
    return otherwise if start is None or end is None else text[start:end]
