"""What tells the issue of a statement, and whether it takes a position at all, as named features.

The words of the statement, those of its sentence, what the list of issue words (`issues`) makes of
them, and what the rules judged. Names and numbers are left out: the weights know language, not the
world. What does not belong here: which issues are named in the end (`issue_choice`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span, Token

from processors.positions import issues as issue_words
from processors.positions.at_stake import AtStake, at_stake
from processors.positions.lexicon import words as lexicon_words
from processors.positions.reading import Judgement
from processors.positions.stake_issues import acts_on_meeting, leaves_body, named
from processors.positions.stake_issues import scores as scored
from processors.positions.surroundings import Surroundings
from wire.vocabulary import Issue

NONE = "none"
"""The label of words that take no position in any dispute or negotiation."""

NAMELESS = frozenset({"PROPN", "NUM", "PUNCT", "SPACE", "SYM", "X"})
RULES = ("core:", "lex:", "strong:", "near:", "act:", "towards:", "form:", "fight:", "told of:")
"""Features of what the rules found; each counts as much as some words."""

RULE = 3.0

FIGHTING = lexicon_words("fighting")
TIES = {"truce": lexicon_words("truces"), "peace": lexicon_words("peace_words")}
"""What a text may tie fighting to; without a tie the fighting is no position."""

TIED, ALONE = "fight:truce", "fight:alone"
"""How the feature of fighting beside a truce begins, which is always a position on it; and the
feature of fighting of which the text tells no more.
"""

FIRM = 0.9
"""From this score on, what is acted on says by itself what it is about; see `issues.FULL`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at: a statement's words with its cue, the sentences they stand in, the issues
    that the list gives with the surroundings and how sure of them it is, what is at stake and the
    issues that it names, the judgement, and how many other parties are named.
    """

    clause: Sequence[Token]
    cue: Token | None
    sentence: Sequence[Token]
    listed: Sequence[Issue]
    sure: float
    scores: Mapping[Issue, float]
    stake: AtStake
    named: Mapping[Issue, float]
    judgement: Judgement | None
    deed: bool
    towards: int
    told_of: tuple[str, ...] = ()


def look(
    words: Sequence[Token],
    cue: Token | None,
    around: Surroundings,
    judgement: Judgement | None,
    *,
    judged: Token | None = None,
    deed: bool,
    towards: int,
) -> Seen:
    """What is seen of a statement made of `words`, reported by `cue`, whose position the predicate
    `judged` tells.
    """
    stake = at_stake(words, judged)
    own = named(stake, around.own_words)
    scores = scored(words, own, around.own_words)
    firm = FIRM if stake.objects and own else issue_words.FULL
    listed, sure = issue_words.decide(scores, *around.scores(), firm=firm)
    clause = list(words) if cue is None or cue in words else [*words, cue]
    return Seen(
        clause=clause,
        cue=cue,
        sentence=_sentences_of(clause),
        listed=listed,
        sure=sure,
        scores=scores,
        stake=stake,
        named=own,
        judgement=judgement,
        deed=deed,
        towards=towards,
        told_of=_ties((*around.sentence, *around.paragraph, *around.title)),
    )


def features(seen: Seen) -> list[str]:
    """The features, each once; their order means nothing."""
    return list(dict.fromkeys([*_of_words(seen), *_of_rules(seen)]))


def boost(name: str) -> float:
    """What the rules found counts more than a word."""
    return RULE if name.startswith(RULES) else 1.0


def _of_words(seen: Seen) -> Iterator[str]:
    words = ["" if issue_words.tells_kind_of_talks(t) else _word(t) for t in seen.clause]
    yield from (f"c:{word}" for word in words if word)
    yield from (f"cp:{one} {two}" for one, two in pairwise(words) if one and two)
    yield from (f"s:{word}" for word in map(_word, seen.sentence) if word)
    core = ["" if issue_words.tells_kind_of_talks(t) else _word(t) for t in seen.stake.words]
    yield from (f"k:{word}" for word in core if word)
    yield from (f"v:{_word(t)}" for t in seen.stake.verbs if _word(t))
    yield from (f"o:{_word(t)}" for t in seen.stake.objects if _word(t))
    yield from (f"h:{_word(t)}" for t in seen.stake.heads if _word(t))
    yield from (f"vo:{_word(t.head)}>{_word(t)}" for t in seen.stake.objects if _word(t))
    yield from (f"of:{_word(t)}>{_word(t.head)}" for t in seen.clause if _names_kind(t))


def _of_rules(seen: Seen) -> Iterator[str]:
    strongest = max(seen.named, key=seen.named.__getitem__, default="none")
    yield f"core:{strongest}"
    if acts_on_meeting(seen.stake):
        yield "core:meeting"
    if leaves_body(seen.stake):
        yield "core:leaves"
    ranked = sorted(seen.scores, key=lambda issue: -seen.scores[issue])
    yield f"lex:{ranked[0]}" if ranked else "lex:none"
    yield from (f"any:{issue}" for issue in ranked)
    if ranked and seen.scores[ranked[0]] >= issue_words.FULL:
        yield f"strong:{ranked[0]}"
    yield f"near:{seen.listed[0]}" if seen.listed else "near:none"
    yield from (f"near2:{issue}" for issue in seen.listed[1:2])
    yield f"towards:{min(seen.towards, 2)}"
    yield f"form:{'deed' if seen.deed else 'words'}"
    yield from (f"told of:{tie}" for tie in seen.told_of)
    if any(t.lemma_.lower() in FIGHTING for t in seen.clause):
        yield f"fight:{'-'.join(seen.told_of)}" if seen.told_of else ALONE
    if seen.cue is not None:
        yield f"cue:{seen.cue.lemma_.lower()}:{'deed' if seen.deed else 'words'}"
        yield f"tense:{seen.cue.tag_}"
    if seen.judgement is None:
        yield "act:nothing"
        return
    found = seen.judgement
    yield f"act:{found.act}:{found.value}"
    yield f"act:{found.act}"
    yield f"trust:{found.value}:{'high' if found.weight > 0.6 else 'low'}"
    if found.before is not None:
        yield "act:change"
    if ranked:
        yield f"lexact:{ranked[0]}:{found.act}"


def _ties(around: Iterable[str]) -> tuple[str, ...]:
    present = set(around)
    return tuple(tie for tie, named in TIES.items() if present & named)


def _names_kind(token: Token) -> bool:
    return token.dep_ in {"dobj", "pobj", "compound", "nsubjpass", "amod"} and bool(_word(token))


def _word(token: Token) -> str:
    return "" if token.pos_ in NAMELESS else token.lemma_.lower()


def _sentences_of(tokens: Iterable[Token]) -> list[Token]:
    """All tokens of the sentences that the given ones stand in, each sentence once."""
    found: list[Span] = []
    for token in tokens:
        if not any(s.doc is token.doc and s.start <= token.i < s.end for s in reversed(found)):
            found.append(token.sent)
    return [t for sentence in found for t in sentence]
