"""A process that stood still for longer than its session must not write any more."""

import pytest

from processors.faust.pulse import Frozen, Pulse
from tests.fakes.clock import ManualClock


def test_a_pause_is_found_whoever_looks_first() -> None:
    clock = ManualClock()
    pulse = Pulse(clock, 10)
    clock.advance(9)
    pulse.check()
    pulse.beat()
    clock.advance(11)
    with pytest.raises(Frozen, match="stood still for 11 s"):
        pulse.check()
    pulse.beat()
    with pytest.raises(Frozen, match="start it again"):
        pulse.check()
