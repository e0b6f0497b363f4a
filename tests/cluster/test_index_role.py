"""The index role on real servers: what is read is found, watches fire, faults lose nothing."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import msgspec
import pytest

from parley.cluster.index import index
from parley.cluster.roles import Role
from runtime.clock import SystemClock
from runtime.kafka import Publisher, headers_of
from runtime.kafka.placement import partition_of
from runtime.metrics.catalogue import DELAY_SECONDS
from runtime.metrics.cluster import BULK_ITEMS, HITS, MATCH_SECONDS
from runtime.settings import Settings
from search.index import Document
from search.index.elastic import NotPrepared
from search.query import parse
from tests.cluster.elastic_store import ElasticStore
from tests.cluster.roles import role_at_work
from tests.contract.index_contract import edited
from tests.fakes.documents import DAY, article, shift, statement
from tests.fakes.office import until
from tests.fakes.topics import everything
from tests.fakes.watches import rule, watch
from wire import Article, DeadLetter, Shift, Statement, Watch, codec
from wire.met import Met
from wire.reading import LateRevision, Reading

pytestmark = pytest.mark.usefixtures("kafka")
LONG_AGO = DAY - timedelta(days=60)
MONTH = f"{DAY:%Y-%m}"


def reading(newest: Article, *statements: Statement, late: LateRevision | None = None) -> Reading:
    return Reading(
        id=newest.id,
        version=newest.version,
        removed=newest.removed,
        article=newest,
        statements=statements,
        late=late,
    )


def tell(settings: Settings, *messages: Reading | Shift | Watch) -> None:
    """What the other roles would say."""
    with Publisher(settings, "test") as publisher:
        for each in messages:
            value, headers = codec.encode(each), headers_of(type(each).__name__.lower())
            match each:
                case Reading():
                    publisher.send("statements", each.id, value, headers).result(20)
                case Shift():
                    key = f"{each.party}|{each.issue}"
                    publisher.send("shifts", key, value, headers).result(20)
                case Watch():
                    publisher.send("watches", each.id, value, headers).result(20)


def at_work(settings: Settings) -> AbstractAsyncContextManager[Role]:
    """An index role; what ends it early is raised."""
    return role_at_work("index", index, settings)


def ids(store: ElasticStore, kind: str = "statement", query: str = "") -> set[str]:
    store.index.refresh()
    return {each.id for each in store.index.scan(kind, parse(query))}  # type: ignore[arg-type]


def hits(settings: Settings) -> list[Met]:
    hits = [record for record in everything(settings, "hits") if record.about.type == "hit"]
    return [record.decode(Met) for record in hits]


def letters(settings: Settings) -> list[DeadLetter]:
    return [record.decode(DeadLetter) for record in everything(settings, "dead-letters")]


def name(document: Document) -> str:
    return document.id.rsplit("-", 1)[1]


async def test_what_was_read_is_found_and_watches_hear_of_it(
    settings: Settings, store: ElasticStore
) -> None:
    tell(settings, watch("w", query="talks", owner="ada"), rule("r", owner="ben"))
    said = statement("s", article_id=article("a").id)
    async with at_work(settings) as role:
        tell(settings, reading(article("a"), said))
        await until(lambda: ids(store) == {said.id})
        tell(settings, shift("x", after_article=article("a").id))
        await until(lambda: len(hits(settings)) == 2)
        # A watch that comes later is run on what comes after it.
        tell(settings, watch("late", query="weather", owner="eva"))
        tell(settings, reading(article("b"), statement("t", "weather talks")))
        await until(lambda: len(hits(settings)) == 4)
        assert role.health.ready()
    numbers = role.registry
    assert numbers.value(BULK_ITEMS, outcome="written") == 5
    assert numbers.value(HITS, subject="statement") == 3
    assert numbers.value(HITS, subject="shift") == 1
    assert numbers.value(DELAY_SECONDS, step="published_seen") == 2
    assert numbers.value(MATCH_SECONDS) >= 3
    told = {(met.owner, name(met.document)): met for met in hits(settings)}
    assert set(told) == {("ada", "s"), ("ben", "x"), ("ada", "t"), ("eva", "t")}
    assert told["ada", "s"].watch_ids == ("w",)
    assert set(told["ada", "s"].stamps) == {"published", "seen", "stored"}
    assert set(told["ben", "x"].stamps) == {"published", "seen", "stored"}
    kept = store.index.get("article", article("a").id)
    assert isinstance(kept, Article)
    assert kept.stamps["stored"] == told["ada", "s"].stamps["stored"]


async def test_edits_late_texts_and_takedowns_in_any_order(
    settings: Settings, store: ElasticStore
) -> None:
    tell(settings, watch("w", query="", owner="ada"))
    first, read_first = edited("a", "The dam holds.", 0, "holds")
    second, read_second = edited("a", "The dam leaks.", 1, "leaks")
    gone = msgspec.structs.replace(read_first[0], version=2, removed=True)
    async with at_work(settings):
        tell(
            settings,
            reading(first, *read_first),
            reading(second, gone, *read_second),
            # Of a text that was fetched earlier and is read later only the text is new.
            reading(second, late=LateRevision(article=edited("a", "Old.", -3)[0])),
        )
        await until(lambda: len(store.index.revisions(first.id)) == 3)
        await until(lambda: [name(each) for each in store.index.scan("statement")] == ["aleaks"])
        texts = [each.article.text for each in store.index.revisions(first.id)]
        assert texts == ["Old.", "The dam holds.", "The dam leaks."]
        removed = msgspec.structs.replace(second, version=3, removed=True, title="", text="")
        words = msgspec.structs.replace(read_second[0], version=3, removed=True, text="")
        tell(settings, reading(removed, words))
        await until(lambda: ids(store, "article") | ids(store) == set())
        # What comes late of an article that was taken down is neither kept nor told.
        other = statement("t", article_id=article("b").id)
        tell(settings, reading(second, *read_second), reading(article("b"), other))
        await until(lambda: ids(store) == {other.id})
    assert store.index.revisions(first.id) == []
    newest = {met.document.id: met for met in hits(settings)}
    assert newest[read_second[0].id].removed
    assert newest[read_first[0].id].removed
    assert not newest[other.id].removed


async def test_older_versions_that_come_late_change_nothing_and_are_not_told(
    settings: Settings, store: ElasticStore
) -> None:
    tell(settings, rule("r", owner="ben"))
    versions = [shift("x", version=n, why=f"Reason {n}.") for n in (1, 2, 3)]
    async with at_work(settings):
        for order in permutations(versions):
            tell(settings, *order)
        tell(settings, shift("end"))
        await until(lambda: shift("end").id in ids(store, "shift"))
        assert store.index.get("shift", versions[0].id) == versions[2]
    # The newest is told last, and none of the older ones after it.
    told = [met.version for met in hits(settings) if name(met.document) == "x"]
    assert told == sorted(told)
    assert told[-1] == 3


async def test_what_can_never_be_indexed_is_a_dead_letter_and_the_rest_is_found(
    settings: Settings, store: ElasticStore
) -> None:
    with Publisher(settings, "test") as publisher:
        for number, value in enumerate((b"no JSON", b'{"schema":99}', b"{}", None)):
            publisher.send("statements", f"key{number}", value).result(20)
    told = (
        reading(article("a"), statement("s"), statement("odd", at=LONG_AGO)),
        reading(msgspec.structs.replace(article("a"), id="no-month")),
        reading(msgspec.structs.replace(article("a"), id=f"{MONTH}-{'x' * 600}")),
        reading(article("b"), statement("t")),
    )
    async with at_work(settings) as role:
        await until(role.health.ready)
        make_by_hand(store, f"{settings.prefix}-statements-{LONG_AGO:%Y-%m}")
        tell(settings, *told)
        await until(lambda: len(letters(settings)) == 7, 60)
        await until(lambda: ids(store) == {statement("s").id, statement("t").id})
        assert len(ids(store, "article")) == 2
    found = {letter.key: letter for letter in letters(settings)}
    assert {key: found[key].error for key in found if key.startswith("key")} == {
        "key0": "malformed",
        "key1": "newer_schema",
        "key2": "malformed",
        "key3": "malformed",
    }
    refused = found[article("a").id]
    assert refused.error == "refused"
    assert refused.stage == "index"
    assert "statement-odd: document_parsing_exception" in refused.text
    assert found["no-month"].text.endswith("is no id that begins with a month")


def make_by_hand(store: ElasticStore, alias: str) -> None:
    """An index as somebody made it who did not know what is kept in it."""
    with store.index.connection.asking() as client:
        client.indices.create(
            index=f"{alias}-1",
            aliases={alias: {}},
            mappings={"properties": {"facets": {"properties": {"kind": {"type": "long"}}}}},
        )


async def test_a_read_only_index_is_waited_for_and_nothing_is_lost(
    settings: Settings, store: ElasticStore
) -> None:
    store.apply(statements=[statement("first")])
    block(store, on=True)
    said = [statement(f"s{n}") for n in range(20)]
    async with at_work(settings) as role:
        await until(role.health.ready)
        tell(settings, *(reading(article(f"{n}"), each) for n, each in enumerate(said)))
        await until(lambda: trouble(role), 60)
        assert "index read-only" in trouble(role)
        assert ids(store) == {statement("first").id}
        block(store, on=False)
        await until(lambda: len(ids(store)) == 21, 60)
        await until(role.health.ready)
    assert letters(settings) == []


def trouble(role: Role) -> str:
    """What the role says that its stage waits for; empty where it does not wait."""
    found = {each.name: each.trouble for each in role.health.conditions()}
    return found.get("stage") or ""


def block(store: ElasticStore, *, on: bool) -> None:
    """Nearly as Elasticsearch does when its disk is full; that block it takes away by itself."""
    with store.index.connection.asking() as client:
        client.indices.put_settings(
            index=f"{store.index.names.prefix}-statements-*",
            settings={"index.blocks.read_only": on or None},
        )


async def test_two_index_roles_share_the_work_and_do_no_harm(
    settings: Settings, store: ElasticStore
) -> None:
    tell(settings, watch("w", query="talks", owner="ada"))
    said = [statement(f"s{n:02}", article_id=article(f"{n:02}").id) for n in range(60)]
    batch = [reading(article(f"{n:02}"), each) for n, each in enumerate(said)]
    async with at_work(settings):
        tell(settings, *batch[:30])
        async with at_work(settings):
            tell(settings, *batch[30:], *batch[:10])
            await until(lambda: len(ids(store)) == 60, 60)
            await until(lambda: heard(settings) == {each.id for each in said}, 60)
    assert letters(settings) == []


def heard(settings: Settings) -> set[str]:
    return {met.document.id for met in hits(settings)}


async def test_a_repeated_batch_changes_nothing(settings: Settings, store: ElasticStore) -> None:
    """As after a crash between the writing and the commit."""
    messages: Sequence[Reading | Shift] = [
        *(reading(article(f"{n}"), statement(f"s{n}")) for n in range(5)),
        shift("x"),
    ]
    tell(settings, *messages, *messages)
    # One behind them on each partition: then all of them were read.
    ends = [statement(f"end{n}", article_id=article(f"end{n}").id) for n in range(4)]
    assert {partition_of(each.article_id.encode(), settings.partitions) for each in ends} == {0, 1}
    async with at_work(settings):
        tell(settings, *(reading(article(f"end{n}"), each) for n, each in enumerate(ends)))
        await until(lambda: {each.id for each in ends} <= ids(store), 60)
    with store.index.connection.asking() as client:
        counted = client.search(index=f"{settings.prefix}-statements", seq_no_primary_term=True)
    # Each document was written once: the repetition was not written at all.
    assert counted["hits"]["total"]["value"] == 9
    assert max(hit["_seq_no"] for hit in counted["hits"]["hits"]) == 8


async def test_without_indices_it_says_what_to_do(settings: Settings) -> None:
    role = Role("index", settings, SystemClock())
    with pytest.raises(NotPrepared, match="run `parley indices apply`"):
        await asyncio.wait_for(index(role), 30)


async def test_it_waits_for_a_server_that_is_away(settings: Settings) -> None:
    nowhere = replace(settings, elasticsearch="http://127.0.0.1:9")
    role = Role("index", nowhere, SystemClock())
    task = asyncio.create_task(index(role))
    await until(lambda: role.began)
    assert not task.done()
    assert not role.health.ready()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
