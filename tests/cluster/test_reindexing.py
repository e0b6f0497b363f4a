"""Indices are moved to new mappings while reading and writing go on, and nothing is lost."""

import threading

import pytest

from search.index import SearchTimeout
from search.index.elastic import administration, mappings, reading, reindexing
from search.index.elastic.elastic import ElasticIndex
from search.index.elastic.reindexing import CannotMove, Reindexing
from search.query import parse
from tests.cluster.elastic_store import ElasticStore
from tests.contract.index_contract import edited, revise
from tests.fakes.documents import DAY, article, statement

MONTH = f"{DAY:%Y-%m}"


def moving(store: ElasticStore, told: list[str]) -> Reindexing:
    index = store.index
    return Reindexing(index.connection, index.names, told.append, threading.Event().wait)


def behind(store: ElasticStore, alias: str) -> list[str]:
    with store.index.connection.asking() as client:
        return sorted(client.indices.get_alias(name=f"{store.index.names.prefix}-{alias}"))


def test_nothing_written_meanwhile_is_lost(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "COPIED_AT_ONCE", 40)
    monkeypatch.setattr(reindexing, "LITTLE", 10)
    store.apply(statements=[statement(f"{n:03}") for n in range(300)])
    written: dict[str, int] = {}
    counts: list[int] = []
    troubles: list[BaseException] = []
    over = threading.Event()
    started = threading.Barrier(3)

    def write(index: ElasticIndex) -> None:
        version = 1
        started.wait()
        while not over.is_set():
            version += 1
            batch = [
                *(statement(f"{n:03}", f"again {version}", version=version) for n in range(9)),
                statement(f"new{version}", version=version),
                statement("100", version=version, removed=version % 2 == 0),
            ]
            index.apply(None, statements=batch)
            # Only now somebody relies on it.
            written.update({each.id: version for each in batch})

    def read(index: ElasticIndex) -> None:
        started.wait()
        while not over.is_set():
            counts.append(index.count("statement", parse("talks OR again")))

    def guarded(work: object, index: ElasticIndex) -> None:
        try:
            work(index)  # type: ignore[operator]
        except BaseException as error:
            troubles.append(error)

    others = [ElasticIndex(store.index.connection, store.index.names) for _ in range(2)]
    threads = [
        threading.Thread(target=guarded, args=(work, index))
        for work, index in zip((write, read), others, strict=True)
    ]
    for thread in threads:
        thread.start()
    started.wait()
    told: list[str] = []
    assert moving(store, told).run(everything=True) == 1
    over.set()
    for thread in threads:
        thread.join()
    assert not troubles
    assert behind(store, f"statements-{MONTH}") == [
        f"{store.index.names.prefix}-statements-{MONTH}-2"
    ]
    assert behind(store, "statements") == behind(store, f"statements-{MONTH}")
    assert written, "nothing was written meanwhile"
    store.index.refresh()
    found = {each.id: each.version for each in store.index.scan("statement")}
    gone = statement("100").id
    assert {each: version for each, version in written.items() if each != gone} == {
        each: found[each] for each in written if each != gone
    }
    assert (gone in found) == (written[gone] % 2 == 1)
    assert min(counts) >= 299, "documents were missing while they were moved"
    assert max(counts) <= 300 + len(written), "documents were found twice while they were moved"
    assert len(told) == 1


def test_an_export_that_began_before_goes_on_to_its_end(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SCANNED_AT_ONCE", 1)
    store.apply(statements=[statement(f"{n:03}") for n in range(3)])
    export = store.index.scan("statement")
    first = next(export)
    seen: list[str] = []

    def sleep(_: float) -> None:
        seen.extend(each.id for each in export)

    index = store.index
    told: list[str] = []
    assert Reindexing(index.connection, index.names, told.append, sleep).run(everything=True) == 1
    assert [first.id, *seen] == [statement(f"{n:03}").id for n in range(3)]
    assert behind(store, "statements")[0].endswith("-2")
    with store.index.connection.asking() as client:
        assert not client.indices.exists(index=f"{store.index.names.prefix}-statements-{MONTH}-1")


def test_versions_takedowns_and_texts_go_along(store: ElasticStore) -> None:
    revise(store, *edited("a", "The dam holds.", 0, "holds"))
    revise(store, *edited("a", "The dam leaks.", 1, "leaks"))
    store.apply(statements=[statement("gone", version=5, removed=True)])
    store.apply([article("b")], [statement("s", article_id=article("b").id)])
    store.erase(article("b").id)
    before = store.index.revisions(article("a").id)
    assert moving(store, []).run(everything=True) == 3
    assert store.index.revisions(article("a").id) == before
    assert store.apply(statements=[statement("gone", version=4)]).written == 0
    assert store.apply([article("b", version=9)]).written == 0
    revise(store, *edited("a", "The dam broke.", 2))
    assert len(store.index.revisions(article("a").id)) == 3


def test_only_what_has_other_mappings_is_moved_and_is_then_of_today(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply([article("a")], [statement("s")])
    connection, names = store.index.connection, store.index.names
    assert administration.apply(connection, names, 1) == []
    assert moving(store, []).run() == 0
    monkeypatch.setitem(mappings.DOCUMENT, "tone", {"type": "keyword"})
    assert administration.apply(connection, names, 1) == [f"template {names.prefix}-document"]
    assert administration.drift(connection, names) == [
        f"{names.prefix}-articles-{MONTH}-1: field tone",
        f"{names.prefix}-statements-{MONTH}-1: field tone",
    ]
    assert moving(store, []).run() == 2
    assert administration.drift(connection, names) == []
    assert store.index.get("statement", statement("s").id) == statement("s")


def test_broken_off_at_the_last_moment_the_old_index_counts_and_takes_writes(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(statements=[statement("s")])

    def fails(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(Reindexing, "_switch", fails)
        with pytest.raises(KeyboardInterrupt):
            moving(store, []).run(everything=True)
    assert store.apply(statements=[statement("t")]).written == 1
    assert store.index.count("statement") == 2
    with pytest.raises(CannotMove, match="begin again with --anew"):
        moving(store, []).run(everything=True)
    assert moving(store, []).run(everything=True, anew=True) == 1
    assert store.index.count("statement") == 2
    assert behind(store, "statements")[0].endswith("-2")


def test_an_index_whose_documents_the_new_mappings_refuse_stays_as_it_is(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(statements=[statement("s")])
    connection, names = store.index.connection, store.index.names
    monkeypatch.setitem(mappings.DOCUMENT, "day", {"type": "boolean"})
    administration.apply(connection, names, 1)
    with pytest.raises(CannotMove, match=r"-1 stays: .*statement-s can't be moved: document_pars"):
        moving(store, []).run()
    assert behind(store, "statements") == [f"{names.prefix}-statements-{MONTH}-1"]
    assert store.apply(statements=[statement("t")]).written == 1
    assert store.index.count("statement") == 2


def test_a_copy_that_lacks_documents_takes_no_place(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(statements=[statement("s"), statement("t")])
    monkeypatch.setattr(Reindexing, "_written_after", lambda *_: iter(()))
    with pytest.raises(CannotMove, match="has 0 of its 2 documents"):
        moving(store, []).run(everything=True)
    assert store.apply(statements=[statement("u")]).written == 1
    assert store.index.count("statement") == 3


def test_a_reader_that_never_ends_is_told_and_not_waited_for_for_ever(
    store: ElasticStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SCANNED_AT_ONCE", 1)
    monkeypatch.setattr(reindexing, "READERS_SECONDS", 3.0)
    store.apply(statements=[statement("s"), statement("t"), statement("u")])
    export = store.index.scan("statement")
    assert next(export) == statement("s")
    told: list[str] = []
    slept: list[float] = []
    index = store.index
    Reindexing(index.connection, index.names, told.append, slept.append).run(everything=True)
    assert len(slept) == 4
    assert told[-1].endswith("-1: waiting for those who still read in it")
    with pytest.raises(SearchTimeout, match="its indices were moved: begin again"):
        list(export)
    assert store.index.count("statement") == 3
