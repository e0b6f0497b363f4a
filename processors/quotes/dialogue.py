"""Interviews and transcripts: "Q: …", "A: …", or each line under the name of who speaks."""

import re
from collections import defaultdict
from collections.abc import Sequence

from processors.quotes.direct import Word
from processors.quotes.drafts import Draft
from processors.quotes.quotation import Cue
from processors.quotes.sources import Source
from processors.syntax import Region
from processors.syntax.parser import Paragraph

_QUESTION = re.compile(r"(?:Q|Question)\s?[:.]\s+(?=\S)")
_ANSWER = re.compile(r"(?:A|Answer)\s?[:.]\s+(?=\S)")
_NAMED = re.compile(r"((?:[^\W\d_][\w.'’-]*[^\S\n]){0,4}[^\W\d_][\w.'’-]*):[^\S\n]+(?=\S)")
_SHORT = 3
"""Letters of a word that a name may hold without a capital ("de", "van")."""

_LINES = 2
"""Lines under each of two names that make a transcript."""


def is_interview(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a line marked as a question stands in the text: an "A:" alone is a list's letter."""
    return any(_QUESTION.match(text, p.start, p.end) for p in paragraphs)


def transcribed(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """The lines of a transcript: the name before the colon, by the number of its paragraph.

    Two names stand before two lines of whole sentences each, else there is none: a table has
    labels too.
    """
    lines: dict[str, list[int]] = defaultdict(list)
    for paragraph in paragraphs:
        found = _NAMED.match(text, paragraph.start, paragraph.end)
        if found and _is_name(found[1]) and _ends_sentence(text, paragraph):
            lines[found[1]].append(paragraph.index)
    if sum(len(numbers) >= _LINES for numbers in lines.values()) < _LINES:
        return {}
    return {n: name for name, numbers in lines.items() if len(numbers) >= _LINES for n in numbers}


def _is_name(label: str) -> bool:
    return all(w[:1].isupper() or len(w) <= _SHORT for w in label.split()) and label[:1].isupper()


def _ends_sentence(text: str, paragraph: Paragraph) -> bool:
    return text[paragraph.start : paragraph.end].rstrip()[-1:] in tuple(".?!…)\"”’'")


def line(text: str, paragraph: Paragraph, name: str, words: Sequence[Word]) -> Draft | None:
    """The words of a line of a transcript; None where the parser has no word of the name."""
    colon = paragraph.start + len(name)
    head = next((w for w in reversed(words) if w.end <= colon), None)
    if head is None:
        return None
    start = colon + 1
    whole = Region(start, paragraph.end, start, paragraph.end)
    return Draft(
        [(start, paragraph.end)],
        paragraph.index,
        "marks",
        True,
        0.8,
        cue=Cue(":", colon, colon + 1),
        source=Source(name, paragraph.start, colon, head.token, head.offset),
        quoted=True,
        certain=True,
        regions=[whole],
    )


def answer(text: str, paragraph: Paragraph) -> Draft | None:
    """The words of a line that is marked as an answer; who is interviewed says them."""
    mark = _ANSWER.match(text, paragraph.start, paragraph.end)
    if mark is None:
        return None
    label = mark[0].rstrip()
    return Draft(
        [(mark.end(), paragraph.end)],
        paragraph.index,
        "marks",
        True,
        0.8,
        cue=Cue(label, paragraph.start, paragraph.start + len(label)),
        quoted=True,
        answer=True,
        certain=True,
    )


def is_question(text: str, paragraph: Paragraph) -> bool:
    """A line marked as a question: the interviewer's, who is nobody of the news."""
    return _QUESTION.match(text, paragraph.start, paragraph.end) is not None


def questions(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the paragraphs that are an interviewer's questions."""
    if not is_interview(text, paragraphs):
        return asked(text, paragraphs, transcribed(text, paragraphs))
    return frozenset(p.index for p in paragraphs if is_question(text, p))


def asked(text: str, paragraphs: Sequence[Paragraph], lines: dict[int, str]) -> frozenset[int]:
    """The lines of a transcript under a name that does nothing but ask."""
    ends = {p.index: text[p.start : p.end].rstrip()[-1:] for p in paragraphs if p.index in lines}
    speaks = {name for number, name in lines.items() if ends[number] != "?"}
    return frozenset(number for number, name in lines.items() if name not in speaks)
