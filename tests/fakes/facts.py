"""Facts, statements and articles about a quarrel over a river, made in one line."""

from datetime import UTC, datetime, timedelta
from typing import Any

from runtime.signature import signature
from wire import Article, Change, Outlet, PositionFact, Speaker, Statement
from wire.ids import article_id, content_hash, digest, fact_id, statement_id

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def day(number: float) -> datetime:
    """Nine in the morning of the day `number` after the first."""
    return START + timedelta(days=number)


def change(before: int, after: int, words: str = "resumed") -> Change:
    """What words take for granted."""
    direction = "softening" if after > before else "hardening"
    return Change(direction=direction, words=words, before=before, after=after)


def said(stance: int, when: float = 0, quote: str | None = None, **fields: Any) -> PositionFact:
    """Ruritania says something about the talks, in an article of its own."""
    words = quote if quote is not None else " ".join(digest(str(when), str(n)) for n in range(6))
    article = fields.pop("article", f"article {words} {when} {fields.get('outlet', '')}")
    statement = statement_id(f"2026-05-{digest(article)}", words, fields.pop("ordinal", 0))
    values: dict[str, Any] = {
        "statement_id": statement,
        "article_id": f"2026-05-{digest(article)}",
        "party": "Ruritania",
        "issue": "talks",
        "kind": "indirect",
        "stance": stance,
        "quote": words,
        "speaker": "Ada Holm",
        "role": "foreign minister",
        "at": day(when),
        "outlet": "The Courant",
        "title": "On the river",
        "confidence": 0.8,
        "signature": signature(words),
        "article_signature": signature(" ".join(digest(article, str(n)) for n in range(9))),
        **fields,
    }
    if values["kind"] == "act":
        values["speaker"] = values["role"] = None
    key = fact_id(statement, values["party"], values["issue"])
    return PositionFact(**({"id": key} | values))


def report(
    identity: str = "one", when: float = 0, text: str | None = None, **fields: Any
) -> Article:
    """An article of the Courant, fetched when it came out."""
    words = text if text is not None else f"Report {identity}: {digest(identity)}"
    values: dict[str, Any] = {
        "id": article_id("courant.example", identity, START),
        "identity": identity,
        "outlet": Outlet(name="The Courant", domain="courant.example"),
        "title": "On the river",
        "text": words,
        "published_at": day(when),
        "published_trusted": True,
        "first_seen_at": day(when),
        "fetched_at": day(when),
        "content_hash": content_hash("On the river", words),
        "signature": signature(words),
    }
    return Article(**(values | fields))


def statement_in(
    article: Article, stance: int | None, words: str | None = None, **fields: Any
) -> Statement:
    """Ruritania's minister in that article."""
    text = words if words is not None else f"{article.identity} {stance} {article.text}"
    values: dict[str, Any] = {
        "id": statement_id(article.id, text, 0),
        "article_id": article.id,
        "start": 0,
        "end": len(text),
        "spans": ((0, len(text)),),
        "text": text,
        "kind": "indirect",
        "speaker": Speaker(text="she", name="Ada Holm", role="foreign minister"),
        "party": "Ruritania",
        "counterparties": ("Syldavia",),
        "issue": "talks",
        "stance": stance,
        "confidence": 0.8,
        "at": article.first_seen_at,
    }
    return Statement(**(values | fields))
