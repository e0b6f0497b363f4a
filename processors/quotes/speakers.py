"""From the words beside a cue ("she", "the minister", "Mr Other") to the speaker they mean."""

import math
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence

import msgspec
from spacy.tokens import Token

from processors.quotes import titles
from processors.quotes.character import Appearance, Character
from processors.quotes.characters import without_article
from processors.quotes.descriptions import MOST_RECALLED, Described, place_of
from processors.quotes.people import plain, shown
from processors.quotes.quotation import Gender
from processors.quotes.sources import Source
from wire import Candidate, Speaker

THRESHOLD = 0.4
"""A pronoun stands for nobody whose likelihood is below: then the candidates alone are told."""

CERTAIN = 0.9
"""Above it, the others who may be meant are not worth telling."""

MOST_CANDIDATES = 3

_FAR = 9
"""Sentences back to which a pronoun is followed: beyond, newspapers name the speaker again."""


def likelihoods(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores as probabilities: a point more makes one e times as likely; they sum to one."""
    top = max(scores.values())
    weights = {key: math.exp(value - top) for key, value in scores.items()}
    whole = sum(weights.values())
    return {key: weight / whole for key, weight in weights.items()}


class Cast(Described):
    """Everybody in one article, asked for the speakers of its quotations in their order."""

    def speaker(
        self, source: Source | None, *, continues: bool, at: int, via: Source | None = None
    ) -> Speaker | None:
        """The speaker that a source means; without a source, the one who was speaking just before.

        `continues` tells that the words go on from the quotation before; `via` passed them on.
        """
        self._doubts = ()
        found = self._with_doubts(self._spoken(source, continues=continues, at=at))
        if found is None or via is None:
            return found
        return msgspec.structs.replace(found, via=self.name_of(via))

    _doubts: tuple[Candidate, ...] = ()

    def _with_doubts(self, found: Speaker | None) -> Speaker | None:
        """The speaker with those who came into question while it was sought."""
        if found is None or not self._doubts:
            return found
        return msgspec.structs.replace(found, candidates=self._doubts)

    def interviewed(self, at: int) -> Speaker | None:
        """Who answers an interviewer: the person that the text names first, before the answers."""
        before = [a.character for a in self._appearances[:MOST_RECALLED] if a.at < at]
        named = next((n for n in before if self.characters[n].person), None)
        if named is None:
            named = next((n for n in before if self.characters[n].perhaps), None)
        if named is None:
            return None
        self._last, self._last_at = named, at
        return self._speaker(self.characters[named], None)

    def name_of(self, source: Source) -> str:
        """The name in the article of whom a source means, else its own words."""
        number = self._resolve(source)
        name = self.characters[number].name if number is not None else None
        return shown(name or without_article(source.text))

    def _spoken(self, source: Source | None, *, continues: bool, at: int) -> Speaker | None:
        if source is None:
            if not continues or self._last is None:
                return None
            number = self._last
        else:
            found = self._resolve(source)
            if found is None:
                return Speaker(text=source.text, start=source.start, end=source.end)
            number = found
        self._last, self._last_at = number, at
        spoke = Appearance(source.start if source else at, number, 2.5)
        insort(self._appearances, spoke, key=place_of)
        return self._speaker(self.characters[number], source)

    def _speaker(self, who: Character, source: Source | None) -> Speaker:
        name = who.name
        if name is None and (source is None or without_article(source.text) != who.described):
            name = who.described
        role, affiliation = who.at(source.end) if source else who.at(self._last_at)
        return Speaker(
            text=source.text if source else None,
            start=source.start if source else None,
            end=source.end if source else None,
            name=shown(name) if name else None,
            role=role,
            affiliation=affiliation,
            anonymous=who.anonymous,
        )

    def _resolve(self, source: Source) -> int | None:
        head, offset = source.head, source.offset
        if head.lower_ in ("who", "which", "that") and head.head.dep_ in ("relcl", "acl"):
            head = head.head.head
        word = head.lower_
        if word in ("he", "she"):
            return self._pronoun(source.start, "male" if word == "he" else "female")
        if word in ("it", "they"):
            return self._group(source.start, plural=word == "they")
        name = self._named_in(head, offset)
        if name is not None:
            return name
        if head.pos_ in ("PRON", "DET", "NUM"):
            return None
        known = self._by_surname(head)
        return known if known is not None else self._described(source, head)

    def _by_surname(self, head: Token) -> int | None:
        """A person whose last name the word is, where the parser saw no name ("Reuel: …")."""
        word = plain(head.text)
        if not head.text[:1].isupper() or titles.is_office(head.lower_):
            return None
        return self._by_last_name.get(word)

    def _pronoun(self, at: int, gender: Gender) -> int | None:
        """The person whom "he" or "she" means: the nearest that fits, speakers first."""
        here = self._sentence(at)
        scores: dict[int, float] = {}
        for appearance in self._near(at):
            number = appearance.character
            who = self.characters[number]
            far = here - self._sentence(appearance.at)
            # a name that nothing shows to be a person's: only as the subject just before
            perhaps = who.perhaps and appearance.weight > 0 and far <= 1
            if not (who.person or perhaps) or who.plural or far > _FAR:
                continue
            if (who.gender or gender) != gender:
                continue
            score = (
                appearance.weight
                - far
                - (0 if who.person else 1.0)
                - self._breaks(appearance.at, at)
            )
            score += (1.0 if who.gender == gender else 0.0) + appearance.at * 1e-9
            scores[number] = max(score, scores.get(number, score))
        best = self._chosen(scores)
        if best is not None:
            who = self.characters[best]
            who.gender, who.person = who.gender or gender, True
        return best

    def _group(self, at: int, *, plural: bool) -> int | None:
        here = self._sentence(at)
        scores: dict[int, float] = {}
        for appearance in self._near(at):
            number = appearance.character
            who = self.characters[number]
            far = here - self._sentence(appearance.at)
            if (who.person and not (plural and who.plural)) or far > _FAR // 2:
                continue
            score = appearance.weight - far - self._breaks(appearance.at, at) + number * 1e-9
            scores[number] = max(score, scores.get(number, score))
        return self._chosen(scores)

    def _near(self, at: int) -> Sequence[Appearance]:
        """The appearances before a place, as far back as a pronoun is followed."""
        first = self._sentences[max(0, self._sentence(at) - _FAR - 2)] if self._sentences else 0
        begin = bisect_left(self._appearances, first, key=place_of)
        return self._appearances[begin : bisect_left(self._appearances, at, key=place_of)]

    def _chosen(self, scores: Mapping[int, float]) -> int | None:
        """The likeliest of those who may be meant; none where no one stands out.

        Those who came into question are kept for the speaker that is being made.
        """
        if not scores:
            return None
        shares = likelihoods(scores)
        ordered = sorted(shares, key=lambda n: (-shares[n], n))
        best = ordered[0]
        if shares[best] < CERTAIN:
            self._doubts = tuple(
                Candidate(
                    name=shown(self.characters[n].name or self.characters[n].described or ""),
                    probability=round(shares[n], 3),
                )
                for n in ordered[:MOST_CANDIDATES]
            )
        return best if shares[best] >= THRESHOLD else None
