"""The view of a timeline: from the set of its facts to the shifts that are true now."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from processors.shifts.confidence import confidence
from processors.shifts.positions import Turn
from processors.shifts.prefix import alike
from processors.shifts.rules import RULES, Rules
from processors.shifts.sources import Reports, independent, named, settled, sources, status
from processors.shifts.turns import Turns
from processors.shifts.utterances import Utterance, Utterances
from processors.shifts.why import why
from wire import Evidence, PositionFact, Shift
from wire.ids import shift_id


def shifts(
    timeline: Iterable[PositionFact], horizon: datetime | None = None, rules: Rules = RULES
) -> list[Shift]:
    """The shifts of one party on one issue, sorted by id.

    A pure function of the set of facts: their order and repetition change nothing. What one article
    reports in one direction is one shift, towards however many sides. Changes that first showed
    before `horizon` are known as positions but give no shift.
    """
    return View(rules).shifts(timeline, horizon)


class View:
    """The same function for a timeline that is looked at again and again, one fact more each time.

    What is remembered between calls saves time and changes no answer, whatever facts are given.
    """

    def __init__(self, rules: Rules = RULES) -> None:
        self._utterances, self._turns = Utterances(), Turns(rules)
        self._sayings: list[Utterance] = []
        self._shifts: dict[tuple[str, str], tuple[list[Turn], Shift]] = {}

    def shifts(
        self, timeline: Iterable[PositionFact], horizon: datetime | None = None
    ) -> list[Shift]:
        """The shifts of these facts and no others, as the function of that name gives them."""
        sayings = self._utterances.of(timeline)
        grouped: dict[tuple[str, str], list[Turn]] = {}
        for turn in self._turns.of(sayings):
            if horizon is None or turn.after.first.at >= horizon:
                grouped.setdefault((turn.after.first.article_id, turn.direction), []).append(turn)
        news, reports = _news(self._sayings, sayings), Reports(sayings)
        found: dict[tuple[str, str], tuple[list[Turn], Shift]] = {}
        for name, turns in grouped.items():
            known = self._shifts.get(name)
            if known is None or known[0] != turns or not _settled(turns, news):
                known = turns, _shift(turns, reports)
            found[name] = known
        self._sayings, self._shifts = sayings, found
        return sorted((shift for _, shift in found.values()), key=lambda shift: shift.id)


def _settled(turns: Iterable[Turn], news: datetime | None) -> bool:
    return all(settled(turn, news) for turn in turns)


def _news(before: Sequence[Utterance], now: Sequence[Utterance]) -> datetime | None:
    """The time of the first utterance that is not in both; None where all are."""
    same = alike(before, now)
    return min((each[same].first.at for each in (before, now) if len(each) > same), default=None)


def _shift(turns: list[Turn], reports: Reports) -> Shift:
    turn = _clearest(turns)
    counterparties = named(turns)
    fact = turn.after.first
    reported = reports.of(turn, counterparties)
    independent_sources = independent(reported)
    mixed = any(each.mixed for each in turns)

    def called_after(statement: str) -> str:
        return shift_id(fact.party, fact.issue, counterparties, turn.direction, statement)

    return Shift(
        id=called_after(fact.statement_id),
        party=fact.party,
        counterparties=counterparties,
        negotiation=fact.negotiation,
        issue=fact.issue,
        direction=turn.direction,
        at=fact.at,
        before=_before(turn),
        after=_evidence(turn.after, turn.after_stance),
        confidence=confidence(turn, independent_sources, mixed=mixed, towards=bool(counterparties)),
        independent_sources=independent_sources,
        sources=sources(reported),
        status=status(turn, independent_sources),
        mixed_signals=mixed,
        replaces=called_after(fact.corrects) if fact.corrects else None,
        made_by=fact.made_by,
        why=why(turn, counterparties, independent_sources),
    )


def _clearest(turns: list[Turn]) -> Turn:
    """Of the changes towards several counterparties, the largest that has a known before."""
    return max(
        turns,
        key=lambda turn: (
            turn.before is not None,
            abs(turn.after_stance - turn.before_stance),
            turn.before.first.id if turn.before else "",
            turn.counterparty,
        ),
    )


def _before(turn: Turn) -> Evidence:
    if turn.before is not None:
        return _evidence(turn.before, turn.before_stance)
    change = turn.after.first.change
    words = change.words if change else None
    return Evidence(presupposed=True, stance=turn.before_stance, quote=words)


def _evidence(saying: Utterance, stance: int) -> Evidence:
    fact = saying.first
    return Evidence(
        statement_id=fact.statement_id,
        article_id=fact.article_id,
        at=fact.at,
        stance=stance,
        move=fact.move,
        conditional=fact.conditional,
        kind=fact.kind,
        quote=fact.quote,
        speaker=fact.speaker,
        role=fact.role,
        title=fact.title,
        url=fact.url,
        outlet=fact.outlet,
    )
