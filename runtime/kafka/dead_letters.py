"""Dead letters on their topic: the newest message of a letter's id is what holds of it."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from runtime.kafka.errors import Poison
from runtime.kafka.headers import headers_of
from runtime.kafka.producing import Publisher
from runtime.kafka.tailing import Tail
from runtime.kafka.topics import TOPICS, TopicName
from runtime.settings import Settings
from wire import DeadLetter, codec

POLL_SECONDS = 1.0
MARK = "#replayed"


class CannotReplay(Exception):
    """What a letter holds can't be sent once more; the message says why."""


async def bury(publisher: Publisher, letter: DeadLetter) -> None:
    """Send a dead letter and return when it is acknowledged: only then its input may be let go."""
    headers = headers_of("dead-letter", article=letter.article_id or "", schema=letter.schema)
    await publisher.publish("dead-letters", letter.id, codec.encode(letter), headers)


async def mark_replayed(publisher: Publisher, letter: DeadLetter, at: datetime) -> None:
    """Note that a letter's input was sent again at `at`; a later failure counts more than that.

    Under a key of its own: a failure that comes before the mark must not be compacted away by it.
    """
    mark = msgspec.structs.replace(letter, replayed_at=at, original=b"", message=None)
    headers = headers_of("dead-letter", article=letter.article_id or "", schema=letter.schema)
    await publisher.publish("dead-letters", letter.id + MARK, codec.encode(mark), headers)


def read_letters(
    settings: Settings, hold: Callable[[DeadLetter], DeadLetter] = lambda letter: letter
) -> list[DeadLetter]:
    """All letters as they are now, the newest failure first.

    `hold` says what of each is kept in memory: letters may be of some MiB. Raises `KafkaFailure`.
    """
    found: dict[str, DeadLetter] = {}
    marks: dict[str, datetime] = {}
    with Tail(settings, "dead-letters", ["dead-letters"]) as tail:
        ends = tail.ends()
        while not tail.reached(ends):
            for record in tail.read(POLL_SECONDS):
                if record.value is None:
                    # Deleted: until the topic is compacted the letter itself lies there still.
                    found.pop(record.key_text, None)
                    continue
                try:
                    letter = record.decode(DeadLetter)
                except Poison:
                    continue  # a letter of a newer Parley, which lists it
                if not record.key_text.endswith(MARK):
                    found[letter.id] = hold(_with_earlier(letter, found.get(letter.id)))
                elif letter.replayed_at is not None:
                    marks[letter.id] = letter.replayed_at
    return sorted(
        (_marked(letter, marks.get(letter.id)) for letter in found.values()),
        key=lambda each: (-each.last_failed_at.timestamp(), each.id),
    )


def _with_earlier(letter: DeadLetter, earlier: DeadLetter | None) -> DeadLetter:
    if earlier is None:
        return letter
    return msgspec.structs.replace(
        letter,
        attempts=letter.attempts + earlier.attempts,
        first_failed_at=min(letter.first_failed_at, earlier.first_failed_at),
    )


def _marked(letter: DeadLetter, at: datetime | None) -> DeadLetter:
    healed = at is not None and at >= letter.last_failed_at
    return msgspec.structs.replace(letter, replayed_at=at if healed else None)


async def replay_letter(publisher: Publisher, letter: DeadLetter) -> None:
    """Send the message of a letter to the topic it came from: its key, bytes, headers and time.

    Whoever works that topic takes it as if it came again. Raises `CannotReplay`.
    """
    message = letter.message
    if message is None:
        raise CannotReplay("its input was no message")
    if "sha256" in letter.headers:
        raise CannotReplay("only the beginning of so large a message was kept")
    if not message.key:
        raise CannotReplay("it has no key, and would fail again")
    await publisher.publish(
        topic_named(message.topic), message.key, letter.original, message.headers, at=message.at
    )


def topic_named(name: str) -> TopicName:
    """The topic of this name in the table. Raises `CannotReplay`."""
    for each in TOPICS:
        if each == name:
            return each
    raise CannotReplay(f"there is no topic {name} any more")
