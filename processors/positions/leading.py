"""Which clause of a statement tells its position, and what it tells of whoever speaks."""

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from processors.positions.composition import judge
from processors.positions.predicates import predicate
from processors.positions.reading import Judgement

COLOURLESS = frozenset({"say", "raise", ""})
"""Acts that are no position of their own."""

TELLING_CUES = frozenset(
    {
        "accept",
        "support",
        "offer",
        "demand",
        "criticise",
        "reject",
        "threaten",
        "stop",
        "lessen",
        "again",
        "begin",
        "coop",
        "hostile",
    }
)
"""Classes of a cue that tell the position themselves: "rejected", "vowed"."""

Owner = Callable[[Token], bool | None]
"""Whether a subject is the holder of the position (True), somebody else (False), or not known."""


def leading_clause(
    words: list[Token], cue: Token | None, deed: bool, owner: Owner | None
) -> tuple[Judgement, Token] | None:
    """The judgement that tells most of `words`, and its head; None where none tells anything.

    The cue goes before all others where it tells the position itself, or with `deed`.
    """
    if cue is not None:
        told = judge(cue)
        classes = set(predicate(cue).classes) if cue.pos_ in {"VERB", "AUX"} else set()
        telling = classes & TELLING_CUES and "say" not in classes
        if told is not None and (deed or (telling and told.weight >= 0.5)):
            return told, cue
    best: tuple[float, Judgement, Token] | None = None
    for rank, root in enumerate(roots(words)):
        found = _of_clause(root, owner)
        if found is None:
            continue
        force = found.weight * (0.5 + 0.5 * abs(found.value)) - 0.05 * min(rank, 6)
        if best is None or force > best[0]:
            best = (force, found, root)
    if best is not None:
        return best[1], best[2]
    if any(t.lower_ in {"no", "not", "never", "nothing", "n't"} for t in words) and len(words) < 30:
        return Judgement(-2, "reject", 0.35, words[0].i, negated=True), words[0]
    return None


def _of_clause(root: Token, owner: Owner | None) -> Judgement | None:
    """The judgement on a clause, seen from whoever speaks: what others do is only commented on."""
    found = judge(root)
    if found is None:
        return None
    subject = predicate(root).subject if root.pos_ in {"VERB", "AUX"} else None
    if subject is None or found.act in COLOURLESS or found.act in {"demand", "criticise"}:
        return found
    own = False if subject.lower_ in {"you", "they"} else owner(subject) if owner else None
    if own is False:
        # what others do ill is complained of; what they do well is not the speaker's own position
        if found.value < 0:
            return replace(found, value=-1, act="criticise", weight=found.weight * 0.8, before=None)
        return replace(found, value=min(found.value, 1), weight=found.weight * 0.4, before=None)
    return found


def roots(words: list[Token]) -> list[Token]:
    """The heads of the clauses in a stretch of text, the outermost first, each in text order."""
    inside = {(id(t.doc), t.i) for t in words}
    out: list[Token] = []
    for token in words:
        outer = token.head.i == token.i or (id(token.doc), token.head.i) not in inside
        if outer and (
            token.pos_ in {"VERB", "AUX", "ADJ", "NOUN", "PRON", "INTJ", "PROPN", "ADP", "ADV"}
        ):
            out.append(token)
    further = [
        token
        for token in words
        if token.pos_ in {"VERB", "AUX"}
        and token not in out
        and token.dep_ in {"conj", "parataxis", "ccomp", "ROOT"}
        and _reaches(token, out)
    ]
    return [*out, *further]


def _reaches(token: Token, tops: list[Token]) -> bool:
    """Whether a clause stands beside a top clause rather than inside one that is judged already."""
    top = token.head
    for _ in range(4):
        if top in tops:
            return True
        if top.dep_ not in {"conj", "parataxis", "ccomp"}:
            return False
        top = top.head
    return False
