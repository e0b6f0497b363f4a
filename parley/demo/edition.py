"""What an outlet shows at a moment: its entries, newest first. Pure; the moment is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from parley.demo.newsroom import Newsroom, NewsroomError, Story, first_of

FEED_LENGTH = 40
"""Entries a feed holds; most real feeds hold 10 to 50."""


@dataclass(frozen=True)
class Entry:
    """A line of revisions as it stands: `first` gives identity and date, `current` the words."""

    first: Story
    current: Story

    @property
    def updated_at(self) -> datetime:
        """When the words that stand now came out."""
        return self.current.published_at


@dataclass(frozen=True)
class Edition:
    """An outlet with everything it will ever publish."""

    outlet: str
    domain: str
    stories: tuple[Story, ...]

    def entries(self, now: datetime) -> list[Entry]:
        """Entries that are out at `now`, the newest first (a revision keeps its entry's place)."""
        by_id = {story.id: story for story in self.stories}
        current: dict[str, Story] = {}
        for story in self.stories:
            if story.published_at <= now:
                current[first_of(story, by_id).id] = story
        entries = [Entry(by_id[identity], story) for identity, story in current.items()]
        return sorted(
            entries, key=lambda entry: (entry.first.published_at, entry.first.id), reverse=True
        )

    def out(self, now: datetime) -> int:
        """How many stories, revisions included, are out at `now`; a change of it is a new state."""
        return sum(story.published_at <= now for story in self.stories)

    def last_change(self, now: datetime) -> datetime | None:
        """When the newest story that is out at `now` came out; None before the first."""
        return max((s.published_at for s in self.stories if s.published_at <= now), default=None)

    def next_change(self, now: datetime) -> datetime | None:
        """When the next story comes out after `now`; None after the last."""
        return next((s.published_at for s in self.stories if s.published_at > now), None)


def editions(newsrooms: Sequence[Newsroom]) -> tuple[Edition, ...]:
    """One edition per outlet, in the order of the outlets' first stories.

    Raises NewsroomError when two newsrooms give an outlet different names or one page twice.
    """
    stories: dict[str, list[Story]] = {}
    owner: dict[tuple[str, str], int] = {}
    for number, room in enumerate(newsrooms):
        for story in room.stories:
            stories.setdefault(story.domain, []).append(_own_ids(story, number))
            page = (story.domain, story.path)
            if owner.setdefault(page, number) != number:
                both = f"{newsrooms[owner[page]].name} and {room.name}"
                raise NewsroomError(f"{story.url} stands in two newsrooms, {both}")
    made = []
    for domain, own in stories.items():
        names = {story.outlet for story in own}
        if len(names) > 1:
            raise NewsroomError(f"{domain} has several names: {', '.join(sorted(names))}")
        own.sort(key=lambda story: (story.published_at, story.id))
        made.append(Edition(own[0].outlet, domain, tuple(own)))
    return tuple(sorted(made, key=lambda one: (one.stories[0].published_at, one.domain)))


def _own_ids(story: Story, number: int) -> Story:
    """Ids are unique inside a newsroom only, and an outlet may write for several."""

    def own(identity: str | None) -> str | None:
        return None if identity is None else f"{number}/{identity}"

    return msgspec.structs.replace(
        story,
        id=f"{number}/{story.id}",
        revises=own(story.revises),
        copy_of=own(story.copy_of),
    )
