"""The index in SQLite beyond the contract: limits, files, threads, traces of what was erased."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from runtime.sqlite import Database
from search.index import KINDS, MIGRATIONS, BadCursor, SearchTimeout, SqliteIndex
from search.index.cursors import ByDate, ByRelevance, decoded, encoded
from search.index.local import counting, reading, writing
from search.index.local.conditions import Condition
from search.index.times import microseconds
from search.query import parse
from search.text import NORMALISER
from tests.fakes.documents import article, day, shift, statement
from tests.fakes.index_stores import SqliteStore
from wire.codec import encode


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "parley.db")
    yield store
    store.database.close()


def names(store: SqliteStore, query: str, **how: object) -> list[str]:
    page = store.index.search("statement", parse(query), **how)  # type: ignore[arg-type]
    return [hit.id.rsplit("-", 1)[1] for hit in page.hits]


# -- a query never hangs ------------------------------------------------------------------------


def test_a_search_over_its_time_is_broken_off_and_the_next_one_works(store: SqliteStore) -> None:
    store.apply(statements=[statement(f"{n}", f"talks {n}", at=day(n)) for n in range(300)])
    seconds = count(step=1.0)
    hasty = SqliteIndex(store.database, search_seconds=0.5, monotonic=lambda: next(seconds))
    slow = parse(" OR ".join(f"(talks after:20{n:02})" for n in range(10, 50)))
    with pytest.raises(SearchTimeout, match=r"longer than 0\.5 s: add a field or a date"):
        hasty.search("statement", slow)
    with pytest.raises(SearchTimeout):
        hasty.counted("statement", slow)
    with pytest.raises(SearchTimeout):
        hasty.count("statement", slow)
    with pytest.raises(SearchTimeout, match="longer than 3 s"):
        list(hasty.scan("statement", slow))
    # The connection that the broken searches have given back has no limit of theirs.
    assert len(list(store.index.scan("statement", slow))) == 300
    assert store.index.search("statement", slow).total == 300


def test_a_scan_is_given_time_for_each_document_and_not_for_its_reader(store: SqliteStore) -> None:
    store.apply(statements=[statement(f"{n}", f"talks {n}", at=day(n)) for n in range(300)])
    now = [0.0]
    patient = SqliteIndex(store.database, search_seconds=1, monotonic=lambda: now[0])
    found = 0
    for _ in patient.scan("statement", parse("talks")):
        now[0] += 5
        found += 1
    assert found == 300, "the reader's time was counted"


def test_marking_the_hits_counts_as_time_too(store: SqliteStore) -> None:
    store.apply([article(f"{n}", "war " * 50) for n in range(10)])
    hasty = SqliteIndex(store.database, search_seconds=8, monotonic=count(step=1.0).__next__)
    with pytest.raises(SearchTimeout, match="longer than 8 s"):
        hasty.search("article", parse("war"))
    assert len(hasty.search("article", parse("war"), limit=3).hits) == 3


def test_other_errors_of_the_database_are_not_taken_for_a_timeout(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Condition("no_such_column")
    monkeypatch.setattr(reading, "condition", lambda query, tables: broken)
    with pytest.raises(sqlite3.OperationalError, match="no_such_column"):
        store.index.search("statement", parse("talks"))


# -- many hits ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["talks", "-weather", "", "talks after:2026-05", "party:ruritania"]
)
def test_more_hits_than_are_counted_come_in_the_same_order(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    store.apply(statements=[statement(f"{n:02}", at=day(n // 4)) for n in range(18)])
    exact = names(store, query)
    monkeypatch.setattr(reading, "MAX_TOTAL", 5)
    page = store.index.search("statement", parse(query), limit=4)
    assert (page.total, page.exact) == (5, False)
    seen = [hit.id.rsplit("-", 1)[1] for hit in page.hits]
    while page.next is not None:
        page = store.index.search("statement", parse(query), limit=4, after=page.next)
        seen += [hit.id.rsplit("-", 1)[1] for hit in page.hits]
    assert seen == exact
    assert len(exact) == 18


def test_the_count_is_exact_up_to_its_limit(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(statements=[statement(f"{n}") for n in range(5)])
    monkeypatch.setattr(reading, "MAX_TOTAL", 5)
    page = store.index.search("statement", parse(""))
    assert (page.total, page.exact) == (5, True)


@pytest.mark.parametrize(("limit", "expected"), [(0, 1), (-5, 1), (3, 3), (10_000, 4)])
def test_a_page_has_between_one_and_the_most_hits(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, limit: int, expected: int
) -> None:
    monkeypatch.setattr(reading, "MAX_LIMIT", 4)
    store.apply(statements=[statement(f"{n}") for n in range(6)])
    assert len(names(store, "", limit=limit)) == expected


# -- relevance ----------------------------------------------------------------------------------


def test_relevance_puts_the_best_first_and_pages_through(store: SqliteStore) -> None:
    store.apply(
        statements=[
            statement("often", "dam dam dam", at=day(0)),
            statement("once", "a dam and quite a few more words that say other things", at=day(9)),
            statement("never", "weather", party="Syldavia", at=day(8)),
            statement("new", "dam dam dam", at=day(1)),
        ]
    )
    query = "dam OR party:syldavia"
    assert names(store, query, order="relevance") == ["new", "often", "once", "never"]
    seen, after = [], None
    for _ in range(4):
        page = store.index.search(
            "statement", parse(query), limit=1, after=after, order="relevance"
        )
        seen += [hit.id.rsplit("-", 1)[1] for hit in page.hits]
        after = page.next
    assert (seen, after) == (["new", "often", "once", "never"], None)


def test_a_cursor_of_the_other_order_is_refused(store: SqliteStore) -> None:
    store.apply(statements=[statement("a"), statement("b")])
    by_date = store.index.search("statement", parse("talks"), limit=1).next
    by_relevance = store.index.search("statement", parse("talks"), limit=1, order="relevance").next
    with pytest.raises(BadCursor, match="by date"):
        store.index.search("statement", parse("talks"), after=by_date, order="relevance")
    with pytest.raises(BadCursor, match="by relevance"):
        store.index.search("statement", parse("talks"), after=by_relevance)


@pytest.mark.parametrize("cursor", [ByDate(-(2**63), "x'y"), ByDate(0, ""), ByRelevance(40)])
def test_cursors_come_back_as_they_were(cursor: ByDate | ByRelevance) -> None:
    assert decoded(encoded(cursor)) == cursor
    assert encoded(cursor).replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "text",
    ["WyJkYXRlIiw5MjIzMzcyMDM2ODU0Nzc1ODA4LCIiXQ", "WyJkYXRlIiwxXQ", "a", "=", "\ud800", "////"],
)
def test_cursors_of_others_are_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        decoded(text)


# -- the file -----------------------------------------------------------------------------------


def files(store: SqliteStore) -> bytes:
    folder = store.database.path.parent
    return b"".join(path.read_bytes() for path in sorted(folder.glob("parley.db*")))


def test_after_a_takedown_no_byte_of_the_text_is_in_the_files(store: SqliteStore) -> None:
    secret = article("a", "Zanzibarium was found.", title="Quuxville")
    others = [article(f"o{n}", f"Calm seas number {n}.") for n in range(50)]
    store.apply([secret, *others[:25]])
    store.apply(
        [*others[25:]],
        [statement("s", "“Zanzibarium!”", article_id=secret.id, speaker="Frobnicator")],
        [shift("x", before="Zanzibarium stays", before_article=secret.id)],
    )
    before = files(store).lower()
    assert all(word in before for word in (b"zanzibarium", b"quuxvill", b"frobnic"))
    assert store.erase(secret.id) == 3
    after = files(store).lower()
    assert not any(word in after for word in (b"zanzibar", b"quuxvill", b"frobnic"))
    assert store.index.search("article", parse("calm")).total == 50


def test_a_replaced_text_is_gone_for_good_when_its_article_is_taken_down(
    store: SqliteStore,
) -> None:
    store.apply([article("a", "Zanzibarium was found.")])
    store.apply([article("a", "Nothing was found.", version=2)])
    store.erase(article("a").id)
    store.database.compact()
    assert b"zanzibar" not in files(store).lower()


def test_what_a_rolled_back_transaction_wrote_is_not_there(store: SqliteStore) -> None:
    def interrupted() -> None:
        with store.database.write() as tx:
            store.index.apply(tx, [article("a")], [statement("s")])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(store, "talks") == []
    store.apply([article("a")], [statement("s")])
    assert names(store, "talks") == ["s"]


def test_what_is_kept_is_there_after_reopening(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "parley.db")
    first.apply([article("a")], [statement("s")], [shift("x")])
    first.database.close()
    with Database.open(tmp_path / "parley.db", MIGRATIONS) as database:
        index = SqliteIndex(database)
        assert index.search("shift", parse("talks")).total == 1
        assert index.get("article", article("a").id) == article("a")


def test_readers_work_beside_the_writer_and_see_whole_articles(store: SqliteStore) -> None:
    done = threading.Event()
    seen: list[int] = []
    failures: list[BaseException] = []

    def read() -> None:
        try:
            last_round = False
            while not last_round:
                last_round = done.is_set()
                seen.append(store.index.search("statement", parse("talks")).total)
        except BaseException as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for n in range(40):
        store.apply([article(f"{n}")], [statement(f"{n}x{part}") for part in range(5)])
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert max(seen) == 200
    assert all(total % 5 == 0 for total in seen)


def test_a_scan_sees_one_moment(store: SqliteStore) -> None:
    store.apply(statements=[statement("a"), statement("c")])
    scan = store.index.scan("statement")
    first = next(scan)
    store.apply(statements=[statement("b"), statement("c", version=2, removed=True)])
    assert [one.id[-1] for one in (first, *scan)] == ["a", "c"]


# -- another normaliser -------------------------------------------------------------------------


def test_words_are_made_anew_when_the_normaliser_changed(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply([article("a")], [statement("s")], [shift("x")])
    with store.database.write() as tx:
        assert store.index.rebuild_if_needed(tx) == 3
        assert store.index.rebuild_if_needed(tx) == 0
        for table in ("search_statements_text", "search_articles_text"):
            tx.execute(f"UPDATE {table} SET words = 'spoiled'")
    assert names(store, "talks") == []
    monkeypatch.setattr(writing, "NORMALISER", NORMALISER + 1)
    with store.database.write() as tx:
        assert store.index.rebuild_if_needed(tx) == 3
        assert store.index.rebuild_if_needed(tx) == 0
    assert names(store, "talks") == ["s"]
    assert names(store, "spoiled") == []
    assert store.index.search("article", parse("river")).total == 1


def test_a_file_of_an_older_program_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "parley.db"
    before_1970 = datetime(1969, 12, 31, 1, tzinfo=UTC)
    kept = [
        statement("a"),
        statement("b", stance=None, outlet=None, at=day(1)),
        statement("c", party="Syldavia", at=before_1970),
        shift("x"),
        article("y"),
    ]
    with Database.open(path, MIGRATIONS[:1]) as older, older.write() as tx:
        for document in kept:
            writing.write(tx, document, encode(document), None)
    with Database.open(path, MIGRATIONS) as database:
        index = SqliteIndex(database)
        found = {kind: index.counted(kind, parse("")) for kind in KINDS}
        assert found["statement"].facets["party"] == [("Ruritania", 2), ("Syldavia", 1)]
        assert found["statement"].days[0] == (before_1970.date(), 1)
        with database.write() as tx:
            counting.recount(tx)
        assert {kind: index.counted(kind, parse("")) for kind in KINDS} == found


def test_microseconds_are_exact_and_ordered() -> None:
    moments = [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 5, 4, 6, 40, 0, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ]
    numbers = [microseconds(moment) for moment in moments]
    assert numbers == sorted(numbers)
    assert numbers[1] == -1
    assert microseconds(datetime(1970, 1, 2, tzinfo=UTC)) == 86_400_000_000
