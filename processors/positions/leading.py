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

TURNS = frozenset({"but", "yet", "however", "nevertheless", "still", "instead"})
OPENINGS = frozenset({"even so", "at last", "despite that", "all the"})
TURN = 0.3
"""What a clause gains that turns against the one before it: the turn is what counts."""

YIELDED = 0.6
"""What is left of a clause that only grants something before the turn."""

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
    bare: tuple[Judgement, Token] | None = None
    if cue is not None:
        name = named(words, cue)
        if name is not None:
            return name
        told = judge(cue)
        if told is not None and _cue_tells(cue, told, words, deed=deed):
            return told, cue
        if told is not None and deed:
            bare = told, cue
    whole = left_to_others(words, _text(words))
    if whole is not None:
        return whole
    best: tuple[float, Judgement, Token] | None = None
    for rank, (found, head) in enumerate(_candidates(words, owner)):
        force = found.weight * (0.5 + 0.5 * abs(found.value)) - 0.05 * min(rank, 6)
        if found.value and is_turn(head):
            force += TURN
        elif _yields(head):
            force *= YIELDED
        if best is None or force > best[0]:
            best = (force, found, head)
    if best is not None:
        return best[1], best[2]
    if bare is not None:
        return bare
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


def is_turn(head: Token) -> bool:
    """Whether a clause says what counts after all: "… but we will come", "even so, we sign"."""
    if head.dep_ == "conj" and any(
        c.dep_ == "cc" and c.lower_ in TURNS for c in head.head.children if c.i < head.i
    ):
        return True
    first = head.sent[0]
    if first.lower_ in {"“", '"', "‘", "'"} and len(head.sent) > 1:
        first = head.sent[1]
    begins = first.lower_ in TURNS or first.doc[first.i : first.i + 2].text.lower() in OPENINGS
    inside = head.dep_ == "ROOT" or head.head.i == head.i
    return begins and inside


def _yields(head: Token) -> bool:
    """Whether a clause grants what the next one turns against: "they may grumble, but …"."""
    return any(
        c.dep_ == "conj"
        and c.pos_ in {"VERB", "AUX"}
        and any(g.dep_ == "cc" and g.lower_ in TURNS for g in head.children)
        for c in head.children
    )


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
