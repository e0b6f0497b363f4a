"""A newsroom: articles of several outlets on one negotiation with their times, from a folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

ARTICLES = "articles.jsonl"
DOSSIER = "dossier.yaml"
BUNDLED = Path(__file__).parent / "newsrooms"


class NewsroomError(Exception):
    """A newsroom cannot be used; the message names file and line and says what to put right."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One line of articles.jsonl: an article as an outlet published it at one moment.

    `revises` names the story whose place it takes (same outlet, later), `copy_of` the wire story
    that it reprints. Paragraphs of `text` are separated by an empty line.
    """

    id: str
    outlet: str
    domain: str
    url: str
    published_at: datetime
    title: str
    summary: str
    text: str
    revises: str | None = None
    copy_of: str | None = None

    @property
    def path(self) -> str:
        """The path of the article's page, which is what identifies it inside its outlet."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True)
class Newsroom:
    """Stories in the order in which they come out, and the dossier of the negotiation, if any."""

    name: str
    stories: tuple[Story, ...]
    dossier: Path | None = None

    @classmethod
    def load(cls, directory: Path) -> "Newsroom":
        """The newsroom in `directory`; raises NewsroomError with file, line and remedy."""
        path = directory / ARTICLES
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except UnicodeDecodeError as error:
            raise NewsroomError(f"{path}: not UTF-8 text ({error.reason})") from error
        except OSError as error:
            raise NewsroomError(
                f"{path}: {error.strerror}; a newsroom is a folder with a file {ARTICLES}"
            ) from error
        numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
        stories = _checked(
            [(f"{path}:{number}", _story(line, f"{path}:{number}")) for number, line in numbered]
        )
        if not stories:
            raise NewsroomError(f"{path}: holds no article")
        dossier = directory / DOSSIER
        return cls(
            name=directory.resolve().name,
            stories=tuple(sorted(stories, key=lambda story: (story.published_at, story.id))),
            dossier=dossier if dossier.is_file() else None,
        )


def bundled() -> tuple[Newsroom, ...]:
    """The newsrooms that come with Parley, the earliest first."""
    rooms = [Newsroom.load(path.parent) for path in sorted(BUNDLED.glob(f"*/{ARTICLES}"))]
    return tuple(sorted(rooms, key=lambda room: room.stories[0].published_at))


def _story(line: str, place: str) -> Story:
    try:
        story = msgspec.json.decode(line, type=Story)
    except msgspec.MsgspecError as error:
        raise NewsroomError(f"{place}: {error}") from error
    if story.published_at.tzinfo is None:
        raise NewsroomError(
            f"{place}: published_at has no time zone; write it as 2026-03-02T07:15:00Z"
        )
    for field in ("id", "outlet", "domain", "title", "text"):
        if not getattr(story, field).strip():
            raise NewsroomError(f"{place}: {field} is empty")
    if urlsplit(story.url).scheme not in {"http", "https"}:
        raise NewsroomError(f"{place}: url must begin with http:// or https://")
    return msgspec.structs.replace(story, published_at=story.published_at.astimezone(UTC))


def _checked(placed: Iterable[tuple[str, Story]]) -> list[Story]:
    """The stories, once ids, addresses and references among them hold together."""
    placed = list(placed)
    by_id: dict[str, Story] = {}
    outlet_of: dict[str, str] = {}
    for place, story in placed:
        if story.id in by_id:
            raise NewsroomError(f"{place}: the id {story.id} is already taken by an earlier line")
        by_id[story.id] = story
        if outlet_of.setdefault(story.domain, story.outlet) != story.outlet:
            raise NewsroomError(
                f"{place}: {story.domain} belongs to {outlet_of[story.domain]} above, "
                f"here to {story.outlet}; an outlet has one domain"
            )
    for place, story in placed:
        _check_references(place, story, by_id)
    page_of: dict[tuple[str, str], str] = {}
    for place, story in placed:
        page = (story.domain, story.path)
        if page_of.setdefault(page, first_of(story, by_id).id) != first_of(story, by_id).id:
            raise NewsroomError(
                f"{place}: the address {story.path} is already taken by {page_of[page]}; "
                "only a revision keeps the address of the story that it revises"
            )
    return list(by_id.values())


def _check_references(place: str, story: Story, by_id: dict[str, Story]) -> None:
    for field, reference in (("revises", story.revises), ("copy_of", story.copy_of)):
        if reference is None:
            continue
        earlier = by_id.get(reference)
        if earlier is None:
            raise NewsroomError(f"{place}: {field} names {reference}, which is not in the file")
        if earlier.published_at >= story.published_at:
            raise NewsroomError(f"{place}: {field} names {reference}, which is not earlier")
        if field == "revises" and earlier.domain != story.domain:
            raise NewsroomError(f"{place}: revises {reference}, which is of another outlet")


def first_of(story: Story, by_id: dict[str, Story]) -> Story:
    """The story that began the line of revisions which `story` belongs to."""
    while story.revises is not None:
        story = by_id[story.revises]
    return story
