"""The sum by which a key finds its partition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.kafka.placement import murmur2, partition_of

KNOWN = {
    # From the tests of Kafka's own client (UtilsTest.testMurmur2).
    b"21": -973932308,
    b"foobar": -790332482,
    b"a-little-bit-long-string": -985981536,
    b"a-little-bit-longer-string": -1486304829,
    b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    b"abc": 479470107,
}


@pytest.mark.parametrize(("key", "value"), KNOWN.items())
def test_it_is_the_sum_of_kafkas_own_client(key: bytes, value: int) -> None:
    assert murmur2(key) == value % 2**32


@given(st.binary(min_size=1, max_size=64), st.integers(1, 1000))
def test_every_key_has_a_partition(key: bytes, partitions: int) -> None:
    assert 0 <= partition_of(key, partitions) < partitions
