"""Forgetting in the cluster: a horizon to every partition of the workers' inputs."""

from datetime import datetime

from runtime.kafka import Publisher, TopicName, check_topics, clients, headers_of
from runtime.kafka.topics import TOPICS
from runtime.settings import Settings
from wire import Horizon, codec
from wire.horizon import HORIZON

INPUTS: tuple[TopicName, ...] = ("articles", "positions")
SECONDS = 30.0


def send_horizon(settings: Settings, before: datetime) -> int:
    """Tell the workers to forget what is older; gives how many partitions were told.

    Each does so when it comes to the message, among its articles. Raises `KafkaFailure`.
    """
    check_topics(clients.reached(settings), settings, INPUTS)
    message = codec.encode(Horizon(id=HORIZON, before=before))
    with Publisher(settings, "prune") as publisher:
        sent = [
            publisher.send(name, HORIZON, message, headers_of(HORIZON), partition=number)
            for name in INPUTS
            for number in range(TOPICS[name].count(settings))
        ]
        for each in sent:
            each.result(SECONDS)
    return len(sent)
