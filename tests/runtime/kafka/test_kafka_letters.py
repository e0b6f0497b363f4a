"""A message that can't be taken: its letter, and when there are too many of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from runtime.kafka import Poison, Record, Rejected, TooLarge, TooManyFailures, letter_of, readable
from runtime.kafka.breaker import LEAST, WINDOW, Breaker
from runtime.kafka.clients import common
from runtime.kafka.errors import KafkaFailure
from runtime.kafka.producing import fits
from runtime.kafka.records import KEPT_BYTES
from runtime.kafka.topics import TOPICS, full_name, short_name
from runtime.settings import Settings
from tests.fakes.articles import article
from wire import Article, codec

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
MESSAGE = article("They met.")
RECORD = Record(
    topic="articles",
    partition=3,
    offset=17,
    key=MESSAGE.id.encode(),
    value=codec.encode(MESSAGE),
    headers=(("article", MESSAGE.id.encode()), ("odd", b"\xff"), ("none", None)),
    at=AT,
)


def test_a_letter_has_all_that_a_replay_needs() -> None:
    letter = letter_of("extract", Rejected(RECORD, "crashed", "it broke", 4), AT)
    assert letter.original == RECORD.value
    assert (letter.position, letter.attempts) == ("articles/3/17", 4)
    assert letter.article_id == MESSAGE.id
    assert letter.message is not None
    assert (letter.message.key, letter.message.headers) == (RECORD.key, RECORD.headers)
    assert codec.decode(codec.encode(letter), type(letter)) == letter


def test_the_same_message_is_the_same_letter_wherever_it_stands() -> None:
    later = replace(RECORD, partition=1, offset=99)
    again = letter_of("extract", Rejected(later, "timeout", "too slow"), AT + timedelta(days=40))
    assert again.id == letter_of("extract", Rejected(RECORD, "crashed", "it broke"), AT).id
    other = replace(RECORD, value=b"other")
    assert again.id != letter_of("extract", Rejected(other, "crashed", ""), AT).id
    assert again.id != letter_of("index", Rejected(RECORD, "crashed", ""), AT).id


def test_of_a_very_large_message_the_beginning_and_the_hash_are_kept() -> None:
    large = replace(RECORD, value=b"x" * (KEPT_BYTES + 1))
    letter = letter_of("index", Rejected(large, "too_large", "no"), AT)
    assert len(letter.original) == KEPT_BYTES
    assert letter.headers["bytes"] == str(KEPT_BYTES + 1)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"key": None}, "malformed", "without a key"),
        ({"key": b""}, "malformed", "without a key"),
        ({"value": None}, "malformed", "without a value"),
        ({"value": b"\xff{"}, "malformed", "not a message of kind Article"),
        ({"value": b'{"id":"a"}'}, "malformed", "missing required field"),
        ({"value": b'{"schema":2}'}, "newer_schema", "update Parley"),
    ],
)
def test_what_can_not_be_read_is_poison(
    change: dict[str, bytes | None], error: str, words: str
) -> None:
    bad = replace(RECORD, **change)  # type: ignore[arg-type]
    with pytest.raises(Poison, match=words) as raised:
        bad.decode(Article)
    assert raised.value.error == error
    good, rejected = readable([RECORD, bad], Article)
    assert good == [(RECORD, MESSAGE)]
    assert [each.record for each in rejected] == [bad]


def test_a_few_failures_are_the_messages_own() -> None:
    breaker = Breaker("index", 0.5)
    bad = Rejected(RECORD, "refused", "no")
    breaker.note(LEAST - 1, [bad] * (LEAST - 1))
    breaker = Breaker("index", 0.5)
    breaker.note(1000, [bad] * 100)
    with pytest.raises(TooManyFailures, match=r"articles/3/17: no.*failing_share"):
        breaker.note(150, [bad] * 150)


def test_old_failures_are_forgotten() -> None:
    breaker = Breaker("index", 0.5)
    bad = Rejected(RECORD, "refused", "no")
    breaker.note(WINDOW, [bad] * 90)
    breaker.note(WINDOW, [])
    breaker.note(WINDOW // 2, [bad] * 90)


def test_a_share_of_one_never_stops() -> None:
    Breaker("index", 1.0).note(500, [Rejected(RECORD, "refused", "no")] * 500)


def test_what_a_topic_does_not_take_is_refused_before_it_is_sent() -> None:
    most = TOPICS["positions"].max_bytes
    fits("positions", b"k", b"x" * (most - 1000), ())
    with pytest.raises(TooLarge, match="positions, which takes"):
        fits("positions", b"k", b"x" * most, ())
    with pytest.raises(TooLarge):
        fits("positions", b"k", b"", (("h", b"x" * most),))


def test_the_names_of_two_installations_do_not_meet() -> None:
    settings = Settings(prefix="north")
    assert full_name(settings, "dead-letters") == "north.dead-letters"
    assert all(short_name(settings, full_name(settings, name)) == name for name in TOPICS)
    with pytest.raises(KeyError):
        short_name(settings, "south.articles")


def test_a_topic_s_retention_is_what_its_table_says() -> None:
    settings = Settings()
    assert TOPICS["feeds"].config(settings)["cleanup.policy"] == "compact"
    assert TOPICS["feeds"].config(settings)["retention.ms"] == "-1"
    assert TOPICS["articles"].config(settings)["cleanup.policy"] == "delete"
    assert TOPICS["dead-letters"].config(settings)["cleanup.policy"] == "compact,delete"
    three = replace(settings, replication=3)
    assert TOPICS["articles"].config(three)["min.insync.replicas"] == "2"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(), "parley cluster up"),
        (Settings(kafka="localhost:9092", kafka_user="me"), "kafka_password"),
    ],
)
def test_what_is_not_set_is_said(settings: Settings, words: str) -> None:
    with pytest.raises(KafkaFailure, match=words):
        common(settings, "test")
