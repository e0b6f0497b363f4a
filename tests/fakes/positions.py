"""Statements and shifts, made in one line, for what shows them."""

from datetime import UTC, datetime
from typing import Any

from wire import Evidence, Shift, Speaker, Statement

DAY = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


def evidence(**changes: Any) -> Evidence:
    """One side of a shift: an envoy of Norland rejects."""
    fields: dict[str, Any] = {
        "statement_id": "2026-05-before",
        "article_id": "2026-05-article",
        "at": datetime(2026, 5, 8, 15, 0, tzinfo=UTC),
        "stance": -2,
        "kind": "direct",
        "quote": "We will never sign.",
        "speaker": "Ada Holm",
        "role": "envoy",
        "title": "Norland says no",
        "url": "https://courant.example/no",
        "outlet": "The Courant",
    }
    return Evidence(**(fields | changes))


def shift(**changes: Any) -> Shift:
    """Norland goes from refusing talks to being open."""
    fields: dict[str, Any] = {
        "id": "2026-05-shift",
        "party": "Norland",
        "counterparties": ("Sudland",),
        "issue": "talks",
        "direction": "softening",
        "at": DAY,
        "before": evidence(),
        "after": evidence(
            statement_id="2026-05-after",
            at=DAY,
            stance=1,
            kind="indirect",
            quote="the door was open",
            title="Norland opens a door",
            outlet="The Sentinel",
        ),
        "confidence": 0.816,
        "independent_sources": 2,
        "status": "confirmed",
        "why": "Norland rejected talks on 8 May and is open to them now.",
    }
    return Shift(**(fields | changes))


def statement(text: str = "We will never sign.", **changes: Any) -> Statement:
    """An envoy of Norland says `text`, which begins the article."""
    fields: dict[str, Any] = {
        "id": "2026-05-after",
        "article_id": "2026-05-article",
        "start": 0,
        "end": len(text),
        "spans": ((0, len(text)),),
        "text": text,
        "kind": "direct",
        "speaker": Speaker(text="she", name="Ada Holm", role="envoy"),
        "party": "Norland",
        "counterparties": ("Sudland",),
        "issue": "talks",
        "move": "REJECT",
        "stance": -2,
        "at": DAY,
        "outlet": "The Courant",
        "title": "Norland says no",
        "url": "https://courant.example/no",
    }
    return Statement(**(fields | changes))
