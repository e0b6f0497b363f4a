"""For which party a speaker speaks, or that it is none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from processors.positions.parties.article_words import ArticleWords
from processors.positions.parties.context import Context
from processors.positions.parties.descriptions import Description
from processors.positions.parties.lexicon import words
from processors.positions.parties.mention import PartyMention

_PRIVATE = words("private")
_FORMER = words("former")
_STATE_OFFICES = words("state_offices")
_ANY_OFFICES = words("any_offices")
_STATE_BODIES = words("state_bodies")
_SPEAKING_FOR = words("speaking_for")
_TOWARDS = frozenset({"to", "in", "on", "with", "at", "against", "about", "near"})
_BARE = words("bare_sources")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one description says: a party, or `private` for one who speaks for nobody; else neither."""

    party: str | None = None
    private: bool = False
    state_office: str | None = None
    organisation: bool = False


def judge(
    article: ArticleWords, description: Description, mentions: Sequence[PartyMention]
) -> Judgement:
    """Reads one description with the parties named inside it."""
    first, last = article.index(description.start), article.index(description.end)
    lows = [article.low(i) for i in range(first, last)]
    inside = [m for m in mentions if m.start < description.end and m.end > description.start]
    office = _office(lows)
    private = _private(lows, inside)
    own = _own(article, description, inside)
    if private and not _leads(lows, own):
        return Judgement(private=True)
    if own is not None and (office is not None or own.how in ("office", "institution", "anaphor")):
        return Judgement(party=own.party, organisation=own.kind not in ("state", "bloc"))
    if office is not None and office in _STATE_OFFICES:
        return Judgement(state_office=office)
    return Judgement()


def _office(lows: Sequence[str]) -> str | None:
    """The office named, that of a state before others."""
    found = None
    for index in range(len(lows)):
        for size in (3, 2, 1):
            phrase = " ".join(lows[index : index + size])
            if phrase in _STATE_OFFICES:
                return phrase
            if found is None and (phrase in _ANY_OFFICES or phrase in _SPEAKING_FOR):
                found = phrase
    return found


def _private(lows: Sequence[str], inside: Sequence[PartyMention]) -> bool:
    text = f" {' '.join(lows)} "
    if any(f" {word} " in text for word in _PRIVATE):
        return True
    return any(word in _FORMER or word.startswith("ex-") for word in lows)


def _leads(lows: Sequence[str], own: PartyMention | None) -> bool:
    """As in "chairman of the Growers' Alliance": leading an organisation outweighs a private word."""
    if own is None or own.kind in ("state", "bloc", "company"):
        return False
    return _office(lows) is not None and not any(low in _FORMER for low in lows)


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
        return mention
    return None


def weigh(judgements: Iterable[Judgement], surroundings: Context, at: int) -> str | None:
    """One party from all that is said of a speaker: what names it openly, else the office's state."""
    found = list(judgements)
    named: Counter[str] = Counter(j.party for j in found if j.party)
    private = sum(j.private for j in found)
    if named and named.total() >= private:
        return max(sorted(named), key=lambda party: named[party])
    if private:
        return None
    offices = [j.state_office for j in found if j.state_office]
    if offices:
        return surroundings.state_at(at, offices[0])
    return None


def bare(lows: Sequence[str]) -> bool:
    """ "officials", "two sources": somebody's, but nobody says whose."""
    content = [
        low for low in lows if low not in ("the", "two", "three", "several", "some", "senior")
    ]
    return bool(content) and content[0] in _BARE
