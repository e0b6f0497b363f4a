"""An Elasticsearch that answers from a script: for what a real one cannot be made to say."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import msgspec
from elastic_transport import ApiResponseMeta, BaseNode, HttpHeaders
from elastic_transport._node import NodeApiResponse
from elasticsearch import Elasticsearch

from search.index.elastic.connection import Connection, Json

ADDRESS = "http://fake:9200"
HEADERS = HttpHeaders(
    {
        "x-elastic-product": "Elasticsearch",
        "content-type": "application/vnd.elasticsearch+json;compatible-with=8",
    }
)

Answer = tuple[int, object] | Exception
"""Status and body, or what the transport raises."""


class Script:
    """What is answered to each request, in order; what was asked is kept."""

    def __init__(self, answers: Sequence[Answer | Callable[[bytes], Answer]]) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, str, bytes]] = []

    def answer(self, method: str, target: str, body: bytes) -> Answer:
        """The next answer. Asking for more than the script has is an error of the test."""
        self.asked.append((method, target, body))
        found = self._answers.pop(0)
        return found(body) if callable(found) else found

    def connection(self) -> Connection:
        """A connection to it."""
        script = self

        class Node(_Node):
            told = script

        client = Elasticsearch(
            ADDRESS, node_class=Node, max_retries=0, serializers={Json.mimetype: Json()}
        )
        return Connection(client, ADDRESS)


class _Node(BaseNode):
    told: ClassVar[Script]

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: Any = None,
    ) -> NodeApiResponse:
        """Answer by the script."""
        answer = self.told.answer(method, target, body or b"")
        if isinstance(answer, Exception):
            raise answer
        status, said = answer
        meta = ApiResponseMeta(
            node=self.config, duration=0.0, http_version="1.1", status=status, headers=HEADERS
        )
        return NodeApiResponse(meta, msgspec.json.encode(said))

    def close(self) -> None:
        """Nothing is open."""


def items(*found: tuple[int, dict[str, object] | None]) -> tuple[int, object]:
    """The answer to a bulk request: each item's status and error."""
    said = [
        {"index": {"status": status} | ({"error": error} if error else {})}
        for status, error in found
    ]
    return 200, {"items": said}
