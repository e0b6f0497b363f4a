"""Which paragraphs the `fast` profile reads: those with a word that can report or do something.

Words alone decide, before any parsing. What does not belong here: whether something is said.
"""

import re
from collections.abc import Iterator
from functools import cache

from processors.positions.lexicon import lexicon
from processors.quotes import lexicon as cues

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

_AS_A_VERB = (
    r"(?:\b(?:to|not|will|would|can|could|may|might|must|shall|should|did|do|does)|n['’]t)\s+"
)
"""What stands before a verb without an ending: alone it may as well be a noun ("the talk")."""


@cache
def _telling() -> re.Pattern[str]:
    deeds = {entry.partition(" ")[0] for entry in lexicon().verbs}
    words = sorted({word.lower() for word in (deeds | _REPORTING) - _EVERYDAY})
    bare = "|".join(map(re.escape, words))
    forms = "|".join(sorted({re.escape(form) for word in words for form in _forms(word)}))
    irregular = "|".join(sorted(_IRREGULAR))
    return re.compile(rf"(?:\b(?:{forms}|{irregular})|{_AS_A_VERB}(?:{bare}))\b", re.IGNORECASE)


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


def may_tell(paragraph: str) -> bool:
    """Whether a paragraph without quotation marks can hold a statement: it has a telling word."""
    return _telling().search(paragraph) is not None
