"""Words that went through several hands: "the agency reported, citing two officials"."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from processors.quotes import lexicon, titles
from processors.quotes.finding import SUBJECTS, Finding

_PASSES_ON = lexicon.words("report write publish broadcast reveal")
"""Verbs of those who pass on what they were told."""


def linked(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one sentence, with those who passed words on as `via`.

    Of "X reported, citing Y" the speaker is Y, where Y can speak; of "Y said it, according to X",
    it is Y. What is cited is then no report of its own.
    """
    cited = [f for f in findings if f.cue[0].lower_ in lexicon.PARTICIPLES_OF_SOURCE]
    spent: list[Finding] = []
    out: list[Finding] = []
    for finding in findings:
        if finding.cue[0].lower_ == "according":
            inner = next((f for f in findings if _within(f, finding)), None)
            if inner is not None:
                spent.append(finding)
                continue
        named = next((f for f in cited if _cites(finding, f)), None)
        if named is not None:
            spent.append(named)
            finding = replace(finding, source=_thing(named), via=finding.source)  # noqa: PLW2901
        else:
            outer = next(
                (f for f in findings if f.cue[0].lower_ == "according" and _within(finding, f)),
                None,
            )
            if outer is not None:
                finding = replace(finding, via=outer.source)  # noqa: PLW2901
        out.append(finding)
    return [f for f in out if f not in spent]


def _within(inner: Finding, outer: Finding) -> bool:
    """The outer words hold cue and speaker of the inner report."""
    if inner is outer or inner.source is None or inner.how not in ("clause", "infinitive"):
        return False
    held = set(outer.content)
    return outer.cue[0].lower_ == "according" and inner.cue[-1] in held and inner.source in held


def _cites(finding: Finding, cited: Finding) -> bool:
    if finding is cited or finding.how != "clause":
        return False
    if lexicon.lemma_of(finding.cue[-1]) not in _PASSES_ON:
        return False
    thing = _thing(cited)
    between = abs(cited.cue[0].i - finding.cue[-1].i)
    return thing is not None and between < 12 and _can_speak(thing)


def _thing(cited: Finding) -> Token | None:
    return next((c for c in cited.cue[0].children if c.dep_ == "dobj"), None)


def _can_speak(token: Token) -> bool:
    word = token.lower_
    return (
        titles.is_person_noun(word)
        or word in titles.GENERIC_ORGANISATIONS
        or (token.pos_ == "PROPN" and token.dep_ not in SUBJECTS)
    )
