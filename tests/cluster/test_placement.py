"""Every producer places a key alike: librdkafka, Faust, and our own sum."""

import asyncio
from dataclasses import replace
from pathlib import Path
from random import Random

from processors.faust.app import build_app
from runtime.kafka import Publisher, clients, full_name, topics
from runtime.kafka.clients import Complaints
from runtime.kafka.placement import partition_of
from runtime.settings import Settings
from tests.fakes.topics import everything
from wire.topics import timeline_key
from wire.vocabulary import ISSUES

KEYS = 10_000
PARTITIONS = 7


def keys(chance: Random) -> list[bytes]:
    """Keys as our topics have them, and of every length and byte."""
    parties = ["United States", "Hamas", "Côte d’Ivoire", "北京", "", "x" * 300]
    ours = [timeline_key(party, issue).encode() for party in parties for issue in ISSUES]
    ids = [f"2026-{month:02}-{chance.getrandbits(80):020x}".encode() for month in range(1, 13)]
    odd = {chance.randbytes(chance.randint(1, 40)) for _ in range(KEYS)}
    return [*ours, *ids, *sorted(odd)][:KEYS]


async def test_librdkafka_faust_and_we_agree_on_ten_thousand_keys(
    settings: Settings, tmp_path: Path
) -> None:
    settings = replace(settings, partitions=PARTITIONS)
    topics.apply(clients.admin(settings, Complaints(settings)), settings)
    wanted = keys(Random(7))
    assert len(set(wanted)) == KEYS

    with Publisher(settings, "test") as publisher:
        sent = await asyncio.gather(
            *(publisher.publish("positions", key, b"librdkafka") for key in wanted)
        )
    app = build_app(settings, tmp_path)
    await app.producer.start()
    try:
        futures = [
            await app.producer.send(
                full_name(settings, "positions"), key, b"faust", None, None, None
            )
            for key in wanted
        ]
        await asyncio.gather(*futures)
    finally:
        await app.producer.stop()

    by_librdkafka = {key: each.partition for key, each in zip(wanted, sent, strict=True)}
    found = everything(settings, "positions")
    by_faust = {each.key: each.partition for each in found if each.value == b"faust"}
    assert len(by_faust) == KEYS
    assert by_faust == by_librdkafka
    assert by_librdkafka == {key: partition_of(key, PARTITIONS) for key in wanted}
    assert set(by_librdkafka.values()) == set(range(PARTITIONS))
