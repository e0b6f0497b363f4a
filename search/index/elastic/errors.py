"""What can be wrong with Elasticsearch, by what is to be done about it, in words that say it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, UnsupportedProductError

from search.index.protocol import StoreUnavailable

TOO_MANY, SERVERS_FAULT = 429, 500
UNAUTHORIZED, FORBIDDEN = 401, 403


class ElasticAway(StoreUnavailable):
    """It can't be reached, is too busy, or takes no writes: this passes, and nothing is lost."""


class ElasticRefused(StoreUnavailable):
    """It does not let us in, or is not what it should be: no waiting mends that."""


class NotPrepared(StoreUnavailable):
    """Its templates or indices are not those of this program."""


@contextmanager
def translated(address: str) -> Iterator[None]:
    """Raise `ElasticAway` or `ElasticRefused` for what concerns the server; let others through."""
    try:
        yield
    except TlsError as error:
        raise ElasticRefused(
            f"Elasticsearch at {address}: its certificate is not trusted or it does not speak TLS:"
            f" check the address and `elasticsearch_ca` ({_cause(error)})"
        ) from error
    except ConnectionTimeout as error:
        raise ElasticAway(f"Elasticsearch at {address} does not answer in time") from error
    except TransportError as error:
        raise ElasticAway(
            f"Elasticsearch at {address} can't be reached ({_cause(error)})"
        ) from error
    except UnsupportedProductError as error:
        raise ElasticRefused(f"what answers at {address} is no Elasticsearch 8") from error
    except ApiError as error:
        raised = of_answer(address, error)
        if raised is None:
            raise
        raise raised from error


def of_answer(address: str, error: ApiError) -> StoreUnavailable | None:
    """The error that an answer stands for; None where it is about the request itself."""
    status = error.meta.status
    if is_block(error.body):
        return ElasticAway(f"Elasticsearch at {address} takes no writes now: {reason(error.body)}")
    if status == UNAUTHORIZED:
        return ElasticRefused(
            f"Elasticsearch at {address} does not let us in: set `elasticsearch_user` and"
            " `elasticsearch_password` (PARLEY_ELASTICSEARCH_USER, PARLEY_ELASTICSEARCH_PASSWORD)"
        )
    if status == FORBIDDEN:
        return ElasticRefused(
            f"Elasticsearch at {address} does not allow this to its user: {reason(error.body)}"
        )
    if status == TOO_MANY or status >= SERVERS_FAULT:
        return ElasticAway(f"Elasticsearch at {address} can't answer now: {reason(error.body)}")
    return None


def is_block(body: object) -> bool:
    """Whether an answer says that an index or the whole server takes no writes.

    So it is when its disk is nearly full, and while an index gives its place to a new generation.
    """
    return _error(body).get("type") == "cluster_block_exception"


def reason(body: object) -> str:
    """What an answer gives as the reason, in its words."""
    found = _error(body)
    deepest: Mapping[str, Any] = found
    while isinstance(deepest.get("caused_by"), dict):
        deepest = deepest["caused_by"]
    said = [str(each) for each in (found.get("reason"), deepest.get("reason")) if each]
    return ": ".join(dict.fromkeys(said))[:300] or "no reason given"


def _error(body: object) -> Mapping[str, Any]:
    found = body.get("error", body) if isinstance(body, dict) else {}
    return found if isinstance(found, dict) else {"reason": str(found)}


def _cause(error: TransportError) -> str:
    return str(error.errors[0] if error.errors else error.message)[:200]
