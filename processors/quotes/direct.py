"""Who is given as the speaker of words in quotation marks, by what stands beside the marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from processors.quotes import lexicon
from processors.quotes.finding import subject_of
from processors.quotes.quotation import Span
from processors.syntax import Region

_FAR = 45
"""Words between the marks and the verb that reports: room for a long title or an apposition."""


@dataclass(frozen=True)
class Attribution:
    """The verb (or colon) that reports a quotation, and its subject; `after` the words or not."""

    cue: tuple[Token, ...]
    source: Token | None
    offset: int
    after: bool
    source_span: Span | None = None


@dataclass(frozen=True)
class Word:
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


def is_telling(token: Token) -> bool:
    """A verb that may stand beside words in quotation marks."""
    return token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in lexicon.DIRECT


def after_words(words: Sequence[Word], region: Region, until: int) -> Attribution | None:
    """The attribution that follows, as in `…," said X` or `…," X said`.

    `words` are those of the paragraph; `until` is where the next quotation begins.
    """
    chunk = [w for w in words if region.outer_end <= w.start < until]
    while chunk and (chunk[0].token.is_punct and chunk[0].token.text in ",-–—'\""):
        chunk = chunk[1:]
    if not chunk:
        return None
    first = chunk[0].token
    if first.text in ".?!;:" or first.lower_ in ("and", "but", "which", "as", "because"):
        return None
    for word in chunk[:_FAR]:
        token = word.token
        if token.text in (".", "?", "!", ";") and token.i > first.i:
            return None
        if not is_telling(token) or token.dep_ in ("relcl", "amod"):
            continue
        if token.tag_ == "VBG" and token.i != first.i:
            continue
        if token.i == first.i or token.i - first.i <= 2:
            return Attribution(
                (token,), _inverted_subject(token) or subject_of(token), word.offset, after=True
            )
        source = subject_of(token)
        if source is not None and first.i <= source.i < token.i:
            return Attribution((token,), source, word.offset, after=True)
    return None


def _inverted_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if (
            child.i > verb.i
            and child.dep_
            in (
                "nsubj",
                "dobj",
                "attr",
                "oprd",
                "appos",
                "npadvmod",
            )
            and (child.ent_type_ or child.pos_ in ("PROPN", "PRON", "NOUN"))
        ):
            own = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
            return own if own is not None and child.dep_ != "nsubj" else child
    return None


def before_words(words: Sequence[Word], region: Region, since: int) -> Attribution | None:
    """The attribution that goes before, as in `X said: "…` or `X told reporters, "…`.

    `since` is where the quotation before this one ends.
    """
    chunk = [w for w in words if since <= w.start and w.end <= region.start]
    while chunk and chunk[-1].token.is_quote:
        chunk.pop()
    if not chunk:
        return None
    last = chunk[-1].token
    if last.text in (".", "?", "!", ";"):
        return None
    colon = last.text == ":"
    sentence = [w for w in chunk if w.token.sent.start >= last.sent.start]
    for word in reversed(sentence[-_FAR:]):
        if word.token.text == ";":
            break
        if is_telling(word.token) and word.token.dep_ != "amod":
            return Attribution((word.token,), subject_of(word.token), word.offset, after=False)
        if word.token.lower_ == "to" and word.token.i and word.token.nbor(-1).lower_ == "according":
            source = next((c for c in word.token.children if c.dep_ == "pobj"), None)
            return Attribution((word.token.nbor(-1), word.token), source, word.offset, after=False)
    if colon and len(sentence) <= _LABEL + 1:
        return Attribution((last,), _label(sentence[:-1]), chunk[-1].offset, after=False)
    return None


_LABEL = 9
"""Words before a colon that may be a speaker's label ("Foreign minister Ann Other:")."""


def _label(words: Sequence[Word]) -> Token | None:
    nouns = [w.token for w in words if w.token.pos_ in ("PROPN", "NOUN", "PRON")]
    heads = [t for t in nouns if t.head not in nouns]
    return heads[0] if heads else None
