"""Who is given as the speaker of words in quotation marks, by what stands beside the marks."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.finding import subject_of
from processors.syntax import Region

_FAR = 45
"""Words between the marks and the verb that reports: room for a long title or an apposition."""


@dataclass(frozen=True)
class Attribution:
    """The verb (or colon) that reports a quotation, and its subject; `after` the words or not.

    It is `apart` where it stands in the paragraph before.
    """

    cue: tuple[Token, ...]
    source: Token | None
    offset: int
    after: bool
    apart: bool = False


class Word(NamedTuple):
    """A token of a paragraph with its place in the article."""

    token: Token
    offset: int

    @property
    def start(self) -> int:
        """Where it begins in the article."""
        return self.offset + self.token.idx

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        return self.start + len(self.token)


def between(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """Those of a paragraph's words, in their order, that begin in `[start, end)`."""
    first, after = (bisect_left(words, at, key=lambda w: w.start) for at in (start, end))
    return words[first:after]


def is_telling(token: Token) -> bool:
    """A verb that may stand beside words in quotation marks."""
    return token.pos_ in ("VERB", "AUX") and lexicon.lemma_of(token) in lexicon.DIRECT


def after_words(
    words: Sequence[Word], region: Region, until: int, *, comma: bool, calls: bool = False
) -> Attribution | None:
    """The attribution that follows, as in `…," said X` or `…," X said`.

    `words` are those of the paragraph; `until` is where the next quotation begins. `comma` tells
    that the words end in a comma: then the sentence goes on, and its verb reports, whichever it is.
    `calls` tells that it goes on behind "?" or "!": then any verb that its subject follows reports.
    """
    chunk = between(words, region.outer_end, until)
    while chunk and (chunk[0].token.is_punct and chunk[0].token.text in ",-–—'\""):
        chunk = chunk[1:]
    if not chunk:
        return None
    first = chunk[0].token
    if first.text in ".?!;:" or first.lower_ in _GOES_ON or (first.text in _ANEW and not comma):
        return None
    for word in chunk[:_FAR]:
        token = word.token
        if token.text in (".", "?", "!", ";") and token.i > first.i and not _abbreviates(token):
            return None
        anyhow = (comma and _reports_anyhow(token, first)) or (
            calls and token.i == first.i and _calls(token)
        )
        if not is_telling(token) and not anyhow:
            continue
        if not comma and any(c.dep_ == "auxpass" for c in token.lefts):
            continue
        if token.dep_ in ("relcl", "amod") or (token.tag_ == "VBG" and token.i != first.i):
            continue
        if token.i - first.i <= 2 and not _subject_between(first, token):
            return Attribution(
                (token,),
                _inverted_subject(token, first) or subject_of(token),
                word.offset,
                after=True,
            )
        source = _subject_between(first, token) or (comma and _named_first(chunk))
        source = source or subject_of(token)
        if source is not None and first.i <= source.i < token.i:
            return Attribution((token,), source, word.offset, after=True)
    return None


_GOES_ON = frozenset({"and", "but", "which", "as", "because"})
_ANEW = frozenset({"He", "She", "They", "We", "It", "You"})
"""What begins a sentence, where the words before it do not end in a comma."""


def _abbreviates(stop: Token) -> bool:
    """The full stop of a title that the parser does not know ("state Del. Marcia Price")."""
    doc, i = stop.doc, stop.i
    before, after = doc[i - 1], doc[i + 1] if i + 1 < len(doc) else None
    return (
        stop.text == "."
        and not before.whitespace_
        and before.text[:1].isupper()
        and len(before) <= 4
        and before.pos_ == "PROPN"
        and after is not None
        and after.pos_ == "PROPN"
    )


def _reports_anyhow(token: Token, first: Token) -> bool:
    """Any finite verb that stands first, or whose subject does (`…!" beamed X`)."""
    return (
        token.tag_ in _FINITE
        and token.pos_ == "VERB"
        and (token.i == first.i or _subject_between(first, token) is not None)
    )


def _calls(verb: Token) -> bool:
    inverted = _inverted_subject(verb, verb)
    return verb.tag_ in _FINITE and verb.pos_ == "VERB" and inverted is not None


def _subject_between(first: Token, verb: Token) -> Token | None:
    """The subject of the verb that stands between the quotation and it; of several the last.

    None of words in marks, which are a term ("pins that say 'Vote'").
    """
    for child in reversed(list(verb.lefts)):
        marks = sum(t.is_quote for t in verb.doc[first.i : child.i])
        if child.dep_ in ("nsubj", "nsubjpass") and child.i >= first.i and child.pos_ != "VERB":
            return None if marks % 2 else child
    return None


def _named_first(chunk: Sequence[Word]) -> Token | None:
    """The noun behind the marks, before a clause in commas (`…," Ann, in red, said`)."""
    names: list[Token] = []
    for word in chunk:
        if word.token.text == ",":
            return names[-1] if names and names[-1].pos_ in ("PROPN", "NOUN") else None
        if word.token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET") and word.token.dep_ != "compound":
            return None
        names.append(word.token)
    return None


def _inverted_subject(verb: Token, first: Token) -> Token | None:
    """The subject behind the verb, or its own before it, but not before `first`."""
    for child in verb.children:
        if (
            child.i > verb.i
            and child.dep_ in ("nsubj", "dobj", "attr", "oprd", "appos", "npadvmod")
            and (child.ent_type_ or child.pos_ in ("PROPN", "PRON", "NOUN"))
        ):
            own = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.i >= first.i), None)
            return own if own is not None and child.dep_ != "nsubj" else child
    return None


def before_words(
    words: Sequence[Word], region: Region, since: int, *, embedded: bool
) -> Attribution | None:
    """The attribution that goes before, as in `X said: "…` or `X told reporters, "…`.

    `since` is where the quotation before this one ends. `embedded` tells that the quotation is a
    part of the sentence: then the verb must govern it.
    """
    chunk = [w for w in between(words, since, region.start) if w.end <= region.start]
    while chunk and chunk[-1].token.is_quote:
        chunk.pop()
    if not chunk:
        return None
    last = chunk[-1].token
    if last.text in (".", "?", "!", ";"):
        return None
    colon = last.text == ":"
    begin = last.sent.start
    sentence = [w for w in chunk if w.token.sent.start >= begin]
    governor = _governor(words, region) if embedded else None
    for word in reversed(sentence[-_FAR:]):
        token = word.token
        if token.text == ";":
            break
        if is_telling(token) and token.dep_ != "amod":
            if embedded and token != governor:
                continue
            return Attribution((token,), subject_of(token), word.offset, after=False)
        if token.lower_ == "to" and token.i and token.nbor(-1).lower_ == "according":
            source = next((c for c in token.children if c.dep_ == "pobj"), None)
            return Attribution((token.nbor(-1), token), source, word.offset, after=False)
    if not colon:
        return None
    verb = next((w for w in reversed(sentence) if w.token.tag_ in _FINITE), None)
    if verb is not None and verb.token.pos_ == "VERB" and subject_of(verb.token) is not None:
        return Attribution((verb.token,), subject_of(verb.token), verb.offset, after=False)
    if len(sentence) <= _LABEL + 1:
        return Attribution((last,), _label(sentence[:-1]), chunk[-1].offset, after=False)
    return None


_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def led_to(lead: Sequence[Word]) -> Attribution | None:
    """The attribution in a paragraph that ends in a colon, for the quotation in the next one."""
    sentence = [w for w in lead if w.token.sent.start >= lead[-1].token.sent.start]
    for word in reversed(sentence):
        token = word.token
        if is_telling(token) and token.dep_ != "amod":
            return Attribution((token,), subject_of(token), word.offset, after=False, apart=True)
    return None


def _governor(words: Sequence[Word], region: Region) -> Token | None:
    """The telling verb that a quotation inside a sentence depends on; none in a clause that
    nobody reports, or for a thing with a name ("a film called 'The Ferryman'").
    """
    at = next((w.token for w in words if w.start >= region.start), None)
    while at is not None and at.head.i != at.i:
        at = at.head
        if at.pos_ not in ("VERB", "AUX"):
            continue
        if at.dep_ == "acl" and at.tag_ == "VBN":
            return None
        if is_telling(at):
            return at
        if at.dep_ in ("conj", "relcl", "acl", "advcl"):
            return None
    return None


_LABEL = 9
"""Words before a colon that may be a speaker's label ("Foreign minister Ann Other:")."""


def _label(words: Sequence[Word]) -> Token | None:
    nouns = [w.token for w in words if w.token.pos_ in ("PROPN", "NOUN", "PRON")]
    nouns = nouns or [w.token for w in words if w.token.text[:1].isupper()]
    heads = [t for t in nouns if t.head.i == t.i or t.head not in nouns]
    return heads[0] if heads else None
