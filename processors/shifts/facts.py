"""From the statements of an article to position facts: one per statement, party and issue."""

import re
from collections.abc import Iterable
from datetime import UTC

from runtime.signature import signature
from wire import Article, PositionFact, Statement, event_time
from wire.ids import fact_id
from wire.vocabulary import Issue

NEAR = len(" to hold to a ")
"""Characters between a verb and its object; what stands further off is another clause."""

PLAIN = re.compile(
    r"(?:ha[sd]|have|was|were|is|been)?\s*"
    r"(?:say|said|add|t[eo]ll?|told|stat|not|announc|report|explain|wr[io]te?|post|tweet|comment|remark"
    r"|mention|continu|believ|think|thought|claim|declar|reveal|confirm|argu|according to)"
    r"(?:s|es|d|ed|ing)?",
    re.IGNORECASE,
)
"""Verbs that only report: what is said is told whole by the words after them."""


def facts_of(article: Article, statements: Iterable[Statement]) -> list[PositionFact]:
    """The position facts of an article's statements, sorted by id.

    A statement without a party, an issue or a stance gives none; one by two parties on two issues
    gives four. The parties of a joint statement are each other's counterparties.
    """
    facts = {
        fact.id: fact
        for statement in statements
        if not statement.removed and statement.stance is not None
        for party in _parties(statement)
        for issue in _issues(statement)
        for fact in [_fact(article, statement, party, issue, statement.stance)]
    }
    return [facts[identifier] for identifier in sorted(facts)]


def _parties(statement: Statement) -> tuple[str, ...]:
    if statement.parties:
        return tuple(dict.fromkeys(statement.parties))
    return (statement.party,) if statement.party else ()


def _issues(statement: Statement) -> tuple[Issue, ...]:
    if statement.issues:
        return tuple(dict.fromkeys(statement.issues))
    return (statement.issue,) if statement.issue else ()


def _fact(
    article: Article, statement: Statement, party: str, issue: Issue, stance: int
) -> PositionFact:
    # What is reported of several was said by the first of them; the others stand to it.
    reported = statement.kind in {"indirect", "act"}
    joint = reported and len(statement.parties) > 1 and party != statement.party
    speaker = None if joint else statement.speaker
    others = {*statement.counterparties, *statement.parties} - {party}
    return PositionFact(
        id=fact_id(statement.id, party, issue),
        statement_id=statement.id,
        article_id=article.id,
        version=article.version,
        party=party,
        issue=issue,
        counterparties=tuple(sorted(others)),
        negotiation=statement.negotiation,
        kind=statement.kind,
        attribution=statement.attribution,
        own_words=speaker is None or speaker.via is None,
        move=statement.move,
        modifiers=statement.modifiers,
        stance=stance,
        conditional=statement.conditional,
        condition=statement.condition,
        change=statement.change,
        quote=_quote(article, statement),
        start=statement.start,
        speaker=(speaker.name or speaker.text) if speaker else None,
        role=speaker.role if speaker else None,
        anonymous=speaker.anonymous if speaker else False,
        at=event_time(article).astimezone(UTC),
        outlet=article.outlet.name or article.outlet.domain,
        title=article.title,
        url=article.url,
        confidence=statement.confidence,
        clearness=statement.clearness,
        signature=signature(statement.text),
        article_signature=article.signature,
        made_by=statement.made_by,
    )


def _quote(article: Article, statement: Statement) -> str:
    """The words that show the position: with the verb before them where that tells it.

    Of "rejected the proposal" the object alone would say nothing.
    """
    text, start, end = statement.text, statement.cue_start, statement.cue_end
    if statement.kind != "indirect" or start is None or end is None:
        return text
    apart = statement.start - end
    if not 0 < apart <= NEAR or statement.end - statement.start != len(text):
        return text
    if PLAIN.fullmatch(statement.cue or ""):
        return text
    return article.text[start : statement.end]
