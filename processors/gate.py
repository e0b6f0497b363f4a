"""What the `fast` profile reads: the sentences with a word that can report, and for positions those
too in which a party may do something.

Words, marks and names alone decide, before any parsing; whether something is said or done does not
belong here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from processors.positions.lexicon import lexicon
from processors.quotes import lexicon as cues
from processors.quotes.headlines import LONGEST
from processors.quotes.quotation import Span
from processors.syntax import Region
from processors.syntax.paragraphs import sentences
from processors.syntax.parser import Passages

_REPORTING = (
    cues.SPEECH_CLAUSE
    | cues.SPEECH_INFINITIVE
    | cues.SPEECH_OBJECT
    | cues.PERSON_INFINITIVE
    | cues.THOUGHT_CLAUSE
    | cues.THOUGHT_INFINITIVE
    | cues.THOUGHT_OBJECT
    | frozenset({"according"})
)

_IRREGULAR = cues.words("""
said told held sought fought broke broken began begun thought knew known felt hid sent struck
withdrew withdrawn froze frozen gave given took taken made paid left met spoke spoken swore sworn
drove driven threw thrown forbade forbidden forbidding wrote written read kept built won bore
chose chosen cut shot shut led lied lay laid lost saw seen understood meant found foresaw resold
""")
"""Forms of the reporting and doing verbs that do not begin as their verbs do."""

_EVERYDAY = cues.words("""
be have do go come get see show find run read add want put set let move make take give bring hold
place form leave keep pay back order table present mean like need try turn meet open start
""")
"""Too common to tell anything: a paragraph with nothing else holds no statement that counts."""

_SELDOM = cues.words("""
state states made won seen back began begun held known direct point points challenges took taken
left given see sees paid led voice voices press presses post posts lost chose chosen offering
counter counters rule rules ruling email committed met charge charges order orders reason reasons
find finds detail details figure figures read shut command commands label labels built cut
question questions continue continues continued continuing protest protests message allow allows
allowing volunteer volunteers dispute disputes contest contests venture ventures required decree
counsel trust shows show lobbying preferred reporter
""")
"""Forms of verbs that report, which in the news are something else nine times of ten."""

_AS_A_VERB = (
    r"(?:\b(?:to|not|will|would|can|could|may|might|must|shall|should|did|do|does)|n['’]t)\s+"
)
"""What stands before a verb without an ending: alone it may as well be a noun ("the talk")."""


_LONG = 25
"""Characters of a quotation whose inside is not asked: shorter ones may be a word in a clause."""

_LETTERS = re.compile(r"[^\W\d_]+")
_SINGULAR = re.compile(r"([^\W\d_]+?)s?\b")
_VERB = re.compile(_AS_A_VERB + r"([^\W\d_]+(?:-[^\W\d_]+)?)")


@dataclass(frozen=True)
class _Verbs:
    """The verbs of a gate in their forms; `bare` ones count only where a verb must stand."""

    forms: frozenset[str]
    bare: frozenset[str]

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in the text."""
        lower = text.lower()
        if not self.forms.isdisjoint(_LETTERS.findall(lower)):
            return True
        return any(found[1] in self.bare for found in _VERB.finditer(lower))


def _verbs(words: Iterable[str]) -> _Verbs:
    bare = frozenset(word.lower() for word in words)
    # words are looked up without what a hyphen joins before them ("re-opened")
    forms = {form.rpartition("-")[2] for word in bare for form in _forms(word)}
    return _Verbs(frozenset(forms) | _IRREGULAR, bare)


@cache
def _telling() -> _Verbs:
    deeds = {entry.partition(" ")[0] for entry in lexicon().verbs}
    return _verbs((deeds | _REPORTING) - _EVERYDAY)


@cache
def _reporting() -> _Verbs:
    found = _with_others(_REPORTING)
    return _Verbs(found.forms - _SELDOM, found.bare)


@cache
def _beside_marks() -> _Verbs:
    return _with_others(_REPORTING | cues.DIRECT)


def _with_others(words: frozenset[str]) -> _Verbs:
    """Verbs in every form: one sentence holds fewer words that mislead than a paragraph."""
    return _Verbs(_verbs(words).forms | words, frozenset())


def _named_report(text: str) -> bool:
    """A noun that reports, with its clause ("the claim that …")."""
    lower = text.lower()
    return " that " in lower and not cues.NOUNS.isdisjoint(_SINGULAR.findall(lower))


def _forms(verb: str) -> Iterator[str]:
    """Its forms with an ending, by the rules of spelling; the doubled consonant always too."""
    if verb == "according":
        yield verb
    stem = verb.removesuffix("e")
    yield from (stem + "ed", stem + "ing", verb + "s")
    if verb.endswith("y"):
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield verb + "es"
    if verb[-1] in "bdglmnprt":
        yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing")


_POINTS_BACK = re.compile(r"\W*(?:it|they|both|the (?:two|sides|parties))\b", re.IGNORECASE)
"""How a sentence begins that is about the party named before it."""

_BY_PRONOUN = re.compile(r"\b(?:s?he[ ]([a-z]+)|([a-z]+)[ ]s?he)\b", re.IGNORECASE)
_SOON = 150
"""Characters: about a sentence."""

_BACK = 300
"""Characters back to where that party was named: a sentence or two."""


def telling(named: Sequence[int]) -> Passages:
    """The passages in which words may be reported or a party may do something.

    `named` are the places where the article names parties, in order: without any of them only
    `reporting` counts.
    """

    def passages(text: str, start: int, end: int, regions: Sequence[Region]) -> list[Span]:
        found = reporting(text, start, end, regions)
        if named:
            found += (
                (a, b)
                for a, b in sentences(text, start, end)
                if _is_spoken(a, b, regions) or _may_act(text, a, b, named) or _says_who(text, b)
            )
        return _united(found)

    return passages


def _is_spoken(start: int, end: int, regions: Sequence[Region]) -> bool:
    """Whether a long quotation reaches into the sentence: positions are read from its words."""
    return any(
        start < r.outer_end and r.outer_start < end and r.outer_end - r.outer_start > _LONG
        for r in regions
    )


def _says_who(text: str, end: int) -> bool:
    """Whether "he" or "she" speaks soon behind a sentence, which then may name them."""
    return any(
        verb.lower() in _beside_marks().forms
        for found in _BY_PRONOUN.finditer(text, end, end + _SOON)
        for verb in found.groups("")
    )


def _may_act(text: str, start: int, end: int, named: Sequence[int]) -> bool:
    """Whether a party is named in the sentence, or just before one that points back, and a word of
    doing stands behind the name: a subject goes before its verb, unless it is done "by" it.
    """
    first, last = bisect_left(named, start), bisect_left(named, end)
    if first == last:
        near = first > 0 and named[first - 1] >= start - _BACK
        if not near or not _POINTS_BACK.match(text, start, end):
            return False
        return _telling().stand_in(text[start:end])
    passive = text.find(" by ", start, named[last - 1]) >= 0
    return _telling().stand_in(text[start if passive else named[first] : end])


def _united(spans: Iterable[Span]) -> list[Span]:
    """The same places in order, as few spans as it takes."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def reporting(text: str, start: int, end: int, regions: Sequence[Region]) -> list[Span]:
    """The passages of the paragraph at `[start, end)` in which words may be reported.

    Sentences that have a word of reporting or a colon, or where a quotation begins or ends beside
    other words; those that follow each other are one passage. A headline is read whole.
    """
    if end - start <= LONGEST and text[end - 1] not in ".?!":
        return [(start, end)] if _headline_reports(text, start, end, regions) else []
    found: list[Span] = []
    for first, b in sentences(text, start, end):
        if not _may_report(text, first, b, regions):
            continue
        a = _after_speech(text, first, b, regions)
        if found and found[-1][1] == a:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def _after_speech(text: str, start: int, end: int, regions: Sequence[Region]) -> int:
    """Where to read a sentence that begins inside a long quotation: at its closing mark."""
    for region in regions:
        long = region.outer_end - region.outer_start > _LONG
        if (
            long
            and region.outer_start <= start < region.end < end
            and text[region.end - 1] in ",?!"
        ):
            return region.end - 1
    return start


def _may_report(text: str, start: int, end: int, regions: Sequence[Region]) -> bool:
    """Whether the words outside quotation marks can report: what stands inside is the speaker's."""
    touched = [r for r in regions if start < r.outer_end and r.outer_start < end]
    if not touched:
        sentence = text[start:end]
        return ":" in sentence or _reporting().stand_in(sentence) or _named_report(sentence)
    outside: list[str] = []
    at = start
    for region in touched:
        if region.outer_end - region.outer_start > _LONG:
            outside.append(text[at : max(at, region.outer_start)])
            at = max(at, region.outer_end)
    outside.append(text[at:end])
    rest = " ".join(outside)
    if not any(c.isalpha() for c in rest):
        return False
    goes_on = any(
        text[r.end - 1] in ",?!" or text[r.outer_end : r.outer_end + 1] == "," for r in touched
    )
    return goes_on or ":" in rest or _beside_marks().stand_in(rest) or _named_report(rest)


def _headline_reports(text: str, start: int, end: int, regions: Sequence[Region]) -> bool:
    whole = text[start:end]
    return (
        bool(regions)
        or any(mark in whole for mark in (":", " - ", " – ", " — ", " -- "))
        or _reporting().stand_in(whole)
    )
