"""Institutions and groups in small letters: "the Israeli army", "the ministry", "the rebels"."""

from collections.abc import Iterator, Sequence

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.lexicon import kinds, words
from processors.positions.parties.mention import PartyMention
from processors.positions.parties.names import (
    CONTEXT_BODIES,
    STATE_BODIES,
    Anaphor,
    Pending,
)
from processors.positions.parties.offices import ANY_OFFICES, STATE_OFFICES

_ANAPHORS = kinds("anaphors")
_PEOPLE = words("collective_people")
_COLLECTIVES = kinds("collectives")
_DETERMINERS = frozenset({"the", "its", "his", "her", "their", "our", "this", "that", "both"})
_PEOPLE_HEADS = (ANY_OFFICES | STATE_OFFICES) - {"board", "owner", "manager", "elder", "secretary"}
_ALONE = _PEOPLE | _ANAPHORS.keys() | _COLLECTIVES.keys()
_HEADS = STATE_BODIES | _PEOPLE_HEADS
_FIRST_OF_TWO = {two.split()[0] for two in _HEADS | _ANAPHORS.keys() if " " in two}
_FIRST = _FIRST_OF_TWO | _HEADS | _ALONE
"""The words that a head may begin with: most words of a text need no further look."""
_FURTHEST = 6
"""Words between a demonym and the head it belongs to (adjectives, "deputy chief trade")."""
_NO_MODIFIER = words("no_modifiers")
_VAGUE = words("vague_modifiers")
_LOOSE = frozenset({"general", "ministers", "king", "queen"})
_GUESTS = words("guests")


def bodies(
    article: ArticleWords, mentions: Sequence[PartyMention], taken: Sequence[bool]
) -> Iterator[PartyMention | Pending | Anaphor]:
    """Institutions whose head stands in small letters. `taken`: words that already name a party."""
    by_last = {article.index(m.start) + len(_words(article, m)): m for m in mentions}
    by_first = {article.index(m.start): m for m in mentions}
    index = 0
    while index < len(article.words):
        last = _head(article, index) if article.words[index].low in _FIRST else 0
        if not last or any(taken[index:last]):
            index += 1
            continue
        found = _read(article, index, last, by_last, by_first)
        if found is not None:
            yield found
        index = last


def _words(article: ArticleWords, mention: PartyMention) -> range:
    return range(article.index(mention.start), article.index(mention.end))


def _head(article: ArticleWords, index: int) -> int:
    """The word after an institution's head that begins at `index`, 0 = none; two words first."""
    word = article.words[index]
    if word.capital and not article.begins_sentence(index):
        return 0
    if word.low in _FIRST_OF_TWO and article.same_phrase(index):
        pair = f"{word.low} {article.low(index + 1)}"
        if pair in _HEADS or pair in _ANAPHORS:
            return index + 2
    return index + 1 if word.low in _HEADS or word.low in _ALONE else 0


def _read(
    article: ArticleWords,
    first: int,
    last: int,
    by_last: dict[int, PartyMention],
    by_first: dict[int, PartyMention],
) -> PartyMention | Pending | Anaphor | None:
    phrase = " ".join(article.low(i) for i in range(first, last))
    owner = _owner_before(article, first, by_last)
    if phrase in _PEOPLE or owner is not None:
        return _owned(article, first, last, phrase, owner)
    owner = _owner_after(article, last, by_first)
    if owner is not None and phrase not in ("side", "team"):
        start = article.words[first].start
        return _joined(article, start, owner.end, owner)
    begin, determined = _determiner(article, first)
    if phrase in _COLLECTIVES and _only_vague(article, begin, first):
        begin = first
    if phrase in _COLLECTIVES and (begin < first or article.low(last) in ("of", "for")):
        return _collective(article, begin, last, _COLLECTIVES[phrase])
    if phrase in ("administration", "government", "cabinet") and _is_name(article, first - 1):
        return _of_leader(article, first, last, by_last)
    if phrase in _ANAPHORS and determined and begin == first:
        return Anaphor(first, last, _ANAPHORS[phrase])
    president = phrase == "president" and article.low(begin - 1) == "the"
    president = president and determined and article.low(last) not in ("of", "for")
    if (phrase in STATE_OFFICES or president) and determined and phrase not in _LOOSE:
        return Pending(begin, last, "office", _office(article, begin, last))
    if phrase in CONTEXT_BODIES or (
        phrase in STATE_BODIES
        and any(article.low(i) in CONTEXT_BODIES for i in range(begin, first))
    ):
        return Pending(begin, last, "institution", phrase)
    return None


def _only_vague(article: ArticleWords, begin: int, first: int) -> bool:
    """As in "the largest union": such words name nobody."""
    return all(article.low(i) in _VAGUE for i in range(begin, first))


def _collective(article: ArticleWords, first: int, last: int, kind: str) -> PartyMention:
    """A union or lobby that is only described: the description is its name."""
    if article.low(last) in ("of", "for") and article.same_phrase(last - 1):
        last = _complement_end(article, last)
    start, end = article.words[first].start, article.words[last - 1].end
    text = article.text[start:end]
    return PartyMention(
        start, end, text, text, "found", "union" if kind == "union" else "organisation"
    )


def _complement_end(article: ArticleWords, last: int) -> int:
    """The word after "of importers of beverages": "of" and the noun after it, twice at most."""
    for _ in range(2):
        if article.low(last) not in ("of", "for") or article.low(last + 1) in _DETERMINERS:
            break
        if last + 2 > len(article.words) or not article.same_phrase(last):
            break
        last += 2
        if not article.same_phrase(last - 1):
            break
    return last


def _office(article: ArticleWords, first: int, last: int) -> str:
    return " ".join(article.low(i) for i in range(first, last))


def _owned(
    article: ArticleWords, first: int, last: int, phrase: str, owner: PartyMention | None
) -> PartyMention | None:
    """What stands behind a party's name: its body, or people who are named by it."""
    if owner is None:
        return None
    of_state = owner.kind in ("state", "bloc")
    if phrase in _PEOPLE:
        named = owner.how in ("demonym", "name", "found", "abbreviation")
        return _collective(article, article.index(owner.start), last, "union") if named else None
    if phrase in _COLLECTIVES and of_state:
        return _collective(article, article.index(owner.start), last, _COLLECTIVES[phrase])
    if phrase in _ANAPHORS and of_state:
        return None
    return _joined(article, owner.start, article.words[last - 1].end, owner)


def _is_name(article: ArticleWords, index: int) -> bool:
    """Whether a capitalised word, no opener of its sentence, stands right before."""
    if index < 0 or not article.same_phrase(index) or article.words[index].low in _DETERMINERS:
        return False
    return article.words[index].capital and not article.begins_sentence(index)


def _of_leader(
    article: ArticleWords, first: int, last: int, by_last: dict[int, PartyMention]
) -> PartyMention | None:
    """As in "the Ruiz government": of the state whose office the article gives to Ruiz.

    Where it gives none, an "administration" is that of the United States, by custom of the press.
    """
    name = article.words[first - 1].text
    state = next((m for m in by_last.values() if m.how == "office" and name in m.text), None)
    if state is None and article.low(first) != "administration":
        return None
    start, end = article.words[first - 1].start, article.words[last - 1].end
    party = state.party if state else "United States"
    return PartyMention(start, end, article.text[start:end], party, "institution", "state")


def _joined(article: ArticleWords, start: int, end: int, owner: PartyMention) -> PartyMention:
    return PartyMention(start, end, article.text[start:end], owner.party, "institution", owner.kind)


def _owner_before(
    article: ArticleWords, first: int, by_last: dict[int, PartyMention]
) -> PartyMention | None:
    """The party whose institution the head is: "Brazilian …", "Brazil's …", "LLF …"."""
    for index in range(first, max(-1, first - _FURTHEST), -1):
        if index < first and article.low(index) in _NO_MODIFIER:
            return None
        if index and not article.same_phrase(index - 1):
            return None
        owner = by_last.get(index)
        if owner is None:
            continue
        possessive = article.words[index - 1].possessive
        adjective = owner.how in ("demonym", "institution") or owner.kind != "state"
        adjective = adjective or (owner.how == "metonym" and first - index == 1)
        adjective = adjective and not article.low(index).endswith("ed")
        return owner if possessive or adjective or index == first else None
    return None


def _owner_after(
    article: ArticleWords, last: int, by_first: dict[int, PartyMention]
) -> PartyMention | None:
    """The owner in "government of Brazil", "a spokesman for the LLF"."""
    link = article.low(last)
    if link == "in" and article.low(last - 1) not in _GUESTS:
        seat = by_first.get(last + 1)
        return seat if seat is not None and seat.seat else None
    if link not in ("of", "for", "from") or not article.same_phrase(last - 1):
        return None
    index = last + 1
    if article.low(index) == "the":
        index += 1
    owner = by_first.get(index)
    if owner is None or (article.low(last) == "from" and owner.how == "place"):
        return None
    after = article.index(owner.end)
    if owner.how == "demonym" and article.same_phrase(after - 1) and article.low(after).isalpha():
        return None
    return owner


def _determiner(article: ArticleWords, first: int) -> tuple[int, bool]:
    """Where the phrase begins, and whether "the" or a possessive opens it."""
    index = first
    while index and first - index < 3 and article.same_phrase(index - 1):
        low = article.low(index - 1)
        if low in _DETERMINERS:
            return index, True
        if low in _NO_MODIFIER or article.words[index - 1].capital:
            break
        index -= 1
    return first, False
