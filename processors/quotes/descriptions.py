"""Whom "the minister", "the ministry" or "the statement" means among an article's characters."""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from processors.quotes import titles
from processors.quotes.character import Appearance, Character
from processors.quotes.characters import Characters, inside
from processors.quotes.people import plain
from processors.quotes.roles import split_role
from processors.quotes.sources import Source

MOST_RECALLED = 200
"""Mentions back to which a description is followed, and characters that a text begins with: far
more than a news story has, so that the work stays linear in any text."""


def place_of(appearance: Appearance) -> int:
    """Where an appearance is: what appearances are ordered by."""
    return appearance.at


class Described(Characters):
    """The characters of one article, asked for whom a description means."""

    _last: int | None = None
    _last_at = -1

    def _described(self, source: Source, head: Token) -> int | None:
        """A description: somebody known whose role it is, or a new character."""
        word = plain(head.lemma_)
        words = inside(source, head)
        person = titles.is_person_noun(head.lower_)
        plural = head.tag_ == "NNS"
        definite = bool(words) and (
            words[0].lower_ in ("the", "its", "his", "her", "their")
            or any(t.tag_ == "POS" for t in words)
        )
        role, affiliation = split_role(self._text, words, source.offset)
        if definite and not person and not plural:
            known = self._organisation(source.start, word)
            if known is not None:
                return known
        if definite and not plural:
            known = self._known(source.start, word, words, head, affiliation, person=person)
            if known is not None:
                return known
        return self._new(
            source,
            word,
            role if person else None,
            affiliation,
            person=person,
            plural=plural,
            definite=definite,
        )

    def _recalled(self, at: int) -> list[int]:
        """The characters that appear before a place, the nearest first; one may come again."""
        end = bisect_left(self._appearances, at, key=place_of)
        return [a.character for a in reversed(self._appearances[max(0, end - MOST_RECALLED) : end])]

    def _organisation(self, at: int, word: str) -> int | None:
        """Whom "the ministry" or "the group" means: a name with the word, or the last one."""
        before = self._recalled(at)
        if word in titles.DOCUMENTS:
            if self._last is not None and self._sentence(at) - self._sentence(self._last_at) <= 2:
                return self._last
            return self._last_organisation(before)
        if word not in titles.GENERIC_ORGANISATIONS:
            return None
        for number in before:
            who = self.characters[number]
            words = {plain(w) for w in f"{who.name or ''} {who.described or ''}".split()}
            if not who.person and word in words:
                return number
        if word in ("group", "organisation", "organization", "entity", "body"):
            return self._last_organisation(before)
        return None

    def _last_organisation(self, before: Sequence[int]) -> int | None:
        return next(
            (n for n in before if not self.characters[n].person and self.characters[n].head),
            None,
        )

    def _known(
        self,
        at: int,
        word: str,
        words: Sequence[Token],
        head: Token,
        affiliation: str | None,
        *,
        person: bool,
    ) -> int | None:
        wanted = {
            plain(t.text)
            for t in words
            if t.dep_ in ("compound", "amod")
            and t.head.i == head.i
            and t.i < head.i
            and t.text.islower() | t.text.istitle()
        } | {word}
        if affiliation:
            wanted -= {plain(w) for w in affiliation.split()}
        before = self._recalled(at)
        first = range(min(len(self.characters), MOST_RECALLED))
        numbers: list[int] = list(dict.fromkeys([*before, *first]))
        for number in numbers:
            who = self.characters[number]
            if who.person != person:
                continue
            if not person:
                if word == who.head and number in before:
                    return number
                continue
            role = {
                plain(w)
                for w in f"{who.role or ''} {who.described or ''}".replace("-", " ").split()
            }
            role |= {plain(w) for w in (who.role or "").split()}
            if wanted <= role and _agree(affiliation, who):
                return number
        if person and word in titles.GENERIC_PERSONS:
            return next(
                (n for n in before if self.characters[n].person and self.characters[n].role),
                None,
            )
        return None


def _agree(affiliation: str | None, who: Character) -> bool:
    """Whether two affiliations may be one: unknown, or sharing a stem ("Brazil's", "Brazilian")."""
    if not affiliation or not who.affiliation:
        return True
    stems = {plain(w)[:4] for w in f"{who.affiliation} {who.role or ''}".split() if w[:1].isupper()}
    return any(plain(w)[:4] in stems for w in affiliation.split() if w[:1].isupper())
