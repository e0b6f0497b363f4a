"""Which paragraphs the `fast` profile reads: those with a word that can report or do something.

Words alone decide, before any parsing. What does not belong here: whether something is said.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

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

_WORDS = re.compile(r"\w+(?:'t\b)?")

_BEFORE_A_VERB = cues.words("to not will would can could may might must shall should did do does")
"""What stands before a verb without an ending: alone it may as well be a noun ("the talk")."""


@cache
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs without an ending, and forms that tell by themselves."""
    deeds = {entry.partition(" ")[0] for entry in lexicon().verbs}
    bare = frozenset(word.lower() for word in (deeds | _REPORTING) - _EVERYDAY)
    return bare, frozenset(form for word in bare for form in _forms(word)) | _IRREGULAR


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
    bare, forms = _telling()
    words = _WORDS.findall(paragraph.lower().replace("’", "'"))
    if not forms.isdisjoint(words):
        return True
    return any(
        word in bare and (before in _BEFORE_A_VERB or before.endswith("n't"))
        for before, word in pairwise(words)
    )
