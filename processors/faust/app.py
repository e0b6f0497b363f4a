"""The Faust app of the work role, made from the settings."""

from pathlib import Path

import faust
from faust.auth import SASLCredentials
from faust.types import TopicT

from processors.faust.transport import CorrectedApp
from runtime.kafka import TopicName, full_name
from runtime.kafka.topics import LARGEST
from runtime.settings import Settings

MIB = 1024 * 1024

GROUP = "work"
"""The consumer group, and the beginning of the tables' changelogs, after the prefix."""

AT_ONCE = 4
"""Messages of one partition taken at once; those of the other partitions come after them."""

BUFFERED = 16
"""Messages read ahead for each stage: they may be of some MiB."""

SESSION_SECONDS = 10.0
HEARTBEAT_SECONDS = 3.0
REQUEST_SECONDS = 30.0
COMMIT_SECONDS = 1.0

TABLE_OPTIONS = {
    "driver": "rocksdict",
    # As given they are 2 GiB of cache and 192 MiB of buffers for each partition of each table.
    "block_cache_size": 8 * MIB,
    "write_buffer_size": 4 * MIB,
    "max_write_buffer_number": 2,
    "target_file_size_base": 16 * MIB,
    "max_open_files": 64,
}


def group_of(settings: Settings) -> str:
    """The consumer group of the work role."""
    return f"{settings.prefix}.{GROUP}"


def build_app(settings: Settings, tables: Path) -> CorrectedApp:
    """An app without agents; `tables` is the directory of this process's tables."""
    credentials = None
    if settings.kafka_user:
        credentials = SASLCredentials(
            username=settings.kafka_user, password=settings.kafka_password, mechanism="PLAIN"
        )
    return CorrectedApp(
        id=group_of(settings),
        broker=[f"kafka://{each.strip()}" for each in settings.kafka.split(",")],
        broker_credentials=credentials,
        broker_client_id=group_of(settings),
        broker_session_timeout=SESSION_SECONDS,
        broker_heartbeat_interval=HEARTBEAT_SECONDS,
        broker_request_timeout=REQUEST_SECONDS,
        broker_commit_interval=COMMIT_SECONDS,
        broker_max_poll_records=AT_ONCE,
        consumer_auto_offset_reset="earliest",
        # A larger message comes alone.
        consumer_max_fetch_size=MIB,
        producer_acks=-1,
        producer_max_request_size=LARGEST + MIB,
        producer_request_timeout=REQUEST_SECONDS,
        stream_buffer_maxsize=BUFFERED,
        # A message that is being worked when its partition goes is worked again by the next owner.
        stream_wait_empty=False,
        store="rocksdb://?driver=rocksdict",
        datadir=tables,
        tabledir=tables,
        table_standby_replicas=0,
        topic_disable_leader=True,
        topic_replication_factor=settings.replication,
        web_enabled=False,
        autodiscover=False,
    )


def input_topic(app: faust.App, settings: Settings, *names: TopicName) -> TopicT:
    """Topics of ours as bytes: what does not decode is for us to set aside, not for Faust."""
    return app.topic(
        *(full_name(settings, name) for name in names),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        internal=False,
        allow_empty=True,
    )
