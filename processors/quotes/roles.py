"""What an article says a person is: titles before a name, appositions beside it."""

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Token

from processors.quotes import titles
from processors.quotes.honorifics import HONORIFICS

_LONGEST_ROLE = 16
"""Words of a title or apposition that are read."""


_STOP = frozenset(',;:.()[]–—-"')


_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "another", "one"})


_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD"})


_RELATIVE = frozenset({"WP", "WDT", "WP$", "WRB"})


def title_before(
    text: str, tokens: Sequence[Token], first: int, offset: int
) -> tuple[str | None, str | None]:
    """The words before a name that belong to its title: "Norwegian special envoy"."""
    i = first
    while i and first - i < _LONGEST_ROLE and _of_title(tokens[i - 1]):
        i -= 1
    words = tokens[i:first]
    if not any(titles.is_office(t.lower_) for t in words):
        return None, None
    affiliation = None
    if i and tokens[i - 1].tag_ == "POS":
        affiliation = _noun_phrase_before(text, tokens, i - 1, offset)
    return _text(text, words, offset), affiliation or _capital_adjective(words)


def _of_title(token: Token) -> bool:
    if token.lower_ in ("for", "of") and token.i + 1 < len(token.doc):
        return (
            token.nbor(1).text[:1].isupper() and token.i > 0 and token.nbor(-1).text[:1].isupper()
        )
    return (
        token.pos_ in ("PROPN", "NOUN", "ADJ")
        or token.text == "-"
        or (token.tag_ == "JJ" or token.lower_ in HONORIFICS)
    )


def apposition(
    text: str, tokens: Sequence[Token], at: int, until: int, offset: int
) -> tuple[str | None, str | None]:
    """The role given between commas after the name, or just before it."""
    if until < len(tokens) and tokens[until].text == ",":
        words = _until_stop(tokens, _past_age(tokens, until + 1))
        if words and _is_description(words):
            return split_role(text, words, offset)
    if at and tokens[at - 1].text == ",":
        words = _back_to_stop(tokens, at - 1)
        if words and _is_description(words):
            return split_role(text, words, offset)
    return None, None


def _past_age(tokens: Sequence[Token], at: int) -> int:
    """Behind an age: "X, 46, a welder"."""
    if at + 1 < len(tokens) and tokens[at].like_num and tokens[at + 1].text == ",":
        return at + 2
    return at


def _stops(token: Token) -> bool:
    return token.text in _STOP and not (token.text == "-" and not token.whitespace_)


def _until_stop(tokens: Sequence[Token], at: int) -> list[Token]:
    """The words up to the next comma or relative; none where a verb comes first, as then they
    are its subject.
    """
    words: list[Token] = []
    for token in tokens[at : at + _LONGEST_ROLE]:
        if _stops(token) or token.tag_ in _RELATIVE:
            break
        if token.tag_ in _VERBS:
            return []
        words.append(token)
    return words


def _back_to_stop(tokens: Sequence[Token], end: int) -> list[Token]:
    """The noun phrase that ends before `end`, from its determiner if it has one."""
    while end and tokens[end - 1].text == ")":
        opening = next((i for i in range(end - 1, max(0, end - 8), -1) if tokens[i].text == "("), 0)
        if not opening:
            break
        end = opening
    words: list[Token] = []
    for token in reversed(tokens[max(0, end - _LONGEST_ROLE) : end]):
        if _stops(token) or token.tag_ in _VERBS or token.tag_ in _RELATIVE:
            break
        words.insert(0, token)
    office = next((n for n in range(len(words)) if titles.is_office(words[n].lower_)), None)
    if office is None or words[office].tag_ in ("NNS", "NNPS"):
        return []
    start = max((n for n in range(office) if words[n].lower_ in _DETERMINERS), default=0)
    return words[start:]


def _is_description(words: Sequence[Token]) -> bool:
    """A noun phrase whose head says what a person is: the office comes before any preposition."""
    for token in words:
        if titles.is_office(token.lower_):
            return True
        if token.pos_ in ("ADP", "VERB", "PRON") and token.tag_ not in ("POS", "PRP$"):
            return False
    return False


def split_role(text: str, words: list[Token], offset: int) -> tuple[str | None, str | None]:
    """A description as role and affiliation: possessor, complement or a nation's adjective."""
    while words and words[0].lower_ in _DETERMINERS:
        words = words[1:]
    words = list(takewhile(lambda t: t.tag_ not in _RELATIVE, words)) or words
    office = next((n for n, t in enumerate(words) if titles.is_office(t.lower_)), 0)
    possessive = max((n for n, t in enumerate(words[:office]) if t.tag_ == "POS"), default=-1)
    affiliation = None
    if possessive >= 0:
        affiliation = _text(text, words[:possessive], offset)
        words, office = words[possessive + 1 :], office - possessive - 1
    for n in range(office + 1, len(words)):
        if words[n].lower_ in ("of", "for", "at", "from", "with", "to") and affiliation is None:
            complement = words[n + 1 :]
            while complement and complement[0].lower_ in _DETERMINERS:
                complement = complement[1:]
            affiliation = _text(text, complement, offset)
            break
    return _text(text, words, offset), affiliation or _capital_adjective(words[: office + 1])


def _capital_adjective(words: Sequence[Token]) -> str | None:
    """The nation or institution that a title begins with: "Norwegian special envoy"."""
    for token in words:
        plain = token.lower_
        if token.text[:1].isupper() and not titles.is_office(plain) and plain not in HONORIFICS:
            if token.tag_ == "JJ" or plain.endswith(
                ("ian", "ese", "ish", "can", "ean", "ani", "qi", "eli", "nch", "tch")
            ):
                return token.text
            if token.text.isupper() and len(token.text) > 1:
                return token.text
        break
    return None


def _noun_phrase_before(text: str, tokens: Sequence[Token], end: int, offset: int) -> str | None:
    i = end
    while i and tokens[i - 1].pos_ in ("PROPN", "NOUN", "ADJ") and end - i < 8:
        i -= 1
    return _text(text, tokens[i:end], offset)


def _text(text: str, words: Sequence[Token], offset: int) -> str | None:
    if not words:
        return None
    return (
        text[offset + words[0].idx : offset + words[-1].idx + len(words[-1])].strip(" ,'’") or None
    )
