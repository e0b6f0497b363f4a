"""How many messages a member takes at once."""

from typing import cast

import pytest
from confluent_kafka import Message

from runtime.kafka import membership
from runtime.kafka.membership import BUSY_GATHER_SECONDS, GATHER_SECONDS, Membership
from runtime.settings import Settings


class Partition:
    """A consumer for whom messages come in the given numbers."""

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = numbers
        self._left = 0
        self.gathered: list[float] = []

    def subscribe(self, _topics: list[str], **_heard: object) -> None:
        """Joins."""

    def poll(self, _seconds: float) -> Message | None:
        """The first message, if there is any."""
        self._left = self._numbers.pop(0)
        return _message() if self._left else None

    def consume(self, _most: int, seconds: float) -> list[Message]:
        """The others."""
        self.gathered.append(seconds)
        return [_message() for _ in range(self._left - 1)]

    def close(self) -> None:
        """Leaves."""


def _message() -> Message:
    class Plain:
        def error(self) -> None:
            return None

    return cast("Message", Plain())


async def polled(monkeypatch: pytest.MonkeyPatch, numbers: list[int]) -> list[float]:
    """How long each poll waited for more."""
    consumer = Partition(list(numbers))
    monkeypatch.setattr(membership, "Consumer", lambda _given, **_other: consumer)
    member = Membership(Settings(kafka="127.0.0.1:1"), "index", "index", ["statements"])
    for number in numbers:
        assert len(await member.poll(500, 0.5)) == number
    await member.close()
    return consumer.gathered


async def test_a_single_message_is_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await polled(monkeypatch, [1, 0, 1, 1]) == [GATHER_SECONDS] * 3


async def test_while_messages_come_in_numbers_more_are_gathered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gathered = await polled(monkeypatch, [3, 20, 1, 1, 2, 0, 1])
    busy, calm = BUSY_GATHER_SECONDS, GATHER_SECONDS
    assert gathered == [calm, busy, busy, calm, calm, calm]
