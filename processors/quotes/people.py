"""The people an article names: mentions joined, with role, affiliation and a hint of gender."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from processors.quotes import lexicon, titles
from processors.quotes.given_names import gender_of_name
from processors.quotes.names import NameMention, name_mentions
from processors.syntax import ParsedText


@dataclass
class Named:
    """Somebody or something with a name, in the making."""

    words: tuple[str, ...]
    mentions: list[NameMention] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form; of equally full ones the first."""
        return max(self.mentions, key=lambda m: (len(m.tokens), -m.start)).text

    @property
    def role(self) -> str | None:
        """The first role that the article gives."""
        return next((m.role for m in self.mentions if m.role), None)

    @property
    def affiliation(self) -> str | None:
        """The first affiliation that the article gives, best beside the role."""
        return next((m.affiliation for m in self.mentions if m.affiliation), None)

    @property
    def is_person(self) -> bool:
        """Whether title, role, first name, a bare surname elsewhere or speech show a person."""
        if any(m.titled or m.role for m in self.mentions):
            return True
        if self.is_thing:
            return False
        if gender_of_name(self.words[0]) is not None:
            return len(self.words) > 1 or any(_speaks(m) for m in self.mentions)
        if len(self.words) < 2:
            return False
        return any(_speaks(m) or len(m.tokens) < len(self.words) for m in self.mentions)

    @property
    def is_thing(self) -> bool:
        """Whether the words before the name show a firm, a body, a thing or a place."""
        return any(m.of_thing or _is_place(m) for m in self.mentions)


_PLACE = frozenset({"in", "at", "near", "inside", "across", "throughout", "outside", "around"})


def _is_place(mention: NameMention) -> bool:
    return any(
        t.dep_ == "pobj" and t.head.lower_ in _PLACE and t.head.i == mention.tokens[0].i - 1
        for t in mention.tokens
    )


def _speaks(mention: NameMention) -> bool:
    """The name is the subject of a verb of telling, or has a clause with "who"."""
    return any(
        (t.dep_ == "nsubj" and lexicon.lemma_of(t.head) in lexicon.SPEECH_CLAUSE)
        or any(c.dep_ == "relcl" and any(g.lower_ == "who" for g in c.children) for c in t.children)
        for t in mention.tokens
    )


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word without accents, case, dots and possessive."""
    kept = unicodedata.normalize("NFKD", word.replace("’", "'").removesuffix("'s"))
    return "".join(c for c in kept if c.isalnum() or c == "-").casefold()


def shown(name: str) -> str:
    """A name as it is seen: without characters that are not, a space between its words."""
    return " ".join("".join(c for c in name if unicodedata.category(c) != "Cf").split())


def plain_words(mention: NameMention) -> tuple[str, ...]:
    """The words of a name as `plain` makes them, particles included."""
    return tuple(w for w in (plain(w) for w in mention.text.split()) if w)


def is_organisation(mention: NameMention) -> bool:
    """A run of capitals that holds a word of organisations or places, or is an abbreviation."""
    words = plain_words(mention)
    if _has_organisation_word(words):
        return True
    return len(words) == 1 and mention.text.isupper() and len(mention.text) > 1


_SURNAMES = frozenset({"may", "march", "august", "north", "south", "east", "west", "church"})
"""Words of organisations and dates that are surnames behind a first name ("Ann West")."""


def _has_organisation_word(words: Sequence[str]) -> bool:
    """A word of organisations that is no name of a person ("Bill Other", but "Farm Bill")."""
    named = len(words) > 1 and "of" not in words and gender_of_name(words[0]) is not None
    if named and len(words) == 2 and words[1] in _SURNAMES:
        return False
    return any(w in titles.ORGANISATION_WORDS for w in words[named:])


def same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be one person's: the shorter has the surname, first name or both."""
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if len(short) == 1:
        return short[0] in (long[-1], long[0]) or (len(long) > 2 and short[0] == long[-2])
    if short[-1] != long[-1] and short[-1] != long[-2]:
        return False
    return (
        short[0] == long[0]
        or (min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0])
        or tuple(long[-len(short) :]) == tuple(short)
    )


def named(parsed: ParsedText) -> tuple[list[Named], list[NameMention]]:
    """Everybody with a name, in order of first mention; and the mentions that name organisations.

    A bare surname belongs to the last full name before it that fits, else to the first after it.
    """
    mentions = list(name_mentions(parsed))
    organisations = [
        m
        for m in mentions
        if is_organisation(m) and not m.titled and not set(plain_words(m)) <= titles.DATES
    ]
    rest = [m for m in mentions if m.titled or not is_organisation(m)]
    rest = [m for m in rest if not _has_organisation_word(plain_words(m))]
    groups: list[Named] = []
    by_word: dict[str, list[int]] = {}  # numbers of groups: equal names share a word
    for mention in sorted(rest, key=lambda m: (len(m.tokens) < 2, m.start)):
        words = plain_words(mention)
        if not words:
            continue
        near = sorted({n for word in words for n in by_word.get(word, ())})
        fitting = [groups[n] for n in near if same_name(words, groups[n].words)]
        if fitting:
            before = [g for g in fitting if g.mentions[0].start < mention.start]
            group = (
                max(before, key=lambda g: _last_before(g, mention.start)) if before else fitting[0]
            )
            if len(words) > len(group.words):
                group.words = words
                number = next(n for n in near if groups[n] is group)
                for word in words:
                    by_word.setdefault(word, []).append(number)
        else:
            group = Named(words)
            for word in words:
                by_word.setdefault(word, []).append(len(groups))
            groups.append(group)
        group.mentions.append(mention)
        group.mentions.sort(key=lambda m: m.start)
    return sorted(groups, key=lambda g: g.mentions[0].start), organisations


def _last_before(group: Named, at: int) -> int:
    return max((m.start for m in group.mentions if m.start < at), default=-1)
