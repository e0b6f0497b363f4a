"""Names of people in running text: runs of capitals with their titles and appositions."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from processors.quotes import titles
from processors.quotes.given_names import gender_of_name
from processors.quotes.honorifics import HONORIFICS
from processors.quotes.quotation import Gender
from processors.quotes.roles import apposition, title_before
from processors.syntax import ParsedText


@dataclass(frozen=True, slots=True)
class NameMention:
    """A run of capitals that may name a person. `tokens` are those of the name, without titles.

    `of_thing`: what stands before it is "the", or says that it names a firm or a body.
    """

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int
    titled: bool
    of_thing: bool
    gender: Gender | None
    role: str | None
    affiliation: str | None

    @property
    def words(self) -> tuple[str, ...]:
        """The name's words in lower case."""
        return tuple(self.text.lower().split())


def name_mentions(parsed: ParsedText) -> Iterator[NameMention]:
    """Every run of capitals in the text that could be a person's name, in order."""
    for paragraph in parsed.paragraphs:
        for offset, doc in paragraph.docs:
            tokens = [t for t in doc if not t.is_space]
            at = 0
            while at < len(tokens):
                if tokens[at].pos_ != "PROPN" or not _begins(tokens[at]):
                    at += 1
                    continue
                until = _run_end(tokens, at)
                mention = _mention(parsed.text, tokens, at, until, offset, paragraph.index)
                if mention is not None:
                    yield mention
                at = until


def _begins(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _run_end(tokens: Sequence[Token], at: int) -> int:
    """Where the run of capitals ends, lower-case particles and hyphens inside it included."""
    end = at + 1
    i = end
    while i < len(tokens):
        token = tokens[i]
        if _continues(tokens, i):
            i += 1
            end = i
        elif (token.lower_ in titles.PARTICLES or token.text == "-") and i + 1 < len(tokens):
            i += 1
        else:
            break
    return end


def _continues(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if not token.text[:1].isupper():
        return False
    return token.pos_ == "PROPN" or (
        token.pos_ in ("NOUN", "ADJ", "X") and tokens[i - 1].pos_ == "PROPN"
    )


def without_place(tokens: Sequence[Token], at: int, until: int) -> int:
    """Where a speaker's name begins in a run of capitals that opens with a place or day.

    "In Brussels Ann Other said": what a preposition governs is no subject, so a name follows the
    place; of three words or more the last two are it, unless a known first name stands earlier.
    """
    if until - at < 2 or not at or tokens[at - 1].tag_ != "IN":
        return at
    if not _says(tokens, until):
        return at
    if tokens[at].lower_ in titles.DATES:
        return at + 1
    if tokens[at - 1].lower_ not in _WHERE:
        return at
    known = (n for n in range(at + 1, until - 1) if gender_of_name(plain_of(tokens[n])))
    return next(known, max(at + 1, until - 2))


_WHERE = frozenset({"in", "at", "from", "near", "outside", "inside"})


_LONGEST_APPOSITION = 16
"""Words between the commas behind a name."""


def _says(tokens: Sequence[Token], i: int) -> bool:
    """A finite verb follows at once, or after an office in commas."""
    if i < len(tokens) and tokens[i].text == ",":
        behind = tokens[i + 1 : i + _LONGEST_APPOSITION]
        words = list(takewhile(lambda t: t.text != ",", behind))
        if not any(titles.is_office(t.lower_) for t in words):
            return False
        i += len(words) + 2
    return i < len(tokens) and tokens[i].tag_ in ("VBD", "VBZ") and tokens[i].pos_ == "VERB"


def plain_of(token: Token) -> str:
    """The word in lower case without accents."""
    kept = unicodedata.normalize("NFKD", token.lower_)
    return "".join(c for c in kept if not unicodedata.combining(c))


def _mention(  # noqa: PLR0917 - the run, and where it stands
    text: str, tokens: Sequence[Token], at: int, until: int, offset: int, paragraph: int
) -> NameMention | None:
    first = at = without_place(tokens, at, until)
    gender: Gender | None = None
    titled = False
    for i in range(at, until):
        word = tokens[i].lower_.rstrip(".")
        if word in HONORIFICS or titles.is_office(word):
            first, titled = i + 1, True
            gender = HONORIFICS.get(word) or titles.gender_of_noun(word) or gender
    if (
        at > 1
        and tokens[at - 1].lower_ in ("of", "for")
        and titles.is_office(tokens[at - 2].lower_)
    ):
        while first < until - 1 and tokens[first].lower_ in titles.PORTFOLIOS:
            first, titled = first + 1, True
        if not titled and until - first > 2:
            # a country, then the name ("First Minister of Norland Ann Other")
            known = (n for n in range(first, until - 1) if gender_of_name(plain_of(tokens[n])))
            begins = next(known, None)
            first, titled = begins or first, begins is not None
    name = tuple(tokens[first:until])
    if not name or not name[0].text[:1].isupper():
        return None
    before = tokens[first - 1] if first else None
    if before is not None and not titled and titles.is_office(before.lower_):
        titled = True
        gender = titles.gender_of_noun(before.lower_)
    if not titled and first > 1 and tokens[first - 1].lower_ in ("named", "called"):
        titled = titles.is_person_noun(tokens[first - 2].lower_)
        gender = gender or titles.gender_of_noun(tokens[first - 2].lower_)
    opening = tokens[at - 1].lower_ if at else ""
    start, end = offset + name[0].idx, offset + name[-1].idx + len(name[-1])
    role, affiliation = title_before(text, tokens, first, offset) if titled else (None, None)
    if role is None:
        role, affiliation = apposition(text, tokens, at, until, offset)
    if role is not None and gender is None:
        gender = next(filter(None, (titles.gender_of_noun(w) for w in role.lower().split())), None)
    return NameMention(
        text[start:end],
        start,
        end,
        name,
        paragraph,
        titled,
        not titled and (opening == "the" or opening in titles.ENTERPRISES),
        gender,
        role,
        affiliation,
    )
