"""From the words of a statement to its reading: which clause tells the position, and how."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from spacy.tokens import Token

from processors.positions.certainty import Witnesses
from processors.positions.changes import presupposed, told_to_turn
from processors.positions.conditions import Condition, condition_of, deadline_of, is_red_line
from processors.positions.issue_choice import chosen
from processors.positions.issue_signs import Seen, look
from processors.positions.issue_signs import features as signs_of_issue
from processors.positions.leading import Owner, leading_clause
from processors.positions.lexicon import words as lexicon_words
from processors.positions.linear import Weights
from processors.positions.moves import modifiers_of, move_of
from processors.positions.negation import is_negated
from processors.positions.predicates import predicate
from processors.positions.reading import Judgement, Reading
from processors.positions.requirements import requirement_of
from processors.positions.rhetoric import is_rhetorical
from processors.positions.signs import chances, decided, features
from processors.positions.told import is_asserted, is_refusal
from processors.positions.wording import Wording

LEAST_CHANCE = 0.45
"""A sign less likely than this gives no stance."""

LEAST_CHANCE_ALONE = 0.55
"""The same where no rule has judged the words."""


ROUTINE = lexicon_words("routine")

STRONG = 0.6
"""A rule trusted more than this outweighs the weights where they differ (as measured)."""


DOUBTED = 0.25
"""A strong rule whose sign the weights give no more than this is believed just enough."""

SURE_OF_NOTHING = 0.85
"""A rule trusted this much that says of a statement that it takes no position is believed."""


SAME = re.compile(r"\b(?:unchanged|unaltered|nothing (?:has|had) changed)\b", re.IGNORECASE)
SAME_AS_BEFORE = 0.7
"""How much less plainly words tell what is held now that say it is as it was."""

OTHERWISE = re.compile(r"^if (?!(?:we|i)\b).*?(?:\bnot\b|n['’]t\b|\brefuse|\bfail)", re.IGNORECASE)
"""A condition that others leave something undone: what follows it is a warning."""

ReadPosition = Callable[[Wording], Reading]
"""Reads the position of a statement, as `read_position` does."""


def read_position(wording: Wording, issue_weights: Weights | None = None) -> Reading:
    """The reading of a statement; an empty one where nothing is said.

    `issue_weights` are others than the shipped ones.
    """
    words, cue, deed = wording.words, wording.cue, wording.deed
    if (not words and cue is None) or _is_unconfirmed(cue):
        return Reading()
    text = _text(words)
    found = leading_clause(words, cue, deed, wording.owner)
    condition = _condition(words, found, text)
    requirement, red_line = requirement_of(words, cue, condition), is_red_line(text)
    seen = _seen(wording, found)
    issues, sure, takes = chosen(seen.listed, seen.sure, signs_of_issue(seen), issue_weights)
    issue = issues[0] if issues else None
    by_weights = chances(features(words, cue, found, condition, red_line))
    stance, chance = _weighed(by_weights, found[0] if found else None)
    if stance == 2 and not deed and condition is not None and condition.kind == "if":
        stance = 1  # a yes on a condition
    if condition is not None and found is not None and _withheld(condition, found[0], stance):
        stance, chance = -1, max(chance, 0.5)
    others = found is not None and _is_others(found[1], wording.owner)
    if others and (stance > 0 or (found is not None and is_refusal(found[1]))):
        stance, chance = 0, 0.4  # what another side does well is not the speaker's position
    if _is_before(cue) or (_is_question(text) and not is_rhetorical(text)):
        chance *= 0.6  # what was said before the story, and what is only asked
    if words_of_routine(words) or not is_asserted(cue):
        return Reading(issue=issue, issues=issues, confidence=0.1)
    if chance < LEAST_CHANCE or (found is None and chance < LEAST_CHANCE_ALONE):
        return Reading(
            issue=issue,
            issues=issues,
            requirement=requirement,
            deadline=deadline_of(text),
            red_line=red_line,
            confidence=0.1,
        )
    head = found[1] if found else words[0]
    judgement = found[0] if found else Judgement(stance, "", 0.2, head.i)
    change = None
    if condition is None or condition.kind == "if":
        change = presupposed(judgement, head, text)
        if change is not None and (change.after > 0) != (stance > 0):
            change = None
        if change is None and not others:
            change = told_to_turn(cue or head, stance)
    told = _agreeing(judgement, stance)
    return Reading(
        issue=issue,
        issues=issues,
        move=move_of(told, head.doc[judgement.head], issue),
        modifiers=modifiers_of(told, condition is not None, {t.lemma_.lower() for t in words}),
        stance=stance,
        conditional=condition is not None,
        condition=condition.text if condition else None,
        requirement=requirement,
        deadline=deadline_of(text),
        red_line=red_line,
        change=change,
        confidence=round(
            min(0.95, chance * _borne_out(found, stance) * (0.8 + 0.2 * sure) * takes)
            * (SAME_AS_BEFORE if SAME.search(text) else 1.0),
            3,
        ),
        witnesses=Witnesses(
            learned=by_weights[stance],
            ruled=found[0].weight if found else 0.0,
            agreed=found is not None and found[0].value == stance,
            takes=takes,
            nested=found is not None and found[1].head.i != found[1].i,
        ),
    )


def _withheld(condition: Condition, judgement: Judgement, stance: int) -> bool:
    """Whether a yes is withheld until something is done: "will return only when the toll is gone".

    Being ready to think of it, on whatever condition, stays a yes, and so does sparing somebody.
    """
    if stance <= 0 or judgement.value < 0:
        return False
    if condition.kind == "if" and OTHERWISE.search(condition.text):
        return judgement.weight <= STRONG
    if condition.kind == "if" and judgement.act == "again":
        return condition.text.lower().startswith(("if ", "once ", "when "))
    if condition.kind == "only":
        return judgement.act not in {"offer", "consider", "support"}
    return condition.kind == "until" and judgement.negated and judgement.weight <= STRONG


def _weighed(by_weights: Mapping[int, float], judgement: Judgement | None) -> tuple[int, float]:
    """Stance and its chance: the weights', but where a strong rule differs or they do not know."""
    learned = decided(by_weights)
    stance, chance = learned
    if judgement is None or judgement.weight <= STRONG:
        return learned
    if not judgement.value:
        return (0, 0.6) if judgement.weight >= SURE_OF_NOTHING else learned
    if judgement.value * stance <= 0:
        agreeing = sum(p for s, p in by_weights.items() if s * judgement.value > 0)
        return judgement.value, 0.6 if agreeing > DOUBTED else LEAST_CHANCE
    return stance, max(chance, 0.6, judgement.weight - 0.1)


def words_of_routine(words: Sequence[Token]) -> bool:
    """Whether something is done because it is always done then: no position shows in that."""
    return any(t.lemma_.lower() in ROUTINE for t in words)


def _is_unconfirmed(cue: Token | None) -> bool:
    """Whether somebody only has not confirmed it: that is no refusal."""
    return cue is not None and cue.lemma_ == "confirm" and is_negated(cue, list(cue.children))


def _is_before(cue: Token | None) -> bool:
    """Whether the cue stands in the past perfect: "had insisted"."""
    return cue is not None and any(c.dep_ == "aux" and c.lower_ == "had" for c in cue.children)


def _is_question(text: str) -> bool:
    return text.rstrip("\"'”’ ").endswith("?")


def _borne_out(found: tuple[Judgement, Token] | None, stance: int) -> float:
    """Share of its chance that a stance keeps: all where a strong rule says the same."""
    if found is None:
        return 0.5
    judgement = found[0]
    if judgement.value * stance > 0 or judgement.value == stance:
        return 0.7 + 0.3 * min(1.0, judgement.weight / 0.8)
    return 0.5


def _is_others(head: Token, owner: Owner | None) -> bool:
    if head.pos_ not in {"VERB", "AUX"}:
        return False
    subject = predicate(head).subject
    if subject is None:
        return False
    own = owner(subject) if owner is not None else None
    if own is not None:
        return not own
    if subject.lower_ in {"they", "you"}:
        return not (
            subject.lower_ == "they" and head.lemma_.lower() in {"meet", "talk", "negotiate"}
        )
    return subject.lemma_.lower() in {"side", "party"} and any(
        c.lower_ in {"both", "two", "other"} for c in subject.children
    )


def evidence(wording: Wording) -> list[str]:
    """The features of a statement as `read_position` sees them, for learning."""
    words = wording.words
    found = leading_clause(words, wording.cue, wording.deed, wording.owner)
    text = _text(words)
    return features(words, wording.cue, found, _condition(words, found, text), is_red_line(text))


def issue_evidence(wording: Wording) -> list[str]:
    """The features that tell the issue, as `read_position` sees them, for learning."""
    found = leading_clause(wording.words, wording.cue, wording.deed, wording.owner)
    return signs_of_issue(_seen(wording, found))


def _seen(wording: Wording, found: tuple[Judgement, Token] | None) -> Seen:
    return look(
        wording.words,
        wording.cue,
        wording.around,
        found[0] if found else None,
        judged=found[1].doc[found[0].head] if found else None,
        deed=wording.deed,
        towards=wording.towards,
    )


def _condition(
    words: list[Token], found: tuple[Judgement, Token] | None, text: str
) -> Condition | None:
    inner = condition_of(list(found[1].subtree), text) if found else None
    return inner or condition_of(words, text)


def _agreeing(judgement: Judgement, stance: int) -> Judgement:
    """The judgement as the weights corrected it: an act of the other sign is no longer its act."""
    if judgement.value * stance < 0 or (judgement.value == 0) != (stance == 0):
        act = {2: "accept", 1: "offer", 0: "consider", -1: "criticise", -2: "reject"}[stance]
        return replace(judgement, value=stance, act=act)
    return replace(judgement, value=stance)


def _text(words: list[Token]) -> str:
    # Pieces of one utterance are parsed apart: no space follows the last word of one.
    said = [
        f"{token.text} " if after is not None and after.doc is not token.doc else token.text_with_ws
        for token, after in zip_longest(words, words[1:])
    ]
    return "".join(said).strip()
