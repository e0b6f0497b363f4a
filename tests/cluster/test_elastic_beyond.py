"""The index in Elasticsearch beyond the contract: many at once, limits, what was erased."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import msgspec
import pytest

from deploy.local.processes import wait
from runtime.settings import Settings
from search.index import BadCursor
from search.index.cursors import ByDate, ByRelevance, encoded
from search.index.elastic import (
    ElasticIndex,
    NotPrepared,
    RefusedDocuments,
    administration,
    counting,
    open_index,
    reading,
    unchecked,
)
from search.query import parse
from search.query.brackets import MAX_DEPTH
from tests.cluster.elastic_store import ElasticStore
from tests.contract.index_contract import edited
from tests.fakes.documents import DAY, article, day, statement


def test_no_search_fails_while_a_month_begins(store: ElasticStore) -> None:
    store.apply(statements=[statement("first")])
    over = threading.Event()
    counts: list[int] = []

    def search() -> None:
        while not over.is_set():
            counts.append(store.index.count("statement", parse("talks")))

    with ThreadPoolExecutor(1) as pool:
        searching = pool.submit(search)
        for month in range(1, 4):
            store.apply(statements=[statement(f"{month}", at=DAY - timedelta(days=31 * month))])
        over.set()
        searching.result(30)
    assert counts
    assert counts == sorted(counts)
    assert store.index.count("statement") == 4


def test_many_writers_of_one_month_and_one_article_lose_nothing(store: ElasticStore) -> None:
    first, read = edited("a", "The dam holds.", 0, "holds")
    store.apply([first], read)
    texts = [edited("a", f"Text {hour}.", hour) for hour in range(1, 7)]
    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(store.keep_revision, *each) for each in texts]:
            done.result(60)
        batches = [
            [statement(f"{n}", f"Words {n} of {k}", version=k) for n in range(40)]
            for k in range(1, 7)
        ]
        for done in [pool.submit(store.index.apply, None, (), each) for each in batches]:
            done.result(60)
    kept = [each.article.text for each in store.index.revisions(first.id)]
    assert kept == ["The dam holds.", *(f"Text {hour}." for hour in range(1, 7))]
    store.index.refresh()
    found = list(store.index.scan("statement", parse("words")))
    assert [each.version for each in found] == [6] * 40


def test_rare_values_of_many_months_are_counted_exactly(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each month has another party in front; the one that leads in sum is second in each.
    months = [DAY, DAY - timedelta(days=40), DAY - timedelta(days=80)]
    said = [
        statement(f"{m}{party}{n}", party=party, at=at)
        for m, at in enumerate(months)
        for party, number in ((f"Own {m}", 4), ("Everywhere", 3))
        for n in range(number)
    ]
    store.apply(statements=said)
    monkeypatch.setattr(counting, "PER_SHARD", 2)
    monkeypatch.setattr(counting, "CANDIDATES", 2)
    facets = store.index.counted("statement", parse("talks")).facets
    assert facets["party"][0] == ("Everywhere", 9)


def test_more_hits_than_are_counted_come_in_the_same_order(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(statements=[statement(f"{n:02}", at=day(n // 4)) for n in range(18)])
    monkeypatch.setattr(reading, "MAX_TOTAL", 5)
    page = store.index.search("statement", parse("talks"), limit=7)
    assert (page.total, page.exact) == (5, False)
    seen = [hit.id for hit in page.hits]
    while page.next is not None:
        page = store.index.search("statement", parse("talks"), limit=7, after=page.next)
        seen += [hit.id for hit in page.hits]
    ordered = sorted(range(18), key=lambda n: (-(n // 4), n))
    assert seen == [statement(f"{n:02}", at=day(n // 4)).id for n in ordered]


def test_a_cursor_of_another_order_or_of_nowhere_is_refused(store: ElasticStore) -> None:
    store.apply(statements=[statement("a"), statement("b", "talks talks")])
    page = store.index.search("statement", parse("talks"), limit=1, order="relevance")
    assert page.next is not None
    rest = store.index.search("statement", parse("talks"), after=page.next, order="relevance")
    assert {hit.id for hit in (*page.hits, *rest.hits)} == {statement("a").id, statement("b").id}
    for after, order in (
        (page.next, "date"),
        (encoded(ByDate(0, "x")), "relevance"),
        (encoded(ByRelevance(-1)), "relevance"),
        (encoded(ByRelevance(10**6)), "relevance"),
    ):
        with pytest.raises(BadCursor):
            store.index.search("statement", parse("talks"), after=after, order=order)  # type: ignore[arg-type]
    far = encoded(ByDate(2**63 - 1, "x"))
    assert len(store.index.search("statement", parse("talks"), after=far).hits) == 2


def test_the_deepest_query_is_understood(store: ElasticStore) -> None:
    store.apply(statements=[statement("a")])
    deep = "river"
    for level in range(MAX_DEPTH):
        joined = "OR" if level % 2 else ""
        deep = f"NOT (talks {joined} {deep})" if level % 3 else f"(talks {joined} {deep})"
    query = parse(deep, "statement")
    assert store.index.search("statement", query).total == store.index.count("statement", query)


def test_the_words_of_what_was_taken_down_leave_the_files(
    store: ElasticStore, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--soak"):
        pytest.skip("takes a minute: with --soak")
    store.apply([article("a"), article("b")], [statement("s"), statement("t", article_id="x")])
    ours = f"{store.index.names.prefix}-*"
    assert store.erase(article("a").id) == 2

    def left() -> int:
        store.index.expunge()
        with store.index.connection.asking() as client:
            client.indices.refresh(index=ours)
            stats = client.indices.stats(index=ours, metric="docs")
        return int(stats["_all"]["total"]["docs"]["deleted"])

    assert wait(lambda: left() == 0, 120)
    assert [each.id for each in store.index.scan("article")] == [article("b").id]


def test_what_is_refused_is_told_and_the_rest_is_written(store: ElasticStore) -> None:
    odd = msgspec.structs.replace(article("b"), id="no month")
    with pytest.raises(RefusedDocuments, match="is no id that begins with a month") as raised:
        store.apply([article("a"), odd])
    assert [each.id for each, _ in raised.value.refused] == [odd.id]
    assert store.index.get("article", article("a").id) == article("a")
    assert store.index.get("article", odd.id) is None


def test_without_templates_nothing_is_written_and_it_is_said_what_to_do(
    settings: Settings,
) -> None:
    with closing(unchecked(settings)) as index:
        with pytest.raises(NotPrepared, match="run `parley indices apply`"):
            index.apply(None, [article("a")])
        with pytest.raises(NotPrepared, match="run `parley indices apply`"):
            open_index(settings)
        administration.apply(index.connection, index.names, 1)
        with index.connection.asking() as client:
            client.indices.delete_index_template(name=f"{settings.prefix}-documents")
        with pytest.raises(NotPrepared, match="are not those of this program"):
            index.apply(None, [article("a")])


def test_an_index_of_another_version_is_refused_with_the_remedy(store: ElasticStore) -> None:
    store.apply([article("a")])
    name = f"{store.index.names.prefix}-articles-{DAY:%Y-%m}-1"
    with store.index.connection.asking() as client:
        client.indices.put_mapping(index=name, meta={"mappings": 0, "normaliser": 1})
    with pytest.raises(NotPrepared, match="`parley indices reindex`"):
        open_index(store.settings)


def test_copies_follow_the_setting(store: ElasticStore) -> None:
    store.apply([article("a")])
    index: ElasticIndex = store.index
    changed = administration.apply(index.connection, index.names, 2)
    prefix = index.names.prefix
    assert changed == [
        f"template {prefix}-settings",
        f"copies of {prefix}-takedowns",
        f"copies of {prefix}-articles-{DAY:%Y-%m}-1",
    ]
    assert administration.apply(index.connection, index.names, 2) == []
    assert index.get("article", article("a").id) == article("a")
