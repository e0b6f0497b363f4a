"""The status page and the numbers: rates, ages, delays step by step, messages that wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from runtime.ledger import Balance
from runtime.metrics import catalogue as metrics
from search.console import delays, words
from search.console.pages.operations import FEEDS
from tests.fakes.documents import DAY
from tests.search.console.conftest import Served


def test_each_step_is_told_in_words_and_drawn() -> None:
    first, last = delays.steps(
        {"stored_sent": [0.2] * 18 + [70.0, 200_000.0], "published_seen": [240.0], "x": [1.0]}
    )
    assert (first.begin, first.end, first.median) == ("published", "seen", "4 min")
    assert (last.median, last.p95, last.number) == ("0.2 s", "2.3 days", 20)
    drawn = {bar.says: (bar.number, bar.height) for bar in last.bars if bar.number}
    assert drawn["0.1 s to 0.5 s"] == (18, delays.HEIGHT)
    assert drawn["1 min to 5 min"][0] == drawn["over 1 day"][0] == 1
    assert sum(bar.number for bar in last.bars) == 20
    assert all(bar.x + bar.width <= delays.WIDTH for bar in last.bars)
    assert delays.steps({"seen_extracted": []}) == []


def test_a_clock_that_was_set_back_gives_no_length_below_nothing() -> None:
    (step,) = delays.steps({"stored_sent": [-5.0]})
    assert (step.median, step.bars[0].number) == ("0 s", 1)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        *((0.08, "0.08 s"), (1.5, "1.5 s"), (42.3, "42 s"), (60, "1 min"), (5_400, "1.5 h")),
        *((86_400, "1 day"), (180_000, "2.1 days"), (0, "0 s")),
    ],
)
def test_lengths_of_time_in_words(seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


@pytest.mark.parametrize(("number", "said"), [(12, "12 bytes"), (4096, "4.1 kB"), (3e9, "3.0 GB")])
def test_sizes_in_words(number: int, said: str) -> None:
    assert words.size(int(number)) == said


def test_status_tells_rates_ages_delays_and_what_waits(console: Served) -> None:
    console.sources.steps["seen_extracted"] = [0.7, 2.0, 3.0]
    console.sources.lately["extract"] = Balance("extract", DAY, 48)
    console.sources.messages = {"due": 2, "held": 7}
    page = console.get("/status")
    assert "seen to extracted" in page
    assert "Half within <b>2 s</b>" in page
    assert 'class="bar"' in page
    assert ">2.0<" in page
    assert "<b>2 messages due</b>, 7 held" in page
    assert "Newest statement: 7 days ago" in page
    assert "4.1 kB" in page
    assert "1 waits" in page


def test_feeds_come_in_pages_those_that_fail_first(console: Served) -> None:
    well = console.sources.reports[0]
    before = len(console.sources.reports)
    console.sources.reports += [
        replace(well, url=f"https://{number:03}.example/feed", title="") for number in range(FEEDS)
    ]
    first, second = console.get("/feeds"), console.get("/feeds?page=2")
    assert "broken.example" in first
    assert first.count('<li class="') == FEEDS
    assert second.count('<li class="') == before
    assert f"{FEEDS + before} feeds asked" in second
    assert "/feeds?page=2" in first
    assert console.get("/feeds?page=99").count('<li class="') == before
    assert console.client.get("/feeds?page=0").status_code == 400


def test_numbers_of_the_store_are_read_when_they_are_asked_for(console: Served) -> None:
    console.sources.messages = {"due": 3, "held": 0}
    console.get("/status")
    console.client.get("/nothing")
    text = console.get("/metrics")
    assert 'parley_documents{kind="statement"} 3\n' in text
    assert 'parley_outbox_messages{state="due"} 3\n' in text
    assert "parley_dead_letters_waiting 1\n" in text
    assert "parley_console_listeners 0\n" in text
    seconds = (console.clock.now() - DAY - timedelta(days=3)).total_seconds()
    assert f'parley_newest_age_seconds{{kind="statement"}} {seconds:g}\n' in text
    assert 'parley_console_seconds_count{page="status",status="2xx"} 1\n' in text
    assert 'parley_console_seconds_count{page="other",status="4xx"} 1\n' in text


def test_an_empty_store_has_numbers_but_no_ages(empty: Served) -> None:
    text = empty.get("/metrics")
    assert 'parley_documents{kind="shift"} 0\n' in text
    assert "newest_age" not in text


def test_every_step_of_the_way_has_its_meaning() -> None:
    assert set(delays.MEANING) == set(metrics.DELAY_STEPS)


def test_status_tells_of_the_canary_where_there_is_one(console: Served) -> None:
    assert "Canary" not in console.get("/status")
    console.desk.registry.observe(metrics.CANARY_SECONDS, 1.24)
    console.desk.registry.set(metrics.CANARY_LAST_SECONDS, 1.24)
    console.desk.registry.add(metrics.CANARY_LATE)
    page = console.get("/status")
    assert "the newest took 1.2 s" in page
    assert "<strong>1 late</strong>" in page
