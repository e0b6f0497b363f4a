"""Everybody and every organisation that an article brings in, and where they appear."""

from bisect import bisect_right

from spacy.tokens import Token

from processors.quotes import lexicon, titles
from processors.quotes.cast_list import Names, names_of
from processors.quotes.character import Appearance, Character, stations_of
from processors.quotes.names import NameMention
from processors.quotes.people import Named, plain
from processors.quotes.quotation import Gender, Span
from processors.quotes.roles import split_role
from processors.quotes.sources import Source, source_of
from processors.syntax import ParsedText

_HIDDEN = lexicon.words("""
official source diplomat person people aide adviser advisor insider resident witness analyst
spokesman spokeswoman spokesperson trader dealer negotiator mediator expert authority police
""")


def _opens(quotation: Span) -> int:
    return quotation[0]


class Characters:
    """The characters of one article, numbered: the named, the organisations, the described."""

    def __init__(self, parsed: ParsedText, names: Names | None = None) -> None:
        self._text = parsed.text
        self._sentences = [s.start for s in parsed.sentences()]
        names = names or names_of(parsed)
        self._quoted = sorted((r.start, r.end) for p in parsed.paragraphs for r in p.regions)
        self._paragraphs = [p.start for p in parsed.paragraphs]
        self.characters: list[Character] = []
        self._appearances: list[Appearance] = []
        self._by_start: dict[int, int] = {}
        self._by_last_name: dict[str, int] = {}
        self._by_name: dict[str, int] = {}  # organisations alone
        self._last: int | None = None
        self._last_at = -1
        for group in names.groups:
            self._add_named(group, names.genders.get(id(group)))
        for mention in names.organisations:
            self._add_organisation(mention)
        self._add_unnamed(parsed)
        self._appearances.sort(key=lambda a: a.at)

    def _add_named(self, group: Named, gender: Gender | None) -> None:
        number = len(self.characters)
        self.characters.append(
            Character(
                group.name,
                group.role,
                group.affiliation,
                gender,
                group.is_person,
                stations=stations_of(group),
                perhaps=len(group.words) > 1 and not group.is_person and not group.is_thing,
            )
        )
        if group.is_person:
            self._by_last_name.setdefault(plain(group.name.split()[-1]), number)
        if not group.is_person:
            self._by_name.setdefault(group.name, number)
        for m in group.mentions:
            for token in m.tokens:
                self._by_start[m.start - m.tokens[0].idx + token.idx] = number
            self._appearances.append(Appearance(m.start, number, self._weight(m)))

    def _weight(self, mention: NameMention) -> float:
        """Subjects are what a text is about; what stands in quotation marks is not."""
        before = bisect_right(self._quoted, mention.start, key=_opens)
        if before and mention.start < self._quoted[before - 1][1]:
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
        number = self._by_name.get(name)
        if number is None:
            number = self._by_name[name] = len(self.characters)
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
                source = source_of(token, sentence.offset, self._text, (), (-1, -1))
                number = self._describe(source, token)
                self._by_start[here] = number
                weight = 1.0 if token.dep_ == "nsubj" else -0.5
                self._appearances.append(Appearance(here, number, weight))

    def _describe(self, source: Source, head: Token) -> int:
        """A new character for a description of one person."""
        words = inside(source, head)
        role, affiliation = split_role(self._text, words, source.offset)
        return self._new(
            source, plain(head.lemma_), role, affiliation, person=True, plural=False, definite=False
        )

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
                described=without_article(source.text),
                head=word,
                anonymous=anonymous,
            )
        )
        return len(self.characters) - 1

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
            if after < len(head.doc) and head.doc[after].lower_ in ("named", "called"):
                after += 1
            if after < len(head.doc) and offset + head.doc[after].idx in self._by_start:
                return self._by_start[offset + head.doc[after].idx]
            return self._behind_country(head, offset)
        return None

    def _behind_country(self, head: Token, offset: int) -> int | None:
        """The person named behind a title and its country: "President of Norland Ann Other"."""
        doc = head.doc
        if not head.is_title or head.i + 1 >= len(doc) or doc[head.i + 1].lower_ != "of":
            return None
        for token in doc[head.i + 3 : head.i + 6]:
            number = self._by_start.get(offset + token.idx)
            if token.pos_ != "PROPN":
                return None
            if number is not None and self.characters[number].person:
                return number
        return None

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at)

    def _breaks(self, a: int, b: int) -> float:
        """What a new paragraph costs: half a sentence each, as a topic often ends with it."""
        return 0.5 * (bisect_right(self._paragraphs, b) - bisect_right(self._paragraphs, a))


def _whole_name(text: str, mention: NameMention) -> str:
    """An organisation's name with what belongs to it ("Committee of the Red Cross")."""
    last = mention.tokens[-1]
    offset = mention.end - last.idx - len(last)
    doc = last.doc
    end, i = last.i, last.i + 1
    while i < len(doc) and (
        doc[i].lower_ in ("of", "for", "on", "the", "and") or doc[i].pos_ == "PROPN"
    ):
        if doc[i].pos_ == "PROPN":
            end = i
        elif doc[i].lower_ == "and" and doc[i].nbor(-1).pos_ == "PROPN":
            break
        i += 1
    return text[mention.start : offset + doc[end].idx + len(doc[end])]


def inside(source: Source, head: Token) -> list[Token]:
    """The words of the source that depend on its head."""
    return [
        t
        for t in head.subtree
        if source.start <= source.offset + t.idx < source.end and not t.is_space
    ]


def without_article(text: str) -> str:
    """The text from its second word on, if an article is the first."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text
