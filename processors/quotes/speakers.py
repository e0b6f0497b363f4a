"""From the words beside a cue ("she", "the minister", "Mr Other") to the speaker they mean."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from processors.quotes import titles
from processors.quotes.names import NameMention, split_role
from processors.quotes.people import Named, genders, named, plain
from processors.quotes.quotation import Gender
from processors.quotes.sources import Source, source_of
from processors.syntax import ParsedText
from wire import Speaker

_FAR = 9
"""Sentences back to which a pronoun is followed: beyond, newspapers name the speaker again."""

_HIDDEN = frozenset(
    """
official source diplomat person people aide adviser advisor insider resident witness analyst
spokesman spokeswoman spokesperson trader dealer negotiator mediator expert authority police
""".split()
)


@dataclass
class Character:
    """Somebody who can be meant: named, or only described, or an organisation."""

    name: str | None
    role: str | None
    affiliation: str | None
    gender: Gender | None
    person: bool
    plural: bool = False
    described: str | None = None
    head: str = ""
    anonymous: bool = False


@dataclass(frozen=True)
class Appearance:
    """A character at a place of the text; `weight` says how much it is what the text is about."""

    at: int
    character: int
    weight: float


class Cast:
    """Everybody in one article, asked for the speakers of its quotations in the order of the text."""

    def __init__(self, parsed: ParsedText, title: str = "") -> None:
        self._text = parsed.text
        self._sentences = [s.start for s in parsed.sentences()]
        groups, organisations = named(parsed)
        known = genders(parsed, groups)
        self._quoted = sorted((r.start, r.end) for p in parsed.paragraphs for r in p.regions)
        self._paragraphs = [p.start for p in parsed.paragraphs]
        self.characters: list[Character] = []
        self._appearances: list[Appearance] = []
        self._by_start: dict[int, int] = {}
        self._last: int | None = None
        self._last_at = -1
        for group in groups:
            self._add_named(group, known.get(id(group)))
        for mention in organisations:
            self._add_organisation(mention)
        self._add_unnamed(parsed)
        self._appearances.sort(key=lambda a: a.at)

    def _add_named(self, group: Named, gender: Gender | None) -> None:
        number = len(self.characters)
        self.characters.append(
            Character(group.name, group.role, group.affiliation, gender, group.is_person)
        )
        for m in group.mentions:
            for token in m.tokens:
                self._by_start[m.start - m.tokens[0].idx + token.idx] = number
            self._appearances.append(Appearance(m.start, number, self._weight(m)))

    def _weight(self, mention: NameMention) -> float:
        """Subjects are what a text is about; what stands in quotation marks is not."""
        if any(a <= mention.start < b for a, b in self._quoted):
            return -2.0
        head = mention.tokens[-1]
        for _ in range(3):
            if head.dep_ in ("nsubj", "nsubjpass"):
                return 1.5
            if head.dep_ not in ("appos", "compound", "flat"):
                break
            head = head.head
        return 0.0

    def _add_organisation(self, mention: NameMention) -> None:
        name = _whole_name(self._text, mention)
        number = next(
            (n for n, c in enumerate(self.characters) if not c.person and c.name == name), None
        )
        if number is None:
            number = len(self.characters)
            self.characters.append(
                Character(
                    name,
                    None,
                    None,
                    None,
                    person=False,
                    head=plain(mention.tokens[-1].text),
                )
            )
        for token in mention.tokens:
            self._by_start[mention.start - mention.tokens[0].idx + token.idx] = number
        self._appearances.append(Appearance(mention.start, number, self._weight(mention)))

    def _add_unnamed(self, parsed: ParsedText) -> None:
        """People whom the text brings in without a name: "a dentist from the capital"."""
        for sentence in parsed.sentences():
            for token in sentence.span:
                if token.tag_ != "NN" or not titles.is_office(token.lower_):
                    continue
                here = sentence.offset + token.idx
                if (
                    token.dep_ not in ("nsubj", "nsubjpass", "pobj", "dobj")
                    or here in self._by_start
                ):
                    continue
                article = next((c for c in token.children if c.dep_ in ("det", "nummod")), None)
                if article is None or article.lower_ not in ("a", "an", "another", "one"):
                    continue
                if self._named_in(token, sentence.offset) is not None:
                    continue
                source = source_of(token, sentence.offset, self._text, (), (here, here))
                number = self._describe(source, token)
                self._by_start[here] = number
                weight = 1.0 if token.dep_ == "nsubj" else -0.5
                self._appearances.append(Appearance(here, number, weight))

    def _describe(self, source: Source, head: Token) -> int:
        """A new character for a description of one person."""
        words = _inside(source, head)
        role, affiliation = split_role(self._text, words, source.offset)
        return self._new(
            source, plain(head.lemma_), role, affiliation, person=True, plural=False, definite=False
        )

    def speaker(self, source: Source | None, *, continues: bool, at: int) -> Speaker | None:
        """The speaker that a source means; without a source, the one who was speaking just before.

        `continues` tells that the words go on from the quotation before.
        """
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
        self._appearances.append(Appearance(source.start if source else at, number, 2.5))
        self._appearances.sort(key=lambda a: a.at)
        return self._speaker(self.characters[number], source)

    def _speaker(self, who: Character, source: Source | None) -> Speaker:
        name = who.name
        if name is None and (source is None or _without_article(source.text) != who.described):
            name = who.described
        return Speaker(
            text=source.text if source else None,
            start=source.start if source else None,
            end=source.end if source else None,
            name=name,
            role=who.role,
            affiliation=who.affiliation,
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
        return self._described(source, head)

    def _named_in(self, head: Token, offset: int) -> int | None:
        """The character whose name is the head, or stands in apposition to it."""
        number = self._by_start.get(offset + head.idx)
        if number is not None:
            return number
        for child in head.children:
            if child.dep_ in ("appos", "flat") and offset + child.idx in self._by_start:
                return self._by_start[offset + child.idx]
        if titles.is_office(head.lower_):
            after = head.i + 1
            if after < len(head.doc) and offset + head.doc[after].idx in self._by_start:
                return self._by_start[offset + head.doc[after].idx]
        return None

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at)

    def _breaks(self, a: int, b: int) -> float:
        """What a new paragraph costs: half a sentence each, as a topic often ends with it."""
        return 0.5 * (bisect_right(self._paragraphs, b) - bisect_right(self._paragraphs, a))

    def _pronoun(self, at: int, gender: Gender) -> int | None:
        """The person whom "he" or "she" means: the nearest that fits, speakers and subjects first."""
        here = self._sentence(at)
        best: tuple[float, int] | None = None
        for appearance in self._appearances:
            if appearance.at >= at:
                break
            who = self.characters[appearance.character]
            far = here - self._sentence(appearance.at)
            if not who.person or who.plural or far > _FAR or (who.gender or gender) != gender:
                continue
            score = appearance.weight - far - self._breaks(appearance.at, at)
            score += (1.0 if who.gender == gender else 0.0) + appearance.at * 1e-9
            if best is None or score >= best[0]:
                best = (score, appearance.character)
        if best is None:
            return None
        who = self.characters[best[1]]
        who.gender = who.gender or gender
        return best[1]

    def _group(self, at: int, *, plural: bool) -> int | None:
        here = self._sentence(at)
        best: tuple[float, int] | None = None
        for appearance in self._appearances:
            if appearance.at >= at:
                break
            who = self.characters[appearance.character]
            far = here - self._sentence(appearance.at)
            if (who.person and not (plural and who.plural)) or far > _FAR // 2:
                continue
            score = appearance.weight - far - self._breaks(appearance.at, at)
            if best is None or score >= best[0]:
                best = (score, appearance.character)
        return best[1] if best else None

    def _described(self, source: Source, head: Token) -> int | None:
        """A description: somebody known whose role it is, or a new character."""
        word = plain(head.lemma_)
        words = _inside(source, head)
        person = titles.is_office(head.lower_) or head.lower_ in titles.GENERIC_PERSONS
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

    def _organisation(self, at: int, word: str) -> int | None:
        """Whom "the ministry" or "the group" means: a name with the word, or the last one."""
        before = [a.character for a in self._appearances if a.at < at]
        if word in titles.DOCUMENTS:
            if self._last is not None and self._sentence(at) - self._sentence(self._last_at) <= 2:
                return self._last
            return self._last_organisation(before)
        if word not in titles.GENERIC_ORGANISATIONS:
            return None
        for number in reversed(before):
            who = self.characters[number]
            words = {plain(w) for w in f"{who.name or ''} {who.described or ''}".split()}
            if not who.person and word in words:
                return number
        if word in ("group", "organisation", "organization", "entity", "body"):
            return self._last_organisation(before)
        return None

    def _last_organisation(self, before: Sequence[int]) -> int | None:
        return next(
            (
                n
                for n in reversed(before)
                if not self.characters[n].person and self.characters[n].head
            ),
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
        before = [a.character for a in self._appearances if a.at < at]
        for number in [*reversed(before), *(n for n in range(len(self.characters)))]:
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
                (
                    n
                    for n in reversed(before)
                    if self.characters[n].person and self.characters[n].role
                ),
                None,
            )
        return None

    def _new(
        self,
        source: Source,
        word: str,
        role: str | None,
        affiliation: str | None,
        *,
        person: bool,
        plural: bool,
        definite: bool,
    ) -> int:
        anonymous = person and (not definite or word in _HIDDEN)
        self.characters.append(
            Character(
                None,
                role,
                affiliation,
                titles.gender_of_noun(word) if person else None,
                person=person,
                plural=plural,
                described=_without_article(source.text),
                head=word,
                anonymous=anonymous,
            )
        )
        return len(self.characters) - 1


def _whole_name(text: str, mention: NameMention) -> str:
    """An organisation's name with what belongs to it: "International Committee of the Red Cross"."""
    last = mention.tokens[-1]
    offset = mention.end - last.idx - len(last)
    doc = last.doc
    end, i = last.i, last.i + 1
    while i < len(doc) and (doc[i].lower_ in ("of", "for", "the", "and") or doc[i].pos_ == "PROPN"):
        if doc[i].pos_ == "PROPN":
            end = i
        elif doc[i].lower_ == "and" and doc[i].nbor(-1).pos_ == "PROPN":
            break
        i += 1
    return text[mention.start : offset + doc[end].idx + len(doc[end])]


def _inside(source: Source, head: Token) -> list[Token]:
    """The words of the source that depend on its head."""
    return [
        t
        for t in head.subtree
        if source.start <= source.offset + t.idx < source.end and not t.is_space
    ]


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text


def _agree(affiliation: str | None, who: Character) -> bool:
    """Whether two affiliations may be one: unknown, or sharing a stem ("Brazil's", "Brazilian")."""
    if not affiliation or not who.affiliation:
        return True
    stems = {plain(w)[:4] for w in f"{who.affiliation} {who.role or ''}".split() if w[:1].isupper()}
    return any(plain(w)[:4] in stems for w in affiliation.split() if w[:1].isupper())
