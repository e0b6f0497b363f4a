"""What the work role tells: each message acknowledged by Kafka before this returns."""

import asyncio
from collections.abc import Iterable

from processors.shifts.difference import VERDICT
from runtime.kafka import About, Publisher, headers_of
from runtime.tracing import follow
from wire import PositionFacts, Reading, Shift, codec
from wire.topics import key_of


async def tell_reading(publisher: Publisher, reading: Reading, cause: About) -> None:
    """Send what is held of an article to whoever stores it. Raises as `Publisher.publish`."""
    trace = follow(cause.traceparent, reading.id, "extract", "reading").traceparent
    await publisher.publish(
        "statements",
        key_of(reading),
        codec.encode(reading),
        headers_of("reading", article=reading.id, traceparent=trace),
    )


async def tell_positions(
    publisher: Publisher, positions: Iterable[PositionFacts], cause: About
) -> None:
    """Send an article's facts to their timelines."""
    await asyncio.gather(
        *(
            publisher.publish(
                "positions",
                key_of(each),
                codec.encode(each),
                headers_of(
                    "positions",
                    article=each.id,
                    traceparent=follow(
                        cause.traceparent, each.id, "extract", key_of(each)
                    ).traceparent,
                ),
            )
            for each in positions
        )
    )


async def tell_shifts(
    publisher: Publisher, shifts: Iterable[Shift], article_id: str, cause: About
) -> None:
    """Send the changed shifts of a timeline, which followed from this article."""
    await asyncio.gather(
        *(
            publisher.publish(
                "shifts",
                key_of(each),
                codec.encode(each),
                headers_of(
                    "shift",
                    article=article_id,
                    traceparent=follow(cause.traceparent, article_id, "shift", each.id).traceparent,
                ),
            )
            for each in shifts
        )
    )


async def tell_judged(publisher: Publisher, shifts: Iterable[Shift]) -> None:
    """Send the shifts that a reader's verdict has changed: no article is the cause."""
    headers = headers_of("shift", because=VERDICT)
    await asyncio.gather(
        *(publisher.publish("shifts", key_of(each), codec.encode(each), headers) for each in shifts)
    )
