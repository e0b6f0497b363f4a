"""Which clause of a statement tells its position, and what it tells of whoever speaks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Token

from processors.positions.composition import judge
from processors.positions.idioms import idioms
from processors.positions.lexicon import lexicon
from processors.positions.naming import named
from processors.positions.predicates import predicate
from processors.positions.reading import Judgement
from processors.positions.rhetoric import asked, is_rhetorical, left_to_others
from processors.positions.turns import turned

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

LEAST_DEED = 0.2
"""A cue that is trusted no more than this, and has no colour, leaves it to its object."""

LEAST_TOLD = 0.5
"""A cue that is trusted less tells nothing by itself."""

Owner = Callable[[Token], bool | None]
"""Whether a subject is the holder of the position (True), somebody else (False), or not known."""


def leading_clause(
    words: list[Token], cue: Token | None, deed: bool, owner: Owner | None
) -> tuple[Judgement, Token] | None:
    """The judgement that tells most of `words`, and its head; None where none tells anything.

    The cue goes before all others where it tells the position itself, or with `deed`.
    """
    told = judge(cue) if cue is not None else None
    whole = named(words, cue)
    if whole is None and cue is not None and told and _cue_tells(cue, told, words, deed=deed):
        return told, cue
    whole = whole or left_to_others(words, _text(words))
    if whole is not None:
        return whole
    best: tuple[float, Judgement, Token] | None = None
    for rank, (found, head) in enumerate(_candidates(words, owner)):
        force = turned(found.weight * (0.5 + 0.5 * abs(found.value)), head, found.value)
        force -= 0.05 * min(rank, 6)
        if best is None or force > best[0]:
            best = (force, found, head)
    if best is not None:
        return best[1], best[2]
    if deed and cue is not None and told is not None:
        return told, cue
    if any(t.lower_ in {"no", "not", "never", "nothing", "n't"} for t in words) and len(words) < 30:
        return Judgement(-2, "reject", 0.35, words[0].i, negated=True), words[0]
    return None


def _cue_tells(cue: Token, told: Judgement, words: list[Token], *, deed: bool) -> bool:
    """Whether the reporting verb tells the position itself: always for a deed with any colour."""
    if deed:
        return bool(told.value) or told.weight > LEAST_DEED or cue in words
    if cue.pos_ not in {"VERB", "AUX"} or told.weight < LEAST_TOLD:
        return False
    classes = set(predicate(cue).classes)
    if "say" in classes:
        return False
    if f"{cue.lemma_.lower()} that" in lexicon().verbs and "begin" in classes:
        # "announced that", "announced a ban", but not "“We stay,” she announced on the …"
        inside = set(words)
        return any(
            c.dep_ in {"ccomp", "dobj"} and c.i > cue.i and c in inside for c in cue.children
        )
    return bool(classes & TELLING_CUES)


def _candidates(words: list[Token], owner: Owner | None) -> Iterator[tuple[Judgement, Token]]:
    """All that may tell the position: set phrases, rhetorical questions, clauses in their order."""
    yield from idioms(words)
    for sentence, inside in _sentences(words):
        question = asked(inside, sentence)
        if question is not None:
            yield question
    for root in roots(words):
        found = None if is_rhetorical(root.sent.text) else _of_clause(root, owner)
        if found is not None:
            yield found, root


def _sentences(words: list[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The sentences that the words fall into, with their words."""
    for _, group in groupby(words, key=lambda t: (id(t.doc), t.sent.start)):
        inside = list(group)
        yield _text(inside), inside


def _text(words: list[Token]) -> str:
    return "".join(t.text_with_ws for t in words).strip()


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
