"""On which partition a key lies: the same for librdkafka, Java's client and Faust.

MurmurHash2 (Austin Appleby, public domain) with the seed of Kafka's own client, whose sign bit is
cleared before the remainder is taken (org.apache.kafka.common.utils.Utils.murmur2, toPositive).
"""

SEED = 0x9747B28C
FACTOR = 0x5BD1E995
MASK = 0xFFFFFFFF


def murmur2(key: bytes) -> int:
    """The hash of a key as an unsigned number of 32 bits."""
    length = len(key)
    value = (SEED ^ length) & MASK
    whole = length - length % 4
    for begin in range(0, whole, 4):
        four = int.from_bytes(key[begin : begin + 4], "little") * FACTOR & MASK
        four = (four ^ four >> 24) * FACTOR & MASK
        value = (value * FACTOR & MASK) ^ four
    if whole < length:
        value = (value ^ int.from_bytes(key[whole:], "little")) * FACTOR & MASK
    value = (value ^ value >> 13) * FACTOR & MASK
    return value ^ value >> 15


def partition_of(key: bytes, partitions: int) -> int:
    """The number of the partition that a key lies on."""
    return (murmur2(key) & 0x7FFFFFFF) % partitions
