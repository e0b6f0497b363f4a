"""Bulk writing: what is tried again, what is refused, and how much is sent at once."""

from collections.abc import Iterable

import msgspec
import pytest
from elastic_transport import ConnectionError as NotConnected

from runtime.metrics import Registry
from runtime.metrics.cluster import BULK_ITEMS
from search.index.elastic import bulk
from search.index.elastic.bulk import Bulk, Refused, Write, chunks, outcome_of
from search.index.elastic.errors import ElasticAway, ElasticRefused
from tests.fakes.elastic import Answer, Script, items

FULL = {"type": "es_rejected_execution_exception", "reason": "rejected execution: queue is full"}
FLOOD = {
    "type": "cluster_block_exception",
    "reason": "index [e] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage"
    " watermark, index has read-only-allow-delete block];",
}
WRITE_BLOCK = {
    "type": "cluster_block_exception",
    "reason": "index [e] blocked by: [FORBIDDEN/8/index write (api)];",
}
OLDER = {"type": "version_conflict_engine_exception", "reason": "current version [3] is higher"}
NO_INDEX = {"type": "index_not_found_exception", "reason": "no such index [e-statements-2026-05]"}
MAPPING = {
    "type": "document_parsing_exception",
    "reason": "failed to parse field [at]",
    "caused_by": {"type": "illegal_argument_exception", "reason": 'For input string: "x"'},
}
WRITTEN = (201, None)


class Places:
    """Indices that are always there; what was said of them is kept."""

    def __init__(self) -> None:
        self.prepared: list[set[str]] = []
        self.forgotten: list[str] = []

    def prepare(self, aliases: Iterable[str]) -> None:
        self.prepared.append(set(aliases))

    def forget(self, alias: str) -> None:
        self.forgotten.append(alias)


def writes(*names: str) -> list[Write]:
    return [Write("e-statements-2026-05", name, 1, b'{"id":"x"}') for name in names]


def writer(*answers: Answer) -> tuple[Bulk, Script, list[float], Places, Registry]:
    script, slept, places, registry = Script(answers), [], Places(), Registry()
    return (
        Bulk(script.connection(), places, slept.append, registry=registry),
        script,
        slept,
        places,
        registry,
    )


def ids_of(body: bytes) -> list[str]:
    heads = [msgspec.json.decode(line) for line in body.splitlines()[::2]]
    return [head["index"]["_id"] for head in heads]


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (200, None, "written"),
        (201, None, "written"),
        (409, OLDER, "older"),
        (404, NO_INDEX, "no_index"),
        (429, FULL, "passing"),
        (429, FLOOD, "passing"),
        (403, WRITE_BLOCK, "passing"),
        (503, {"type": "unavailable_shards_exception", "reason": "not active"}, "passing"),
        (
            400,
            MAPPING,
            Refused(
                'document_parsing_exception: failed to parse field [at]: For input string: "x"'
            ),
        ),
        (403, {"type": "security_exception", "reason": "no"}, Refused("security_exception: no")),
    ],
)
def test_what_became_of_an_item(
    status: int, error: dict[str, object] | None, expected: object
) -> None:
    assert outcome_of({"status": status, "error": error}) == expected


def test_only_what_the_server_could_not_take_is_tried_again_with_growing_pauses() -> None:
    bulk, script, slept, _, registry = writer(
        items((429, FULL), WRITTEN, (409, OLDER), (429, FULL), (400, MAPPING)),
        items((429, FULL), WRITTEN),
        items(WRITTEN),
    )
    found = bulk.write(writes("a", "b", "c", "d", "e"))
    assert found[:4] == ["written", "written", "older", "written"]
    assert isinstance(found[4], Refused)
    asked = [ids_of(body) for _, _, body in script.asked]
    assert asked == [["a", "b", "c", "d", "e"], ["a", "d"], ["a"]]
    assert slept == [0.1, 0.3]
    counted = {
        outcome: registry.value(BULK_ITEMS, outcome=outcome)
        for outcome in ("written", "older", "again", "dead")
    }
    assert counted == {"written": 3, "older": 1, "again": 3, "dead": 1}


def test_a_server_that_takes_nothing_for_long_is_told_with_its_reason() -> None:
    answers = [items((429, FLOOD), (429, FLOOD))] * 6
    bulk, script, slept, _, _ = writer(*answers)
    with pytest.raises(ElasticAway, match=r"does not take 2 of 2 documents now: .*flood-stage"):
        bulk.write(writes("a", "b"))
    assert len(script.asked) == 6
    assert sum(slept) == pytest.approx(7.4)


def test_a_server_that_is_away_comes_back() -> None:
    bulk, _, slept, _, _ = writer(
        NotConnected("refused"),
        (503, {"error": {"type": "master_not_discovered_exception", "reason": "none"}}),
        (429, {"error": {"type": "circuit_breaking_exception", "reason": "too large"}}),
        items(WRITTEN),
    )
    assert bulk.write(writes("a")) == ["written"]
    assert slept == [0.1, 0.3, 1.0]


def test_a_wrong_password_is_not_tried_again() -> None:
    denied = {"error": {"type": "security_exception", "reason": "unable to authenticate"}}
    bulk, script, slept, _, _ = writer((401, denied))
    with pytest.raises(ElasticRefused, match="elasticsearch_password"):
        bulk.write(writes("a"))
    assert (len(script.asked), slept) == (1, [])


def test_an_index_that_was_pruned_is_made_again() -> None:
    bulk, _, _, places, _ = writer(items((404, NO_INDEX)), items(WRITTEN))
    assert bulk.write(writes("a")) == ["written"]
    assert places.forgotten == ["e-statements-2026-05"]
    assert len(places.prepared) == 2


def test_a_request_that_is_too_large_goes_in_halves_and_the_guilty_one_is_refused() -> None:
    too_large = (413, {"error": "request entity too large"})
    # a b c -> a | b c -> b | c, of which b is too large by itself.
    bulk, _, slept, _, _ = writer(too_large, items(WRITTEN), too_large, too_large, items(WRITTEN))
    found = bulk.write(writes("a", "b", "c"))
    assert [each if isinstance(each, str) else "refused" for each in found] == [
        "written",
        "refused",
        "written",
    ]
    assert slept == []


def test_requests_are_of_bearable_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK_WRITES", 3)
    monkeypatch.setattr(bulk, "CHUNK_BYTES", 100)
    sizes = (40, 40, 40, 200, 10, 10, 10, 10)
    given = {n: Write("alias", str(n), 1, b"x" * size) for n, size in enumerate(sizes)}
    found = list(chunks(given))
    assert [[len(each.source) for each in chunk.values()] for chunk in found] == [
        [40, 40],
        [40],
        [200],
        [10, 10, 10],
        [10],
    ]
    assert {n: each for chunk in found for n, each in chunk.items()} == given


def test_nothing_to_write_asks_nobody() -> None:
    bulk, script, _, _, _ = writer()
    assert bulk.write([]) == []
    assert script.asked == []
