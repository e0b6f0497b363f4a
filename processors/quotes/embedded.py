"""Where a quotation inside a sentence begins: some words before its marks may belong to it."""

from collections.abc import Sequence

from processors.quotes import lexicon
from processors.quotes.direct import Attribution, Word
from processors.syntax import Region

_NAMING = lexicon.words("""
call label describe dub term brand dismiss denounce deride refer hail deem compare
""")


_NAMED_THING = 80
"""Characters between a verb of naming and the name that it gives."""


def embedded_start(
    text: str,
    words: Sequence[Word],
    attribution: Attribution | None,
    region: Region,
    since: int,
) -> int:
    """Where a quotation inside a sentence begins: `called it "a farce"` holds the "it" as well.

    With the attribution after it, the words of the sentence before it belong to it, unless a comma
    parts them (`The town "deserves better," said X`).
    """
    if attribution is None or attribution.apart:
        return region.start
    if attribution.after:
        return _sentence_start(text, words, region, since)
    verb = attribution.cue[-1]
    end = attribution.offset + verb.idx + len(verb)
    between = text[end : region.outer_start]
    if lexicon.lemma_of(verb) not in _NAMING or len(between) > _NAMED_THING:
        return region.start
    return region.start if any(c in between for c in ",:;.") else end


def _sentence_start(text: str, words: Sequence[Word], region: Region, since: int) -> int:
    before = [w for w in words if since <= w.start and w.end <= region.outer_start]
    if not before or before[-1].token.is_punct:
        return region.start
    at = len(before)
    while at and before[at - 1].token.text not in (".", "?", "!", ";", ":"):
        at -= 1
    if not at and since and text[since - 1] != "\n":
        return region.start  # what stands before is an attribution, or the quotation before
    return before[at].start if at < len(before) else region.start
