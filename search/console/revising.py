"""What an edit of an article changed: word by word, and in what was read from it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from search.index import Revision
from wire import Statement

NAME_LENGTH = 12
"""Digits of a text's hash that name it in an address."""

MAX_WORDS = 600
"""Words on either side that are compared one by one; of a longer stretch, all is marked."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Edit:
    """Words that are in both texts, only in the later, or only in the earlier one."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


@dataclass(frozen=True)
class Unchanged:
    """So many paragraphs that are the same in both."""

    paragraphs: int


@dataclass(frozen=True)
class Edition:
    """A text that the article has had; `cut`: it was too long to be kept."""

    name: str
    fetched_at: datetime
    title: str
    words: int
    statements: int
    cut: bool = False


@dataclass(frozen=True)
class Difference:
    """From one edition to the next. `text` has a list of edits for each paragraph that changed."""

    before: Edition
    after: Edition
    title: Sequence[Edit]
    text: Sequence[Sequence[Edit] | Unchanged]
    added: Sequence[Statement]
    removed: Sequence[Statement]


def editions(revisions: Sequence[Revision]) -> list[Edition]:
    """The texts without their words, oldest first."""
    return [_edition(each) for each in revisions]


def difference(revisions: Sequence[Revision], name: str | None = None) -> Difference | None:
    """What made the edition of this name out of the one before; the newest one without a name.

    None where there is no such edition, or none before it.
    """
    for before, after in reversed(list(pairwise(revisions))):
        if name is None or _name(after) == name:
            return _difference(before, after)
    return None


def edits(before: str, after: str) -> list[Edit]:
    """Two texts as one, word by word. Joined without the inserted it is `before`, but for spaces.

    Words are what stands between white space: no letter is ever parted from its accents.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MAX_WORDS and old != new:
        return _joined([("deleted", old), ("inserted", new)])
    found: list[tuple[Literal["same", "inserted", "deleted"], list[str]]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found.append(("same", new[j1:j2]))
        else:
            found += [("deleted", old[i1:i2]), ("inserted", new[j1:j2])]
    return _joined(found)


def _difference(before: Revision, after: Revision) -> Difference:
    known = {each.id for each in before.statements}
    kept = {each.id for each in after.statements}
    readable = not (before.cut or after.cut)
    return Difference(
        before=_edition(before),
        after=_edition(after),
        title=edits(before.article.title, after.article.title),
        text=list(_paragraphs(before.article.text, after.article.text)) if readable else [],
        added=[each for each in after.statements if each.id not in known] if readable else [],
        removed=[each for each in before.statements if each.id not in kept] if readable else [],
    )


def _paragraphs(before: str, after: str) -> Iterator[list[Edit] | Unchanged]:
    old = [line.strip() for line in before.split("\n") if line.strip()]
    new = [line.strip() for line in after.split("\n") if line.strip()]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Unchanged(i2 - i1)
        elif i2 - i1 == j2 - j1:
            for one, other in zip(old[i1:i2], new[j1:j2], strict=True):
                yield edits(one, other)
        else:
            # A paragraph was cut in two, or two became one: words tell what lines can't.
            yield edits(" ".join(old[i1:i2]), " ".join(new[j1:j2]))


def _joined(
    found: Sequence[tuple[Literal["same", "inserted", "deleted"], list[str]]],
) -> list[Edit]:
    return [Edit(kind, " ".join(words)) for kind, words in found if words]


def _edition(revision: Revision) -> Edition:
    article = revision.article
    return Edition(
        name=_name(revision),
        fetched_at=article.fetched_at,
        title=article.title,
        words=len(_WORD.findall(article.text)),
        statements=len(revision.statements),
        cut=revision.cut,
    )


def _name(revision: Revision) -> str:
    return revision.article.content_hash[:NAME_LENGTH]
