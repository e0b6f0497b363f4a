"""What every role of the cluster needs of Kafka: clients, topics, headers, producing, consuming.

Built on confluent-kafka. It knows messages as keys, bytes and headers. What does not belong here:
what a message means, and any stage's work.
"""

from runtime.kafka.clients import wait_for_kafka
from runtime.kafka.consuming import Consuming, Handle
from runtime.kafka.dead_letters import bury
from runtime.kafka.errors import (
    KafkaFailure,
    KafkaRefused,
    Passing,
    Poison,
    Stalled,
    TooLarge,
    TooManyFailures,
    WrongTopics,
)
from runtime.kafka.headers import About, Headers, headers_of, read_headers
from runtime.kafka.producing import Delivered, Publisher
from runtime.kafka.records import LeftOut, Record, Rejected, letter_of, readable
from runtime.kafka.topics import TOPICS, Topic, TopicName, check_topics, full_name

__all__ = [
    "TOPICS",
    "About",
    "Consuming",
    "Delivered",
    "Handle",
    "Headers",
    "KafkaFailure",
    "KafkaRefused",
    "LeftOut",
    "Passing",
    "Poison",
    "Publisher",
    "Record",
    "Rejected",
    "Stalled",
    "TooLarge",
    "TooManyFailures",
    "Topic",
    "TopicName",
    "WrongTopics",
    "bury",
    "check_topics",
    "full_name",
    "headers_of",
    "letter_of",
    "read_headers",
    "readable",
    "wait_for_kafka",
]
