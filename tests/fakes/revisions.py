"""Revisions of a handful of articles in every mix: order and repetition must do no harm."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.fakes.facts import change, report, statement_in
from wire import Article, Statement

Put = tuple[Article, tuple[Statement, ...]]

WORDS = ("the river stays shut", "the river may open", "no boat will pass", "our boats are ready")


@st.composite
def puts(draw: st.DrawFn) -> Put:
    """A revision of one of six articles by one of three outlets, within a fortnight."""
    identity = draw(st.sampled_from("abcdef"))
    fetched = draw(st.integers(0, 14))
    text = draw(st.sampled_from(WORDS))
    article = report(identity, when=fetched, text=text)
    rows: dict[str, Statement] = {}
    for _ in range(draw(st.integers(0, 3))):
        fields: dict[str, Any] = {
            "kind": draw(st.sampled_from(["act", "direct", "indirect"])),
            "counterparties": tuple(draw(st.sets(st.sampled_from(["Syldavia", "Borduria"])))),
            "issue": draw(st.sampled_from(["talks", "trade"])),
        }
        stance = draw(st.integers(-2, 2))
        if stance and draw(st.booleans()):
            fields["change"] = change(-stance, stance)
        words = f"{draw(st.sampled_from(WORDS))} {draw(st.integers(0, 2))}"
        row = statement_in(article, stance, words, **fields)
        rows[row.id] = row
    return article, tuple(rows.values())


def distinct(rows: Sequence[Put]) -> list[Put]:
    """One reading of each revision: the same input is read the same way everywhere."""
    known: dict[tuple[str, str, str], Put] = {}
    for article, statements in rows:
        key = (article.id, article.content_hash, article.fetched_at.isoformat())
        known.setdefault(key, (article, statements))
    return list(known.values())
