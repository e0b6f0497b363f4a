"""Statements as they are put together: the article's part, the reading's part, the ids."""

from collections.abc import Iterable

import msgspec

from processors.positions.certainty import certainty
from processors.positions.reading import Reading
from processors.quotes import Quotation
from wire import Article, Statement, event_time
from wire.ids import statement_id
from wire.statement import Span
from wire.vocabulary import StatementKind


def statement_at(
    article: Article, spans: tuple[Span, ...], kind: StatementKind, made_by: str
) -> Statement:
    """A statement whose pieces are `spans`, with all that follows from the article alone."""
    return Statement(
        id="",
        article_id=article.id,
        version=article.version,
        start=spans[0][0],
        end=spans[-1][1],
        spans=spans,
        text=" … ".join(article.text[start:end] for start, end in spans),
        kind=kind,
        made_by=made_by,
        at=event_time(article),
        outlet=article.outlet.name or article.outlet.domain,
        title=article.title or None,
        url=article.url,
    )


def statement_of(article: Article, quotation: Quotation, made_by: str) -> Statement:
    """The statement of a quotation, before parties and positions."""
    cue = quotation.cue
    return msgspec.structs.replace(
        statement_at(article, quotation.spans, quotation.kind, made_by),
        attribution=quotation.attribution,
        utterance=str(quotation.utterance),
        cue=cue.text if cue else None,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        speaker=quotation.speaker,
        confidence=quotation.confidence,
    )


def with_reading(
    row: Statement,
    reading: Reading,
    party: str | None,
    parties: tuple[str, ...],
    others: tuple[str, ...],
) -> Statement:
    """A statement with what was read of it.

    Its confidence is then the chance that the stance is right; a sure reading makes it no clearer
    than its words are surely the party's.
    """
    witnesses = reading.witnesses if reading.stance is not None else None
    return msgspec.structs.replace(
        row,
        party=party,
        parties=parties,
        counterparties=tuple(sorted(set(others) - {party, *parties})),
        issue=reading.issue,
        issues=reading.issues,
        move=reading.move,
        modifiers=reading.modifiers,
        stance=reading.stance,
        conditional=reading.conditional,
        condition=reading.condition,
        requirement=reading.requirement or msgspec.UNSET,
        deadline=reading.deadline,
        red_line=reading.red_line,
        change=reading.change,
        confidence=round(certainty(witnesses, deed=row.kind == "act"), 3)
        if witnesses is not None
        else row.confidence,
        clearness=round(row.confidence * reading.confidence, 3)
        if witnesses is not None
        else msgspec.UNSET,
    )


def finished(article: Article, rows: Iterable[Statement]) -> list[Statement]:
    """Statements in their order, each with its id: the number counts among equal words."""
    seen: dict[str, int] = {}
    out = []
    for row in sorted(rows, key=lambda s: (s.start, s.end, s.kind, s.cue_start or 0)):
        key = " ".join(row.text.casefold().split())
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        out.append(msgspec.structs.replace(row, id=statement_id(article.id, row.text, ordinal)))
    return out
