"""Dead letters of either shell: chosen, shown, sent through their stage again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from parley.failure import Failure
from parley.reading import article_of_line
from parley.session import Session
from wire import Article, DeadLetter, codec
from wire.dead_letter import ErrorClass, Stage

Name = TypeVar("Name", bound=str)

MOST = 10_000
"""Letters that one call replays; more than that is a fault to mend first."""


@dataclass(frozen=True)
class Choice:
    """Which letters are meant. `replayed` False: those that wait, None: the others as well."""

    stage: Stage | None = None
    error: ErrorClass | None = None
    feed: str | None = None
    since: datetime | None = None
    replayed: bool | None = False

    def takes(self, letter: DeadLetter) -> bool:
        """Whether a letter is among them."""
        return (
            self.stage in (None, letter.stage)
            and self.error in (None, letter.error)
            and self.feed in (None, letter.feed)
            and (self.since is None or letter.last_failed_at >= self.since)
            and self.replayed in (None, letter.replayed_at is not None)
        )


class Letters(Protocol):
    """The dead letters of an installation."""

    def list(self, choice: Choice, limit: int) -> Sequence[DeadLetter]:
        """Letters, the newest failure first; their original bytes may be left out."""
        ...

    def named(self, identifier: str) -> DeadLetter:
        """The whole letter with this id. Raises `Failure`."""
        ...

    async def replay(self, which: Choice | Sequence[str]) -> tuple[int, int]:
        """Send letters through their stage again: how many went, how many did not."""
        ...


def letters_of(session: Session) -> Letters:
    """The letters of the shell that the settings name."""
    if session.settings.shell == "cluster":
        from parley.cluster.letters import ClusterLetters

        return ClusterLetters(session)
    from parley.local.letters import LocalLetters

    return LocalLetters(session)


def known(what: str, name: str | None, names: Sequence[Name]) -> Name | None:
    """The one of `names` (of stages, say) that a person gave, None for none. Raises `Failure`."""
    if name is None:
        return None
    for each in names:
        if each == name:
            return each
    raise Failure(f"no {what} `{name}`; there are {', '.join(names)}", 2)


def missing(identifier: str) -> Failure:
    """There is no such letter."""
    return Failure(f"no dead letter {identifier}; `parley dlq list` has their ids")


def nothing_to_replay(session: Session, letter: DeadLetter, why: str = "") -> None:
    """Say that a letter holds nothing that could be sent again, and what happens instead."""
    reason = f"{letter.error}: {why}" if why else letter.error
    session.err.print(
        f"{letter.id}: nothing to replay (stage {letter.stage}, {reason}): "
        "feeds are fetched again at their next turn, files with `parley backfill`",
        markup=False,
    )


def article_in(session: Session, letter: DeadLetter) -> Article | None:
    """The article that a letter holds, None where it holds none."""
    try:
        if letter.stage == "extract":
            return codec.decode(letter.original, Article)
        if letter.stage == "parse" and not letter.feed:
            return article_of_line(letter.original, session.clock.now())
    except ValueError:
        return None
    return None
