"""Changes that the words themselves presuppose: who resumes talks had stopped them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from spacy.tokens import Token

from processors.positions.predicates import TIMES
from processors.positions.reading import Judgement
from wire.statement import Change

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
AGO = re.compile(
    r"\b(?:last|previous) (?:year|month|spring|summer|autumn|winter|decade)\b"
    r"|\b(?:years?|months?|decades?) (?:ago|earlier)\b"
    rf"|\b(?:in|since) (?:(?:19|20)\d\d|{MONTHS})\b",
    re.IGNORECASE,
)
"""Times that put a deed into the background of the story."""


DATED = re.compile(rf"\b(?:on )?(?:({MONTHS}) (\d{{1,2}})|(\d{{1,2}}) ({MONTHS}))\b", re.IGNORECASE)
RECENT = timedelta(days=3)
"""A deed dated longer ago than this is told to explain the news, not as news."""


def is_past(times: str, published: date) -> bool:
    """Whether a day named in `times` lies well before the day of publication."""
    for found in DATED.finditer(times):
        month = MONTHS.split("|").index((found[1] or found[4]).lower()) + 1
        try:
            day = date(published.year, month, int(found[2] or found[3]))
        except ValueError:
            continue
        if day > published + timedelta(days=180):
            day = day.replace(year=day.year - 1, day=min(day.day, 28))
        if day < published - RECENT:
            return True
    return False


def presupposed(found: Judgement, token: Token, words: str) -> Change | None:
    """The change that a judged predicate takes for granted, or None.

    `token` heads the clause, `words` is its text. None where the change is only offered, asked for,
    denied, possible or long past.
    """
    before = found.before
    if before is None or (before > 0) == (found.value > 0):
        return None
    if AGO.search(times_of(token)):
        return None
    return Change(
        direction="softening" if found.value > before else "hardening",
        words=words[:300],
        before=before,
        after=found.value,
    )


TURNED = re.compile(
    r"\bfor the (?:very )?first time\b|\b(?:in|marking) an? (?:\w+[- ]){0,2}"
    r"(?:reversal|turnaround|about-face|u-turn|volte-face|change of (?:heart|course|position))\b"
    r"|\brevers(?:ed|es|ing) (?:course|itself)\b"
    r"|\bchang(?:ed|es|ing) (?:its|his|her|their) (?:position|mind|stance|tune|course)\b",
    re.IGNORECASE,
)
"""Words that say of a position, whatever it is, that it was another before."""


def told_to_turn(token: Token, stance: int) -> Change | None:
    """The change that the sentence itself speaks of, where its clause shows a `stance`.

    What was before is told only as not that: it is taken for the mildest opposite. None where the
    clause is told as background.
    """
    found = TURNED.search(token.sent.text)
    had = any(c.dep_ == "aux" and c.lower_ == "had" for c in token.children)
    if found is None or stance == 0 or had:
        return None
    return Change(
        direction="softening" if stance > 0 else "hardening",
        words=found.group(),
        before=-1 if stance > 0 else 1,
        after=stance,
    )


def _of_time(preposition: Token) -> bool:
    """A time is "on May 4" or "in 2019", but not "under the agreement of May 4"."""
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    return noun is not None and (
        noun.pos_ == "NUM" or noun.like_num or noun.lemma_.lower() in TIMES
    )


def times_of(token: Token) -> str:
    """The times and places said of the verb itself, not of something inside its complement."""
    return " | ".join(
        " ".join(t.text for t in _without_clauses(child))
        for child in token.children
        if child.dep_ in {"npadvmod", "advmod"} or (child.dep_ == "prep" and _of_time(child))
    )


def _without_clauses(token: Token) -> Iterator[Token]:
    """A phrase in its order, without the clauses that hang on it: "another 90 days [to ease …]"."""
    for child in (*token.lefts, token, *token.rights):
        if child.i == token.i:
            yield child
        elif child.dep_ not in {"relcl", "acl", "advcl"}:
            yield from _without_clauses(child)
