"""Dead letters on their topic: the newest message of a letter's id is what holds of it."""

from runtime.kafka.headers import headers_of
from runtime.kafka.producing import Publisher
from wire import DeadLetter, codec


async def bury(publisher: Publisher, letter: DeadLetter) -> None:
    """Send a dead letter and return when it is acknowledged: only then its input may be let go."""
    headers = headers_of("dead-letter", article=letter.article_id or "", schema=letter.schema)
    await publisher.publish("dead-letters", letter.id, codec.encode(letter), headers)
