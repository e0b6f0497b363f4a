"""The stage of timelines: which messages it takes, and which are somebody else's."""

from typing import Any, cast

import pytest

from processors.faust.around import Around, Event
from processors.faust.flagging import FlagShifts
from processors.faust.tables import Kept, Superseded
from runtime.kafka import Poison, Record, headers_of
from tests.fakes.clock import ManualClock
from tests.fakes.documents import shift
from tests.processors.shifts.test_judged import the_shift, verdict
from wire import codec
from wire.topics import key_of


class Table:
    """Knows only whose the partition is."""

    def __init__(self, owned: bool) -> None:
        self._owned = owned

    def is_owned(self, event: Event) -> bool:
        del event
        return self._owned


def stage(owned: bool = True) -> FlagShifts:
    return FlagShifts(cast("Around", None), cast("Kept", Table(owned)))


def record(value: bytes, key: str) -> Record:
    at = ManualClock().now()
    return Record("verdicts", 1, 7, key.encode(), value, headers_of("verdict"), at)


JUDGED = verdict(the_shift(), "wrong")
NO_EVENT: Any = None


async def test_a_verdict_is_taken_under_the_key_of_its_timeline() -> None:
    given = record(codec.encode(JUDGED), key_of(JUDGED))
    assert await stage().begin(NO_EVENT, given) == JUDGED
    for key, value in (
        ("Syldavia|talks", codec.encode(JUDGED)),
        (key_of(JUDGED), codec.encode(shift("x"))),
    ):
        with pytest.raises(Poison):
            await stage().begin(NO_EVENT, record(value, key))


async def test_a_verdict_on_a_timeline_of_another_worker_waits_for_that_one() -> None:
    """Workers that do not know the topic yet share the group while they are being replaced."""
    given = record(codec.encode(JUDGED), key_of(JUDGED))
    with pytest.raises(Superseded, match="verdicts/1/7"):
        await stage(owned=False).begin(NO_EVENT, given)
