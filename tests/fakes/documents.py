"""Articles, statements and shifts for tests of what is kept and found: fiction, short to write."""

from datetime import UTC, datetime, timedelta

from wire import Article, Evidence, Outlet, Shift, Source, Speaker, Statement
from wire.vocabulary import Issue, Modifier, Move, StatementKind

DAY = datetime(2026, 5, 4, 6, 40, tzinfo=UTC)


def day(number: int) -> datetime:
    """A moment so many days after the first."""
    return DAY + timedelta(days=number)


def article(
    name: str,
    text: str = "The river is open.",
    *,
    title: str = "River news",
    outlet: str = "Lowlands Post",
    at: datetime = DAY,
    version: int = 1,
    removed: bool = False,
) -> Article:
    return Article(
        id=f"{at:%Y-%m}-article-{name}",
        version=version,
        removed=removed,
        identity=f"guid:{name}",
        outlet=Outlet(name=outlet, domain=f"{outlet.lower().replace(' ', '')}.example"),
        url=f"https://lowlands.example/{name}",
        title=title,
        text=text,
        published_at=at,
        published_trusted=True,
        first_seen_at=at,
        fetched_at=at,
        content_hash=f"{name}-{version}",
        signature="",
        stamps={"stored": at},
    )


def statement(
    name: str,
    text: str = "No talks today",
    *,
    article_id: str = "2026-05-article-a",
    party: str | None = "Ruritania",
    counterparties: tuple[str, ...] = (),
    issue: Issue | None = "talks",
    stance: int | None = -2,
    move: Move | None = "REJECT",
    modifiers: tuple[Modifier, ...] = (),
    kind: StatementKind = "direct",
    speaker: str | None = "Rudolf Rassendyll",
    role: str | None = "foreign minister",
    outlet: str | None = "Lowlands Post",
    at: datetime = DAY,
    version: int = 1,
    removed: bool = False,
) -> Statement:
    return Statement(
        id=f"{at:%Y-%m}-statement-{name}",
        article_id=article_id,
        version=version,
        removed=removed,
        start=0,
        end=len(text),
        spans=((0, len(text)),),
        text=text,
        kind=kind,
        speaker=Speaker(text=speaker, name=speaker, role=role) if speaker else None,
        party=party,
        counterparties=counterparties,
        issue=issue,
        move=move,
        modifiers=modifiers,
        stance=stance,
        at=at,
        outlet=outlet,
    )


def shift(
    name: str,
    *,
    before: str = "We will talk to anybody",
    after: str = "No talks today",
    before_article: str = "2026-05-article-a",
    after_article: str = "2026-05-article-b",
    party: str = "Ruritania",
    issue: Issue = "talks",
    why: str = "It was open to talks and now rejects them.",
    confidence: float = 0.7,
    at: datetime = DAY,
    version: int = 1,
    removed: bool = False,
) -> Shift:
    return Shift(
        id=f"{at:%Y-%m}-shift-{name}",
        version=version,
        removed=removed,
        party=party,
        counterparties=("Syldavia",),
        issue=issue,
        direction="hardening",
        at=at,
        before=Evidence(
            article_id=before_article, at=at, stance=1, quote=before, outlet="Lowlands Post"
        ),
        after=Evidence(
            article_id=after_article,
            at=at,
            stance=-2,
            move="REJECT",
            kind="direct",
            quote=after,
            speaker="Rudolf Rassendyll",
            outlet="Highland Herald",
        ),
        confidence=confidence,
        independent_sources=1,
        sources=(Source(article_id=after_article, outlet="Highland Herald", at=at, cluster="c1"),),
        why=why,
    )
