"""Interviews in lines of questions and answers: "Q: …", "A: …"."""

import re
from collections.abc import Sequence

from processors.quotes.drafts import Draft
from processors.quotes.quotation import Cue
from processors.syntax.parser import Paragraph

_QUESTION = re.compile(r"(?:Q|Question)\s?[:.]\s+(?=\S)")
_ANSWER = re.compile(r"(?:A|Answer)\s?[:.]\s+(?=\S)")


def is_interview(text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a line marked as a question stands in the text: an "A:" alone is a list's letter."""
    return any(_QUESTION.match(text, p.start, p.end) for p in paragraphs)


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
        return frozenset()
    return frozenset(p.index for p in paragraphs if is_question(text, p))
