"""Asking a coordinator that is not there yet."""

import pytest
from confluent_kafka import KafkaError, KafkaException, TopicPartition

from runtime.kafka import groups, retrying
from runtime.settings import Settings

PLACES = [("p.articles", 0), ("p.articles", 1)]


class Coordinator:
    """A consumer whose group's coordinator gives these errors first, then one offset."""

    def __init__(self, *errors: int) -> None:
        self.errors = list(errors)
        self.closed = False

    def committed(self, asked: list[TopicPartition], timeout: float) -> list[TopicPartition]:
        assert timeout > 0
        if self.errors:
            raise KafkaException(KafkaError(self.errors.pop(0)))
        first, second = asked
        return [
            TopicPartition(first.topic, first.partition, 7),
            TopicPartition(second.topic, second.partition, -1001),
        ]

    def close(self) -> None:
        self.closed = True


def asked(monkeypatch: pytest.MonkeyPatch, coordinator: Coordinator) -> dict[groups.Place, int]:
    monkeypatch.setattr(retrying, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(groups, "Consumer", lambda _given: coordinator)
    return groups.committed(Settings(kafka="127.0.0.1:1"), "work", PLACES)


def test_a_coordinator_that_is_being_loaded_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    coordinator = Coordinator(
        KafkaError.NOT_COORDINATOR,
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
    )
    assert asked(monkeypatch, coordinator) == {("p.articles", 0): 7}
    assert coordinator.closed


@pytest.mark.parametrize(
    "errors",
    [[KafkaError.GROUP_AUTHORIZATION_FAILED], [KafkaError.NOT_COORDINATOR] * retrying.TRIES],
)
def test_other_errors_and_patience_at_its_end_are_raised(
    errors: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator = Coordinator(*errors)
    with pytest.raises(KafkaException):
        asked(monkeypatch, coordinator)
    assert coordinator.closed
    assert not coordinator.errors


def test_nothing_is_asked_for_no_partition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "Consumer", pytest.fail)
    assert groups.committed(Settings(), "work", []) == {}
