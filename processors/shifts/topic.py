"""Whether two quotations are about the same thing: the content words they share."""

import re
from functools import lru_cache

from Stemmer import Stemmer

_WORD = re.compile(r"[^\W_]+")
_STEMMER = Stemmer("english")
_FUNCTION_WORDS = """
    a about above after again against all also although an and any are as at be because been
    before being between both but by can could did do does doing down during each even ever every
    few for from further had has have having he her here hers him his how i if in into is it its
    just like made make many may might more most much must my never no nobody nor not nothing now of
    off on once one only or other our out over own said same say says shall she should since so some
    still such than that the their them then there these they this those through to told too two
    under until up upon us very was we were what when where which while who whom whose why will with
    within without would yes yet you your
"""

_EMPTY = frozenset(_FUNCTION_WORDS.split())


@lru_cache(maxsize=4096)
def topic_words(text: str) -> frozenset[str]:
    """The stems of a text's content words and numbers."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(_STEMMER.stemWords([w for w in words if w not in _EMPTY and len(w) > 2]))


def shared_topic(one: str, other: str) -> int:
    """How many content words two texts share, by their stems."""
    return len(topic_words(one) & topic_words(other))
