"""The state machine of one timeline: what position stands towards whom, and when it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from processors.shifts.day import Outcome, leading, outcome
from processors.shifts.rules import RULES, Rules
from processors.shifts.utterances import Utterance
from wire.vocabulary import Direction

ANYBODY = ""
"""Stands for the other side where the text names none."""


@dataclass(frozen=True)
class Turn:
    """One change of position: the utterance that shows it and, where known, the one before.

    `mixed`: the party also said the opposite that day.
    """

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


class Positions:
    """The standing position towards each counterparty, moved on day by day.

    A position is never forgotten, however old it is: what a party last said stands.
    """

    def __init__(self, rules: Rules = RULES) -> None:
        self._rules = rules
        self._standing: dict[str, Utterance] = {}
        self._named: dict[str, int] = {}
        self._turned: dict[tuple[str, Direction], date] = {}
        self._told: dict[tuple[str, Direction], date] = {}

    def copy(self) -> "Positions":
        """As they stand now; what comes later changes only one of the two."""
        other = Positions(self._rules)
        other._standing, other._named = dict(self._standing), dict(self._named)
        other._turned, other._told = dict(self._turned), dict(self._told)
        return other

    def standing(self) -> dict[str, Utterance]:
        """The utterance that shows the last position towards each counterparty."""
        return dict(self._standing)

    def turns(self, sayings: Iterable[Utterance]) -> list[Turn]:
        """The changes of position that the utterances, given in order, bring about."""
        return [
            turn
            for _, day in groupby(sayings, key=lambda saying: saying.day)
            for turn in self._day(list(day))
        ]

    def _day(self, sayings: list[Utterance]) -> list[Turn]:
        telling = [saying for saying in sayings if self._counts(saying)]
        towards: dict[str, list[Utterance]] = {}
        for saying in telling:
            for counterparty in saying.counterparties or (self._main(),):
                towards.setdefault(counterparty, []).append(saying)
        leads = leading(telling)
        found: list[Turn] = []
        reached: dict[str, Utterance] = {}
        for counterparty in sorted(towards):
            prior = self._prior(counterparty)
            stance = prior.stance if prior else 0
            result = outcome(towards[counterparty], leads, stance, self._rules)
            found.extend(self._turn(counterparty, prior, result))
            reached[counterparty] = result.saying
        self._standing.update(reached)
        for saying in telling:
            for counterparty in saying.counterparties:
                self._named[counterparty] = self._named.get(counterparty, 0) + 1
        return found

    def _counts(self, saying: Utterance) -> bool:
        """Whether the utterance says anything about a position.

        In a truce the guns are heard again and again: a hostile deed is no word on the truce
        unless the text says that it ends or resumes something.
        """
        if saying.stance == 0 or saying.trust < self._rules.trusted:
            return False
        fact = saying.first
        hostile = fact.kind == "act" and saying.stance < 0
        return not (hostile and fact.issue == "ceasefire" and fact.change is None)

    def _main(self) -> str:
        """The side that nearly everything so far was meant for; nobody where there is none."""
        if not self._named:
            return ANYBODY
        main = min(self._named, key=lambda name: (-self._named[name], name))
        share = self._named[main] / sum(self._named.values())
        return main if share > self._rules.main else ANYBODY

    def _prior(self, counterparty: str) -> Utterance | None:
        return self._standing.get(counterparty) or self._standing.get(ANYBODY)

    def _turn(self, counterparty: str, prior: Utterance | None, day: Outcome) -> list[Turn]:
        saying = day.saying
        change = saying.first.change
        turn: Turn | None = None
        if prior is not None and self._moved(prior, saying):
            turn = Turn(prior, saying, prior.stance, saying.stance, counterparty, day.mixed)
        elif change is not None and self._is_news(counterparty, change.direction, saying.day):
            turn = Turn(None, saying, change.before, change.after, counterparty, day.mixed)
        if change is not None:
            self._told[counterparty, change.direction] = saying.day
        if turn is None or self._is_echo(turn):
            return []
        self._turned[counterparty, turn.direction] = saying.day
        return [turn]

    def _moved(self, prior: Utterance, saying: Utterance) -> bool:
        if prior.stance * saying.stance >= 0:
            return False
        change = saying.first.change
        softer = saying.stance > prior.stance
        told = change is not None and (change.direction == "softening") == softer
        bound = prior.first.conditional != saying.first.conditional
        step = self._rules.telling_step if told or bound else self._rules.step
        return abs(saying.stance - prior.stance) >= step

    def _is_news(self, counterparty: str, direction: Direction, day: date) -> bool:
        """Words that tell of a change are no news when such words were said not long ago."""
        last = self._told.get((counterparty, direction))
        return last is None or (day - last).days > self._rules.repeat_days

    def _is_echo(self, turn: Turn) -> bool:
        last = self._turned.get((turn.counterparty, turn.direction))
        return last is not None and (turn.after.day - last).days <= self._rules.quiet_days
