"""Headlines and labels that report without a verb in its usual place.

"Norland: talks 'suspended'", "No grounds for talks – Norland",
"Bridge to stay shut, says minister".
"""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.direct import Word, is_telling
from processors.quotes.drafts import Draft
from processors.quotes.quotation import Cue, Span
from processors.quotes.sources import Source, source_of
from processors.syntax.parser import Paragraph

LONGEST = 160
"""Characters of a headline or standfirst; a paragraph that is longer is none."""

_COLON = re.compile(r":\s+")
_DASH = re.compile(r"\s+[–—-]{1,2}\s+")
_LABEL = 6
"""Words of whoever a headline names before its colon or after its dash."""

_LABELS_OF_KINDS = lexicon.words("""
analysis explainer opinion live video watch update updated exclusive breaking profile review
interview editorial comment factbox timeline q&a podcast photos pictures quiz recap
""")
"""What a headline calls its kind of article, which is nobody who speaks."""


def headline(text: str, paragraph: Paragraph, words: Sequence[Word]) -> Draft | None:
    """What a headline reports, if it is one of these forms."""
    whole = text[paragraph.start : paragraph.end]
    if len(whole) > LONGEST or whole.rstrip()[-1:] in (".", "?", "!", ":") or not words:
        return None
    return _labelled(text, paragraph, words) or _trailing(text, paragraph, words)


def _labelled(text: str, paragraph: Paragraph, words: Sequence[Word]) -> Draft | None:
    whole = text[paragraph.start : paragraph.end]
    colon = _COLON.search(whole)
    dash = next(iter(reversed(list(_DASH.finditer(whole)))), None)
    if colon is not None:
        at = paragraph.start + colon.start()
        label, content = (paragraph.start, at), (paragraph.start + colon.end(), paragraph.end)
    elif dash is not None:
        at = paragraph.start + dash.start() + len(dash[0]) - len(dash[0].lstrip())
        label, content = (paragraph.start + dash.end(), paragraph.end), (paragraph.start, at)
    else:
        return None
    name = _name_in(words, label)
    quoted = any(content[0] <= r.start < content[1] for r in paragraph.regions)
    if name is None or not (_is_clause(words, content) or quoted):
        return None
    if colon is not None and name.pos_ != "PROPN" and not quoted:
        return None
    cue = Cue(text[at : at + 1], at, at + 1)
    return _draft(text, paragraph, content, cue, name, words)


def _trailing(text: str, paragraph: Paragraph, words: Sequence[Word]) -> Draft | None:
    """A headline that ends in ", says minister" or ", minister says"."""
    commas = [w for w in words if w.token.text == ","]
    if not commas:
        return None
    tail = [w for w in words if w.start > commas[-1].start]
    verb = next((w for w in tail if is_telling(w.token)), None)
    if verb is None or len(tail) > _LABEL + 1:
        return None
    rest = (tail[1].start, paragraph.end) if verb is tail[0] and len(tail) > 1 else None
    if rest is None and verb is tail[-1]:
        rest = (tail[0].start, verb.start)
    name = _name_in(words, rest) if rest else None
    if name is None:
        return None
    cue = Cue(verb.token.text, verb.start, verb.end)
    return _draft(text, paragraph, (paragraph.start, commas[-1].start), cue, name, words)


def _draft(  # noqa: PLR0917 - where the parts of one headline stand
    text: str, paragraph: Paragraph, content: Span, cue: Cue, name: Token, words: Sequence[Word]
) -> Draft:
    offset = next(w.offset for w in words if w.token == name)
    regions = [r for r in paragraph.regions if content[0] <= r.start < content[1]]
    made = Draft([content], paragraph.index, "clause", True, 0.6, cue=cue, regions=regions)
    found = source_of(name, offset, text, [content], (cue.start, cue.end))
    if content[0] < found.end and found.start < content[1]:
        start = offset + name.idx
        found = Source(name.text, start, start + len(name), name, offset)
    made.source = found
    made.certain = True
    return made


def _name_in(words: Sequence[Word], span: Span) -> Token | None:
    """Who is named in a few words without a verb."""
    own = [w.token for w in words if span[0] <= w.start < span[1]]
    if not own or len(own) > _LABEL or own[0].lower_ in _LABELS_OF_KINDS:
        return None
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.like_num for t in own):
        return None
    nouns = [t for t in own if t.pos_ in ("PROPN", "NOUN") and not t.is_punct]
    return nouns[-1] if nouns else None


def _is_clause(words: Sequence[Word], span: Span) -> bool:
    own = [w.token for w in words if span[0] <= w.start < span[1]]
    return len(own) > 1 and any(t.pos_ in ("VERB", "AUX") or t.lower_ in ("no", "not") for t in own)
