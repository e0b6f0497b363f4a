"""What typography alone says of words in marks: a sentence, one that goes on, or a term."""

from processors.syntax import Region
from processors.syntax.quotation_marks import INVISIBLE

SCARE_QUOTES = 3
"""Words in marks without any verb of telling: up to so many are emphasis, a title or a nickname."""

INTRODUCES = ",:.?!;—–-(…\"”’'“‘*•"
"""What stands before a quotation that is a sentence of its own."""

_BEFORE_SENTENCE = tuple(".?!,…:\"”’'»")
_STOPS = tuple(".?!…:")


_GAPS = " \t\n\u00a0" + INVISIBLE
_LOOSE_ENDS = _GAPS + "'’"
_FAR = 8
"""Characters to look across between a mark and the next word."""


def before(text: str, start: int, region: Region) -> str:
    """The text from `start` to the marks, without what is not seen at its end."""
    return text[start : region.outer_start].rstrip(_GAPS)


def after(text: str, region: Region) -> str:
    """What stands behind the marks: some characters from the next that is seen."""
    return text[region.outer_end : region.outer_end + _FAR].lstrip(_GAPS)


def ends_in_comma(text: str, region: Region) -> bool:
    """Words that end in a comma, inside the marks or after them: their sentence goes on."""
    inner = text[region.start : region.end].rstrip(_LOOSE_ENDS)
    return inner[-1:] == "," or after(text, region)[:1] == ","


def asks_or_calls(text: str, region: Region) -> bool:
    """Words that end in "?" or "!" while their sentence goes on (`"No!" cried X`)."""
    inner = text[region.start : region.end].rstrip(_LOOSE_ENDS)
    return inner[-1:] in ("?", "!") and after(text, region)[:1].islower()


def opens_sentence(text: str, start: int, region: Region) -> bool:
    """Nothing of the sentence stands before the marks; `start` is the paragraph's."""
    words = before(text, start, region).rstrip("\"”’'»)")
    return not words or words[-1] in _STOPS


def sentence_follows(text: str, at: int) -> bool:
    """What stands there may begin a sentence: a capital, a mark, or nothing."""
    rest = text[at : at + 3].strip()
    return not rest or rest[0].isupper() or not rest[0].isalnum()


def is_sentence(text: str, start: int, region: Region) -> bool:
    """Whole sentences in marks, not a name or an emphasis in somebody else's sentence."""
    ahead = before(text, start, region)
    if ahead and ahead[-1] not in _BEFORE_SENTENCE:
        return False
    words = text[region.start : region.end]
    if words.rstrip(_GAPS)[-1:] in _BEFORE_SENTENCE or not region.closed:
        return True
    outside = text[region.outer_end : region.outer_end + 1]
    return outside in (".", "?", "!") and len(words.split()) > SCARE_QUOTES


def is_emphasis(text: str, region: Region) -> bool:
    """A few words in marks that no stop or comma ends, inside or behind them."""
    inner = text[region.start : region.end].strip()
    behind = text[region.outer_end : region.outer_end + 1]
    stops = (".", ",", "?", "!")
    return len(inner.split()) <= SCARE_QUOTES and inner[-1:] not in stops and behind not in stops
