"""Which issues the words name, those of what is at stake before those of reasons and settings.

What does not belong here: what is at stake (`at_stake`), and the list of issue words (`issues`).
"""

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Token

from processors.positions import issues as issue_words
from processors.positions.at_stake import AtStake
from processors.positions.lexicon import words
from wire.vocabulary import Issue

MEETING = 2.0
"""What it adds to talks that a meeting of negotiators is acted on, whatever it is about."""

LAND = 1.0
"""From this score on, who leaves leaves land: "withdrawal" alone is of troops or from a body."""

PAPER = 0.6
"""What "agreement" or "plan" counts for a settlement where other words say what it is about: a
military agreement is a matter of arms."""

ASIDE = 0.35
"""What a word counts that names an issue in a reason or a setting."""

LEAVES = words("leaves")
JOINED = words("joined")


def scores(
    said: Sequence[Token],
    named: Mapping[Issue, float],
    own_words: Mapping[str, Iterable[str]],
) -> dict[Issue, float]:
    """How strongly the words `said` speak of each issue, given what `named` gives for the stake."""
    whole = issue_words.score(issue_words.lemmas(said), own_words)
    return {
        issue: named.get(issue, 0.0) + ASIDE * max(0.0, value - named.get(issue, 0.0))
        for issue, value in {**whole, **named}.items()
    }


def named(stake: AtStake, own_words: Mapping[str, Iterable[str]]) -> dict[Issue, float]:
    """How strongly what is at stake names each issue; what is acted on in the end counts twice.

    `own_words` are a dossier's words by issue.
    """
    found = issue_words.score(issue_words.lemmas(stake.words), own_words)
    if leaves_body(stake) and found.keys() <= {"territory"} and sum(found.values()) < LAND:
        return {"other": issue_words.FULL}
    if len(found) > 1 and found.get("settlement", issue_words.FULL) < issue_words.FULL:
        found["settlement"] *= PAPER
    ends = issue_words.score([t.lemma_.lower() for t in stake.heads], own_words)
    for issue, value in ends.items():
        if issue != "settlement":
            found[issue] = found.get(issue, 0.0) + value
    if acts_on_meeting(stake):
        found["talks"] = found.get("talks", 0.0) + MEETING
    return found


def acts_on_meeting(stake: AtStake) -> bool:
    """Whether it is a meeting of negotiators that is begun, refused or broken off."""
    return any(t.lemma_.lower() in issue_words.MEETINGS for t in stake.heads)


def leaves_body(stake: AtStake) -> bool:
    """Whether somebody joins or leaves a body of states: a matter of its own."""
    moves = any(t.lemma_.lower() in LEAVES for t in stake.words)
    return moves and any(t.lemma_.lower() in JOINED for t in stake.words)
