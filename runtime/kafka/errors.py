"""What can go wrong with Kafka and with a message, by what is to be done about it."""

from wire.dead_letter import ErrorClass


class KafkaFailure(Exception):
    """The role can't go on; the message says to its operator what to do."""


class KafkaRefused(KafkaFailure):
    """Kafka is there and does not let us in."""


class WrongTopics(KafkaFailure):
    """A topic is missing or has another number of partitions than its table says."""


class TooManyFailures(KafkaFailure):
    """Most messages fail: it is not the messages. They stay where they are."""


class Stalled(KafkaFailure):
    """Input is pending and nothing moves any more."""


class TooLarge(Exception):
    """A message is larger than its topic takes: to be dead-lettered by whoever made it."""


class Passing(Exception):
    """What failed will work later, as when a server is away: the batch is tried again."""


class Poison(Exception):
    """The message can never be taken; it becomes a dead letter of class `error`."""

    def __init__(self, error: ErrorClass, text: str) -> None:
        super().__init__(text)
        self.error: ErrorClass = error
