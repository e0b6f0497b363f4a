"""The benches measure what they say, on stores small enough for a test; nothing here is timed."""

import random
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest

from parley.benchmarks import looking, watching
from parley.benchmarks.addresses import Page, pages_of
from parley.benchmarks.fiction import Newsroom
from parley.benchmarks.looking import Look, NotAnswered, look, over_budget
from parley.benchmarks.stored import Size, filled, folder_of
from parley.local.store import LocalStore
from runtime.clock import SystemClock
from search.console.api.calls import CALLS, ROUTES
from search.console.application import PAGES
from search.query import EVERYTHING, parse

SMALL = Size(articles=120, statements=600, shifts=30)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name: str(tmp_path / name))
    return filled(SMALL, SystemClock())


def test_a_store_has_what_was_asked_for_and_is_used_again(stored: Path) -> None:
    assert stored == folder_of(SMALL)
    with LocalStore.open(stored) as store:
        assert store.counts() == {"articles": 120, "statements": 600, "shifts": 30}
        edited = [each.id for each in store.index.scan("article") if each.version == 2]
        assert len(edited) == 6
        assert all(len(store.index.revisions(each)) == 2 for each in edited)
        assert store.alerts.alerts()
        assert store.index.search("statement", parse("talks")).total > 0
        before = (stored / "parley.db").stat().st_mtime_ns
    assert filled(SMALL, SystemClock()) == stored
    assert (stored / "parley.db").stat().st_mtime_ns >= before
    assert folder_of(Size(articles=121)) != stored


def test_the_same_seed_gives_the_same_news() -> None:
    first, second = (list(Newsroom(5, 20, 2).reports()) for _ in range(2))
    assert first == second
    for report in first:
        assert all(
            report.article.text[each.start : each.end] == each.text for each in report.statements
        )
    assert sum(len(report.statements) for report in first) == 20


def test_every_page_and_call_is_asked(stored: Path) -> None:
    chance = random.Random(1)
    asked = [page.of(chance).partition("?")[0] for page in pages_of(stored, SystemClock())]
    calls = [each.removeprefix("/api/v1") for each in asked if each.startswith("/api/v1")]
    reading = {call.path for call in CALLS if call.method == "GET"}
    pages = [each for each in PAGES if "GET" in (each.methods or {"GET"})]
    routes = [each for each in ROUTES if each.path.replace(":path", "") in reading]
    assert len(routes) == len(reading)
    for known, paths in ((pages, asked), (routes, calls)):
        found = [next((r.path for r in known if r.path_regex.match(one)), None) for one in paths]
        assert {each.path for each in known} - set(found) == set()


def test_a_look_gives_time_and_size_of_every_page(stored: Path) -> None:
    looks = look(stored, SystemClock(), turns=2)
    assert len(looks) == len(pages_of(stored, SystemClock()))
    by_name = {each.name: each for each in looks}
    assert by_name["/search"].size > 5_000
    assert all(each.cold > 0 and each.median > 0 and each.p95 > 0 for each in looks)


def test_a_page_that_fails_is_no_figure(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [Page("/nothing", lambda _: "/nothing")]
    monkeypatch.setattr(looking, "pages_of", lambda folder, clock: broken)
    with pytest.raises(NotAnswered, match="/nothing answered 404"):
        look(stored, SystemClock(), turns=2)


def test_the_budget_is_of_time_for_all_and_of_size_for_pages() -> None:
    def one(name: str, p95: float, size: int) -> Look:
        return Look(name, cold=9.0, median=0.01, p95=p95, cpu=None, size=size)

    fine = [one("/", 0.149, 99_999), one("/api/v1/shifts", 0.1, 10**6)]
    assert list(over_budget(fine)) == []
    over = list(over_budget([one("/slow", 0.151, 10), one("/large", 0.1, 100_001)]))
    assert over == ["/slow: p95 151 ms, at most 150", "/large: 100,001 bytes, at most 100,000"]


def test_watches_are_of_all_kinds_and_meet_something() -> None:
    figures = {each.name: each for each in watching.measure(watches=300, batch=16, turns=3)}
    assert figures["watches"].value == 300
    assert int(figures["batch of documents"].remark.split()[0]) > 0
    made = [next(watching.watches_of_all_kinds(datetime(2026, 1, 1, tzinfo=UTC)))]
    assert made[0].query
    assert parse(made[0].query) != EVERYTHING


@pytest.mark.parametrize(
    ("name", "large"),
    [("/alerts", True), ("/alerts.csv", False), ("/watches/ID/alerts.atom", False)],
)
def test_a_page_has_a_size_and_an_export_has_none(name: str, large: bool) -> None:
    found = Look(name, cold=0.1, median=0.1, p95=0.151, cpu=None, size=100_001)
    assert found.too_slow
    assert found.too_large is large
