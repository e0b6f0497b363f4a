"""For which party a speaker speaks, or that it is none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.context import Context
from processors.positions.parties.descriptions import Description
from processors.positions.parties.lexicon import words
from processors.positions.parties.mention import PartyMention, within
from processors.positions.parties.offices import (
    SPEAKING_OFFICES,
    STATE_OFFICES,
    is_state_office,
    office_in,
)

_PRIVATE = words("private")
_PRIVATE_PHRASES = tuple(f" {phrase} " for phrase in _PRIVATE if " " in phrase)
_FORMER = words("former")
_DOCUMENTS = words("documents")
_SAYING = words("acting")
_UNNAMED = words("unnamed")
_OBSERVING = words("observing_heads")
_TOWARDS = frozenset({"to", "in", "on", "with", "at", "against", "about", "near"})
_BY_OFFICE = frozenset({"office", "institution", "anaphor"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one description says of a speaker: a party, or that the person is private.

    Else an office whose party is not named beside it, at word `at`; else nothing.
    """

    party: str | None = None
    private: bool = False
    office: str | None = None
    at: int = 0


def judge(
    article: ArticleWords, description: Description, mentions: Sequence[PartyMention]
) -> Judgement:
    """Reads one description with the parties named inside it."""
    first, last = article.index(description.start), article.index(description.end)
    lows = [article.low(i) for i in range(first, last)]
    inside = within(mentions, description.start, description.end)
    office = office_in(lows)
    own = _own(article, description, inside)
    if _private(lows) and not _leads(lows, own):
        return Judgement(private=True)
    if "governor" in lows and "bank" not in lows:
        return Judgement(party=_region(article, first, last, inside))
    if own is not None and office is None and _observes(own):
        return Judgement(private=True)
    if own is not None and (office is not None or own.how in _BY_OFFICE or _member(own, article)):
        return Judgement(party=own.party)
    if office is not None:
        return Judgement(office=office, at=first)
    return Judgement()


def _observes(own: PartyMention) -> bool:
    """Whether the organisation is one that studies or trades rather than takes a side."""
    lows = own.party.casefold().split()
    return own.kind not in ("state", "bloc", "group", "union") and any(
        low in _OBSERVING for low in lows
    )


def _member(own: PartyMention, article: ArticleWords) -> bool:
    """As in "Ana Ruiz of the Growers' League": of an organisation with a cause of its own."""
    before = article.index(own.start) - 1
    links = {article.low(i) for i in range(before - 4, before + 1)}
    return own.kind not in ("state", "bloc", "company") and bool(links & {"of", "from", "for"})


def _region(
    article: ArticleWords, first: int, last: int, inside: Sequence[PartyMention]
) -> str | None:
    """The province that a governor governs: "Mato Grosso Governor ...", "the governor of ..."."""
    at = next(i for i in range(first, last) if article.low(i) == "governor")
    span = range(at + 1, last) if article.low(at + 1) == "of" else range(at - 1, first - 1, -1)
    found: list[int] = []
    for index in span:
        if found and not article.same_phrase(min(index, found[-1])):
            break
        if article.words[index].capital:
            found.append(index)
        elif found:
            break
    if not found:
        return inside[0].party if inside else None
    begin, end = article.words[min(found)].start, article.words[max(found)].end
    same = [m.party for m in inside if m.start == begin and m.end == end]
    return same[0] if same else article.text[begin:end]


def _private(lows: Sequence[str]) -> bool:
    if not (_PRIVATE.isdisjoint(lows) and _FORMER.isdisjoint(lows)):
        return True
    text = f" {' '.join(lows)} "
    return any(phrase in text for phrase in _PRIVATE_PHRASES)


def _leads(lows: Sequence[str], own: PartyMention | None) -> bool:
    """As in "chairman of the Growers' Alliance": to lead it outweighs a private word."""
    if own is None or own.kind in ("state", "bloc", "company"):
        return False
    return office_in(lows) is not None and not any(low in _FORMER for low in lows)


def _own(
    article: ArticleWords, description: Description, inside: Sequence[PartyMention]
) -> PartyMention | None:
    """The party in a description that the office belongs to: the first that is no place or aim."""
    for mention in inside:
        if mention.how == "place":
            continue
        before = article.index(mention.start) - 1
        if article.low(before) == "the":
            before -= 1
        if (
            article.words[max(before, 0)].start >= description.start
            and article.low(before) in _TOWARDS
        ):
            continue
        after = article.index(mention.end)
        if article.words[after - 1].possessive and any(
            article.index(other.start) == after for other in inside
        ):
            continue
        return mention
    return None


def weigh(
    judgements: Iterable[Judgement], surroundings: Context, mentions: Sequence[PartyMention]
) -> str | None:
    """One party from all that is said of a speaker.

    What names a party openly counts first, then the office: that of a state belongs to the state
    the article is about, any other to the party last spoken of.
    """
    found = list(judgements)
    named: Counter[str] = Counter(j.party for j in found if j.party)
    private = sum(j.private for j in found)
    if named and named.total() > private:
        return max(sorted(named), key=lambda party: named[party])
    if private:
        return None
    offices = [j for j in found if j.office]
    for judgement in offices:
        if judgement.office in STATE_OFFICES:
            return surroundings.state_at(judgement.at, judgement.office or "")
    if offices and offices[0].office in SPEAKING_OFFICES:
        return last_spoken_of(surroundings.article, mentions, offices[0].at)
    return None


def last_spoken_of(article: ArticleWords, mentions: Sequence[PartyMention], at: int) -> str | None:
    """The first party of the last sentence that names one before `at`, at most three back."""
    for back in range(4):
        start, end = article.sentence_span(article.sentence[at] - back)
        for mention in within(mentions, start, min(end, article.words[at].start)):
            if mention.how != "place":
                return mention.party
    return None


def speaks_through(lows: Sequence[str]) -> bool:
    """Whether a text or an office of somebody's speaks: "the statement", "his office"."""
    if len(lows) < 2 or lows[0] not in ("the", "its", "his", "her", "their", "a"):
        return False
    if lows[-1] in _DOCUMENTS:
        return len(lows) == 2
    return lows[0] in ("his", "her") and lows[1] in ("office", "spokesman", "spokeswoman", "aides")


def unnamed_office(article: ArticleWords, mentions: Sequence[PartyMention], at: int) -> str | None:
    """The party of an office named without its holder in the two sentences before word `at`."""
    earliest = article.sentence_span(article.sentence[at] - 2)[0]
    for mention in reversed(within(mentions, earliest, article.words[at].start)):
        index = article.index(mention.end)
        named = index < len(article.words) and article.words[index].capital
        named = named and article.same_phrase(index - 1)
        holder = article.words[index - 1].capital
        if not named and not holder and mention.how in ("office", "institution"):
            if not any(article.low(i) in _SAYING for i in (index, index + 1)):
                continue
            words_of = [article.low(i) for i in range(article.index(mention.start), index)]
            if is_state_office(" ".join(words_of)):
                return mention.party
    return None


def mentioned_before(
    article: ArticleWords, mentions: Sequence[PartyMention], at: int, lows: Sequence[str]
) -> str | None:
    """Whose "the official" is: that of the last "government official" in eight sentences."""
    if len(lows) < 2 or lows[0] != "the" or lows[1] not in _UNNAMED:
        return None
    if len(lows) > 2 and article.gap(at + 1) != ", ":
        return None
    earliest = article.sentence_span(max(0, article.sentence[at] - 8))[0]
    for mention in reversed(within(mentions, earliest, article.words[at].start)):
        if article.low(article.index(mention.end) - 1) == lows[1]:
            return mention.party
    return None
