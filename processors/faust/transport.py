"""Faust's Kafka driver with the corrections that its settings do not offer."""

import logging
from collections.abc import Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer  # type: ignore[import-untyped]
from faust.app.base import App
from faust.transport.consumer import RecordMap
from faust.transport.drivers import aiokafka
from faust.types import TP, AppT, TransportT
from faust.types.tuples import Message

ENGINE = logging.getLogger("faust.engine")
"""Otherwise what Faust says of itself would come under our name."""


RECOVERED = 1000
"""Records of a changelog that are taken at once."""

POSITIONS_OF_AN_ARTICLE = 8
"""More than an article has on the average: else a backlog of articles leaves one of positions."""


def is_current(app: AppT, message: Message) -> bool:
    """Whether no rebalance has begun since the message was read; after one it comes again."""
    return message.generation_id == app.consumer_generation_id and app.flow_control.is_active()


class ConsumerThread(aiokafka.AIOKafkaConsumerThread):
    """Takes a little from every partition that has something.

    The driver empties what it has fetched of one partition before it looks at the next. A backlog
    of articles would hold up all positions for as long as it lasts.
    """

    async def _fetch_records(
        self,
        consumer: AIOKafkaConsumer,
        active_partitions: set[TP],
        timeout: float | None = None,  # noqa: ASYNC109 - the driver's own name
        max_records: int | None = None,
    ) -> RecordMap:
        found: dict[TP, list[Any]] = {}
        # A copy: the set is changed by the main thread when partitions are paused.
        for place in tuple(active_partitions):
            some = max_records or 1
            if place.topic.endswith("-changelog"):
                some = RECOVERED
            elif place.topic.endswith(".positions"):
                some *= POSITIONS_OF_AN_ARTICLE
            found |= await super()._fetch_records(consumer, {place}, timeout=0, max_records=some)
        if found:
            return found
        return await super()._fetch_records(consumer, active_partitions, timeout, max_records)


class Consumer(aiokafka.Consumer):
    """Takes no acknowledgement of a message that was not worked.

    Faust's streams acknowledge what they skip because a rebalance is going on. The offset would be
    committed, and a kill before the message comes again would lose it.
    """

    logger = ENGINE

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def ack(self, message: Message) -> bool:
        """Count a message as worked if it still is this member's to work."""
        return is_current(self.app, message) and super().ack(message)


class Producer(aiokafka.Producer):
    """Sends changelogs idempotently: a repetition would look like another worker's write."""

    logger = ENGINE

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


class Transport(aiokafka.Transport):
    """The driver with all of them."""

    Consumer = Consumer
    Producer = Producer


class CorrectedApp(App):
    """A Faust app on that driver."""

    logger = ENGINE

    def _new_transport(self) -> TransportT:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> TransportT:
        return Transport(self.conf.broker_producer, self)
