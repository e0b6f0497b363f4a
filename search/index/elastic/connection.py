"""The connection to Elasticsearch: made of the settings, its errors in our words."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.serializer import CompatibilityModeJsonSerializer

from runtime.clock import Clock
from runtime.settings import Settings
from search.index.elastic.errors import ElasticAway, ElasticRefused, translated

log = logging.getLogger(__name__)

REQUEST_SECONDS = 60.0
LOOK_SECONDS = 0.5
SAY_AGAIN_SECONDS = 60.0


class Json(CompatibilityModeJsonSerializer):
    """JSON read and written by msgspec, in a fraction of the time."""

    def json_dumps(self, data: Any) -> bytes:
        """A value as JSON."""
        return msgspec.json.encode(data)

    def json_loads(self, data: bytes) -> Any:
        """JSON as a value. Raises `ValueError`."""
        return msgspec.json.decode(data)


class Connection:
    """A client, and the address for messages. Its calls raise `ElasticAway`, `ElasticRefused`."""

    def __init__(self, client: Elasticsearch, address: str) -> None:
        self._client = client
        self.address = address

    @contextmanager
    def asking(self, seconds: float = REQUEST_SECONDS) -> Iterator[Elasticsearch]:
        """The client, whose answer may take so long; what concerns the server is translated."""
        with translated(self.address):
            yield self._client.options(request_timeout=seconds)

    def check(self) -> None:
        """Ask whether it serves. Raises `ElasticAway`, `ElasticRefused`.

        By the health of the cluster: `GET /` is not there in every distribution.
        """
        with self.asking(5.0) as client:
            health = client.cluster.health()
        if health["status"] == "red":
            raise ElasticAway(f"Elasticsearch at {self.address} has not found all its data yet")

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()


async def wait_for_elasticsearch(
    connection: Connection, clock: Clock, tell: Callable[[str], object] = log.warning
) -> None:
    """Return when it serves; says what is waited for, at once and every minute.

    Raises `ElasticRefused`, as for a wrong password, which no waiting mends.
    """
    said: float | None = None
    while True:
        try:
            await asyncio.to_thread(connection.check)
        except ElasticAway as error:
            if said is None or clock.monotonic() - said >= SAY_AGAIN_SECONDS:
                said = clock.monotonic()
                tell(f"waiting: {error}")
            await clock.sleep(LOOK_SECONDS)
        else:
            if said is not None:
                tell(f"Elasticsearch at {connection.address} is there")
            return


def connect(settings: Settings) -> Connection:
    """The connection that the settings tell; nothing is asked yet. Raises `ElasticRefused`."""
    address = settings.elasticsearch
    if not address:
        raise ElasticRefused(
            "no Elasticsearch is set: set `elasticsearch` (PARLEY_ELASTICSEARCH) to its address, or"
            ' start one on this machine with `eval "$(parley cluster up)"`'
        )
    authority = settings.elasticsearch_ca
    if authority is not None and not authority.is_file():
        raise ElasticRefused(f"elasticsearch_ca: there is no file {authority}")
    login = (settings.elasticsearch_user, settings.elasticsearch_password)
    given: dict[str, Any] = {"ca_certs": str(authority)} if authority is not None else {}
    try:
        client = Elasticsearch(
            address,
            basic_auth=login if settings.elasticsearch_user else None,
            request_timeout=REQUEST_SECONDS,
            # What is tried again, and when, is decided where the request is made.
            max_retries=0,
            serializers={Json.mimetype: Json()},
            **given,
        )
    except ValueError as error:
        raise ElasticRefused(
            f"elasticsearch: {address!r} is no address such as https://host:9200 ({error})"
        ) from error
    return Connection(client, address)
