"""Faust's Kafka driver with two corrections that its settings do not offer."""

import logging
from collections.abc import Mapping
from typing import Any

from faust.app.base import App
from faust.transport.drivers import aiokafka
from faust.types import AppT, TransportT
from faust.types.tuples import Message

ENGINE = logging.getLogger("faust.engine")
"""Otherwise what Faust says of itself would come under our name."""


def is_current(app: AppT, message: Message) -> bool:
    """Whether no rebalance has begun since the message was read; after one it comes again."""
    return message.generation_id == app.consumer_generation_id and app.flow_control.is_active()


class Consumer(aiokafka.Consumer):
    """Takes no acknowledgement of a message that was not worked.

    Faust's streams acknowledge what they skip because a rebalance is going on. The offset would be
    committed, and a kill before the message comes again would lose it.
    """

    logger = ENGINE

    def ack(self, message: Message) -> bool:
        """Count a message as worked if it still is this member's to work."""
        return is_current(self.app, message) and super().ack(message)


class Producer(aiokafka.Producer):
    """Sends changelogs idempotently: a repetition would look like another worker's write."""

    logger = ENGINE

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


class Transport(aiokafka.Transport):
    """The driver with both."""

    Consumer = Consumer
    Producer = Producer


class CorrectedApp(App):
    """A Faust app on that driver."""

    logger = ENGINE

    def _new_transport(self) -> TransportT:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> TransportT:
        return Transport(self.conf.broker_producer, self)
