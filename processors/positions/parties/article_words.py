"""An article as words with sentences and paragraphs: what every rule here walks over.

Made from the text alone, so that parties are found also where nothing was parsed.
"""

import bisect
import re
from dataclasses import dataclass
from functools import cached_property

from processors.positions.parties.lexicon import words
from processors.positions.parties.words import Word, words_in

_STOP = re.compile(r"[.!?…:;]")
_END = re.compile(r"[.!?…][\"'”’)\]]*\s")
_ABBREVIATIONS = words("abbreviations")


@dataclass(frozen=True)
class ArticleWords:
    """Words of a text in order, each with the number of its sentence and paragraph (from 0)."""

    text: str
    words: tuple[Word, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]

    @cached_property
    def keys(self) -> list[str]:
        """The folded forms of all words."""
        return [word.key for word in self.words]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    def index(self, offset: int) -> int:
        """The first word that begins at or after `offset` (number of words when there is none)."""
        return bisect.bisect_left(self._starts, offset)

    def sentence_span(self, sentence: int) -> tuple[int, int]:
        """Start and end of a sentence by its number; before the first, an empty span at 0."""
        if not self.words or sentence < 0:
            return 0, 0
        first = bisect.bisect_left(self.sentence, sentence)
        last = bisect.bisect_right(self.sentence, sentence)
        return self.words[first].start, self.words[last - 1].end

    def gap(self, index: int) -> str:
        """The text between word `index` and the next (to the end after the last)."""
        after = self.words[index + 1].start if index + 1 < len(self.words) else len(self.text)
        return self.text[self.words[index].end : after]

    def begins_sentence(self, index: int) -> bool:
        """Whether the word is the first of its sentence."""
        return index <= 0 or self.sentence[index] != self.sentence[index - 1]

    def low(self, index: int) -> str:
        """Word `index` in small letters, empty outside the text."""
        return self.words[index].low if 0 <= index < len(self.words) else ""

    def same_sentence(self, index: int) -> bool:
        """Whether word `index` and the next stand in one sentence."""
        return index + 1 < len(self.words) and self.sentence[index] == self.sentence[index + 1]

    def same_phrase(self, index: int) -> bool:
        """Whether word `index` and the next stand in one phrase: only a space or hyphen between."""
        if index + 1 >= len(self.words):
            return False
        gap = self.gap(index).removeprefix("'s").removeprefix("’s").strip("'’")
        return gap in (" ", "-", "‑", "\u00a0", ". ") and (
            gap != ". " or self.words[index].low in _ABBREVIATIONS or "." in self.words[index].text
        )


def article_words(text: str) -> ArticleWords:
    """The words of `text` with their sentences and paragraphs."""
    words = words_in(text)
    sentence: list[int] = []
    paragraph: list[int] = []
    s = p = 0
    for index, word in enumerate(words):
        if index:
            before = words[index - 1]
            gap = text[before.end : word.start]
            if "\n" in gap:
                p += 1
                s += 1
            elif gap != " " and _ends(gap, before, word):
                s += 1
        sentence.append(s)
        paragraph.append(p)
    return ArticleWords(text, tuple(words), tuple(sentence), tuple(paragraph))


def _ends(gap: str, before: Word, after: Word) -> bool:
    if not _END.search(gap) or not (
        after.capital or after.text[0].isdigit() or gap[-1] in "\"'“‘("
    ):
        return False
    if gap.startswith(". ") and len(gap) == 2:
        return before.low not in _ABBREVIATIONS and not (len(before.text) == 1 and before.capital)
    return True
