"""Small newsrooms, made in one line."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from parley.demo.newsroom import Newsroom, Story

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def story(
    identity: str,
    hours: float = 0,
    *,
    domain: str = "courant.example",
    revises: str | None = None,
    copy_of: str | None = None,
    path: str | None = None,
    title: str | None = None,
    text: str = "“We will stay,” the envoy said.\n\nNobody left.",
) -> Story:
    """A story that comes out `hours` after BEGIN; a revision takes the address in `path`."""
    return Story(
        id=identity,
        outlet=f"The {domain.partition('.')[0].title()}",
        domain=domain,
        url=f"https://{domain}{path or '/news/' + identity}",
        published_at=BEGIN + timedelta(hours=hours),
        title=title or f"Title of {identity}",
        summary=f"Summary of {identity}.",
        text=text,
        revises=revises,
        copy_of=copy_of,
    )


def newsroom(*stories: Story, name: str = "room") -> Newsroom:
    """A newsroom of these stories, in their order of time."""
    return Newsroom(name, tuple(sorted(stories, key=lambda s: (s.published_at, s.id))))


def written(folder: Path, *lines: dict[str, object] | str) -> Path:
    """A newsroom's folder with these lines in articles.jsonl."""
    rows = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "articles.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def line(identity: str, **changes: object) -> dict[str, object]:
    """A good line of articles.jsonl, with changes; a change to None leaves the field out."""
    row: dict[str, object] = {
        "id": identity,
        "outlet": "The Courant",
        "domain": "courant.example",
        "url": f"https://courant.example/news/{identity}",
        "published_at": "2026-03-02T08:00:00Z",
        "title": "A title",
        "summary": "A summary.",
        "text": "A text.",
        "revises": None,
        "copy_of": None,
    }
    row.update(changes)
    return {key: value for key, value in row.items() if value is not None or key not in changes}
