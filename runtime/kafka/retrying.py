"""Asking again what a broker can't answer for a moment."""

import time
from collections.abc import Callable, Collection
from typing import TypeVar

from confluent_kafka import KafkaException

TRIES = 20
PAUSE_SECONDS = 0.25

R = TypeVar("R")


def answered(
    ask: Callable[[], R], passing: Collection[int], between: Callable[[], object] = lambda: None
) -> R:
    """What `ask` gives, asked again after errors of these codes, with `between` before each pause.

    Raises `KafkaException` for any other error, and for the last try's.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            return ask()
        except KafkaException as error:
            if error.args[0].code() not in passing or not tries_left:
                raise
            between()
            time.sleep(PAUSE_SECONDS)
    raise AssertionError("the last try returns or raises")
