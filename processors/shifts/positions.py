"""The state machine of one timeline: what position stands towards whom, and when it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from processors.shifts.rules import RULES, Rules
from processors.shifts.topic import shared_topic
from processors.shifts.utterances import Utterance
from wire import PositionFact
from wire.vocabulary import Direction

ANYBODY = ""
"""Stands for the other side where the text names none."""


@dataclass(frozen=True)
class Turn:
    """One change of position: the utterance that shows it and, where known, the one before."""

    before: Utterance | None
    after: Utterance
    before_stance: int
    after_stance: int
    counterparty: str
    mixed: bool

    @property
    def direction(self) -> Direction:
        """Softening is a move towards accepting."""
        return "softening" if self.after_stance > self.before_stance else "hardening"


@dataclass(frozen=True)
class _Position:
    stance: int
    utterance: Utterance


class Positions:
    """The standing position towards each counterparty, moved on day by day."""

    def __init__(self, rules: Rules = RULES) -> None:
        self._rules = rules
        self._standing: dict[str, _Position] = {}
        self._named: dict[str, int] = {}
        self._last_turn: dict[tuple[str, Direction], date] = {}
        self._last_change: dict[tuple[str, Direction], date] = {}

    def standing(self) -> dict[str, Utterance]:
        """The utterance that shows the last position towards each counterparty."""
        return {name: position.utterance for name, position in self._standing.items()}

    def turns(self, sayings: Iterable[Utterance]) -> list[Turn]:
        """The changes of position that the utterances, given in order, bring about."""
        found: list[Turn] = []
        if self._rules.day == "each":
            for saying in sayings:
                found.extend(self._day([saying]))
            return found
        for _, day in groupby(sayings, key=lambda saying: saying.day):
            found.extend(self._day(list(day)))
        return found

    def _day(self, sayings: list[Utterance]) -> list[Turn]:
        telling = [saying for saying in sayings if self._counts(saying)]
        towards: dict[str, list[Utterance]] = {}
        for saying in telling:
            for counterparty in self._others(saying):
                towards.setdefault(counterparty, []).append(saying)
        for saying in telling:
            for counterparty in saying.counterparties:
                self._named[counterparty] = self._named.get(counterparty, 0) + 1
        found: list[Turn] = []
        new: dict[str, _Position] = {}
        leads = _leads(sayings)
        for counterparty in sorted(towards):
            turn, position = self._move(counterparty, towards[counterparty], leads)
            new[counterparty] = position
            if turn is not None:
                found.append(turn)
        self._standing.update(new)
        for turn in found:
            self._last_turn[turn.counterparty, turn.direction] = turn.after.day
        return found

    def _others(self, saying: Utterance) -> tuple[str, ...]:
        if saying.counterparties:
            return saying.counterparties
        if self._rules.any_fallback == "main" and self._named:
            total = sum(self._named.values())
            main = max(sorted(self._named), key=lambda name: self._named[name])
            if self._named[main] >= 0.7 * total:
                return (main,)
        return (ANYBODY,)

    def _counts(self, saying: Utterance) -> bool:
        if saying.weight < self._rules.min_weight:
            return False
        if self._rules.ignore_zero and saying.stance == 0 and saying.first.change is None:
            return False
        hostile = (
            saying.first.issue == "ceasefire"
            and saying.first.kind == "act"
            and saying.stance < 0
            and saying.first.change is None
        )
        return not (hostile and self._rules.hostile == "skip")

    def _prior(self, counterparty: str) -> _Position | None:
        known = self._standing.get(counterparty)
        if self._rules.any_fallback == "all":
            if counterparty == ANYBODY:
                everyone = list(self._standing.values())
                return max(
                    everyone,
                    key=lambda position: (position.utterance.first.at, position.utterance.first.id),
                    default=None,
                )
            return known or self._standing.get(ANYBODY)
        if self._rules.any_fallback in ("main", "down"):
            return known or self._standing.get(ANYBODY)
        return known

    def _move(
        self, counterparty: str, sayings: list[Utterance], leads: set[str]
    ) -> tuple[Turn | None, _Position]:
        prior = self._prior(counterparty)
        chosen, mixed = self._choose(sayings, prior, leads)
        position = _Position(chosen.stance, chosen)
        turn = self._turn(counterparty, prior, chosen, mixed)
        return turn, position

    def _choose(
        self, sayings: list[Utterance], prior: _Position | None, leads: set[str]
    ) -> tuple[Utterance, bool]:
        rules = self._rules

        def say(saying: Utterance) -> float:
            return (saying.weight + 1) * (rules.first_bonus if saying.first.id in leads else 1)

        willing = [s for s in sayings if s.stance > 0]
        unwilling = [s for s in sayings if s.stance < 0]
        if not willing or not unwilling:
            pool, mixed = sayings, False
        else:
            a, b = sum(map(say, willing)), sum(map(say, unwilling))
            mixed = min(a, b) > rules.dominance * max(a, b)
            if mixed and prior is not None and prior.stance != 0:
                pool = willing if prior.stance > 0 else unwilling
            else:
                pool = willing if a > b else unwilling
        return max(
            pool,
            key=lambda s: (
                s.first.change is not None,
                s.weight,
                abs(s.stance),
                s.first.id in leads,
            ),
        ), mixed

    def _turn(
        self, counterparty: str, prior: _Position | None, chosen: Utterance, mixed: bool
    ) -> Turn | None:
        rules = self._rules
        change = chosen.first.change
        turn: Turn | None = None
        if prior is not None and self._moved(prior, chosen):
            turn = Turn(prior.utterance, chosen, prior.stance, chosen.stance, counterparty, mixed)
        elif change is not None and rules.presupposed:
            last = self._last_change.get((counterparty, change.direction))
            fresh = last is None or (chosen.day - last).days > rules.change_repeat_days
            agrees = prior is None or rules.change_overrides
            if fresh and agrees:
                turn = Turn(None, chosen, change.before, change.after, counterparty, mixed)
        elif (
            rules.truce
            and prior is None
            and chosen.first.issue == "ceasefire"
            and chosen.stance == 2
        ):
            turn = Turn(None, chosen, -2, 2, counterparty, mixed)
        if (
            turn is not None
            and rules.other_needs_change
            and chosen.first.issue == "other"
            and change is None
        ):
            turn = None
        if change is not None:
            self._last_change[counterparty, change.direction] = chosen.day
        if turn is not None:
            last = self._last_turn.get((counterparty, turn.direction))
            if last is not None and (chosen.day - last).days <= rules.quiet_days:
                return None
        return turn

    def _moved(self, prior: _Position, chosen: Utterance) -> bool:
        rules = self._rules
        move = chosen.stance - prior.stance
        crosses = (chosen.stance > 0) != (prior.stance > 0) and chosen.stance * prior.stance <= 0
        need = rules.step if crosses else rules.uncrossed_step
        if crosses and rules.condition and prior.utterance.first.conditional != chosen.first.conditional:
            need = 2
        ch = chosen.first.change
        if crosses and rules.change_step and ch is not None and (ch.direction == "softening") == (move > 0):
            need = 1
        if abs(move) < need:
            return False
        return (
            not rules.topic
            or shared_topic(prior.utterance.first.quote, chosen.first.quote) >= rules.topic
        )


def _leads(sayings: list[Utterance]) -> set[str]:
    """What each article says first on the issue: that is its news, the rest is background."""
    first: dict[str, PositionFact] = {}
    for saying in sayings:
        fact = saying.first
        known = first.get(fact.article_id)
        if known is None or (fact.start, fact.id) < (known.start, known.id):
            first[fact.article_id] = fact
    return {fact.id for fact in first.values()}
