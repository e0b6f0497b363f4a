"""Dead letters of the cluster shell: those on their topic."""

from collections.abc import Sequence
from itertools import islice

import msgspec

from ingest.kafka.sink import publish_article
from parley.letters import MOST, Choice, article_in, missing, nothing_to_replay
from parley.session import Session
from runtime.kafka import Publisher, clients
from runtime.kafka.dead_letters import (
    CannotReplay,
    mark_replayed,
    read_letters,
    replay_letter,
)
from wire import DeadLetter


class ClusterLetters:
    """See `parley.letters.Letters`.

    A replay sends the message again to the topic it came from, as it was, and marks the letter when
    that is acknowledged. What fails once more is a dead letter again, under the same id.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        clients.reached(session.settings)

    def list(self, choice: Choice, limit: int) -> Sequence[DeadLetter]:
        """Letters without their original bytes, the newest failure first."""
        found = read_letters(self._session.settings, _without_bytes)
        return list(islice(filter(choice.takes, found), limit))

    def named(self, identifier: str) -> DeadLetter:
        """The whole letter with this id. Raises `Failure`."""
        return self._whole([identifier])[0]

    async def replay(self, which: Choice | Sequence[str]) -> tuple[int, int]:
        """Send letters to their topics again: how many went, how many could not."""
        settings, clock = self._session.settings, self._session.clock
        chosen = (
            [letter.id for letter in self.list(which, MOST)] if isinstance(which, Choice) else which
        )
        letters = self._whole(chosen)
        sent = failed = 0
        with Publisher(settings, "replay") as publisher:
            for letter in letters:
                # Before it is sent: it may fail again at once.
                now = clock.now()
                try:
                    await self._send(publisher, letter)
                except CannotReplay as error:
                    nothing_to_replay(self._session, letter, str(error))
                    failed += 1
                else:
                    await mark_replayed(publisher, letter, now)
                    sent += 1
        return sent, failed

    async def _send(self, publisher: Publisher, letter: DeadLetter) -> None:
        if letter.message is not None:
            await replay_letter(publisher, letter)
            return
        article = article_in(self._session, letter)
        if article is None:
            raise CannotReplay("it holds no article")
        await publish_article(publisher, article)

    def _whole(self, identifiers: Sequence[str]) -> Sequence[DeadLetter]:
        wanted = set(identifiers)
        settings = self._session.settings
        found = {
            letter.id: letter
            for letter in read_letters(
                settings, lambda letter: letter if letter.id in wanted else _without_bytes(letter)
            )
        }
        for each in identifiers:
            if each not in found:
                raise missing(each)
        return [found[each] for each in identifiers]


def _without_bytes(letter: DeadLetter) -> DeadLetter:
    return msgspec.structs.replace(letter, original=b"")
