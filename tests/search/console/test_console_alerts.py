"""Alerts in the console: one for each thing, with states, messages, delays; found, taken away."""

import csv
import io
import json
import re
from datetime import timedelta
from html import unescape

import msgspec
import pytest

from search.alerts.finding import Wanted
from search.alerts.local import outbox
from search.alerts.local.outbox import End
from search.alerts.targets import Target
from tests.fakes.documents import DAY, article, day, shift, statement
from tests.fakes.watches import rule, watch
from tests.search.console.conftest import Served
from tests.search.console.test_console_watches import text

TOLD = {"targets": ("desk",), "created_at": DAY}


@pytest.fixture
def alerted(empty: Served) -> Served:
    """A shift that was confirmed, one that was taken back, words of two outlets, an article."""
    with empty.store.database.write() as tx:
        empty.alerts.put_target(tx, Target(name="desk", url="https://desk.example/hook"))
    empty.desk.alerts.keep(rule("line", **TOLD))
    empty.desk.alerts.keep(watch("dam words", query="dam"))
    empty.desk.alerts.keep(watch("papers", query="river", subject="article"))
    first = shift("x", at=day(10), before="Talks with anybody", after="Talks with nobody")
    empty.take(first, shift("y", party="Borduria", at=day(9)))
    empty.take(statement("a", "The dam stays as it is", at=day(8)))
    empty.take(statement("b", "The dam stays as it is", outlet="Highland Herald", at=day(8)))
    empty.take(article("n", at=day(7)))
    empty.clock.advance(60)
    empty.take(msgspec.structs.replace(first, version=2, status="confirmed"))
    empty.take(shift("y", party="Borduria", at=day(9), version=2, removed=True))
    return empty


def alert_of(console: Served, subject: str) -> str:
    found = {each.subject_id: each.id for each in console.desk.alerts.every_alert(Wanted())}
    return found[subject]


def deliver(console: Served) -> None:
    """What is new arrives, and what became of it does not."""
    now = console.clock.now()
    with console.store.database.write() as tx:
        while found := outbox.batch(tx, "desk", now):
            new = found[0].notice.what == "new"
            end = End("delivered") if new else End("failed", "the receiver answered 500")
            outbox.done(tx, "desk", found, end, now)


def test_without_an_alert_it_is_said_what_to_do(empty: Served) -> None:
    page = empty.get("/alerts")
    assert "Nothing is watched yet" in page
    assert 'href="/watches/new"' in page
    empty.desk.alerts.keep(watch("w", query="river"))
    assert "1 watch stands ready" in text(empty.get("/alerts"))
    assert "No alert fits" in empty.get("/alerts?state=retracted")


def test_the_newest_come_first_each_once_with_its_state_and_both_sides(alerted: Served) -> None:
    page = alerted.get("/alerts")
    assert "4 alerts, newest first" in page
    assert page.count("data-alert=") == 4
    places = [page.index(alert_of(alerted, f"2026-05-{name}")) for name in ("shift-x", "shift-y")]
    assert places == sorted(places)
    assert 'Talks with <mark class="change">anybody</mark>' in page
    assert 'Talks with <mark class="change">nobody</mark>' in page
    words = text(page)
    assert "confirmed, one source" in words
    assert "retracted" in words
    assert "2 copies" in words
    assert "watch: line" in words
    assert "Told to nobody: only recorded here." in words


def test_live_alerts_are_announced_politely_in_a_list_with_ids(alerted: Served) -> None:
    page = alerted.get("/alerts")
    assert 'role="status" aria-live="polite" data-events="/events" data-event="alerts"' in page
    assert 'data-list="alerts" data-noun="alert"' in page
    listed = page[page.index('<div id="alerts">') :]
    assert re.search(
        rf'<article class="card hardening" id="{alert_of(alerted, "2026-05-shift-x")}-2"', listed
    )


def test_filters_narrow_and_stay_in_the_form(alerted: Served) -> None:
    for query, number in (
        ("watch=line", 2),
        ("party=borduria", 1),
        ("issue=talks", 3),
        ("state=confirmed", 3),
        ("state=retracted", 1),
        (f"after={day(8):%Y-%m-%d}&before={day(9):%Y-%m-%d}", 1),
        ("watch=line&state=confirmed&party=Ruritania&issue=talks", 1),
    ):
        assert alerted.get(f"/alerts?{query}").count("data-alert=") == number, query
    page = alerted.get("/alerts?watch=line&state=confirmed&party=Ruritania")
    assert '<option value="line" selected>line</option>' in page
    assert "<option selected>confirmed</option>" in page
    assert 'name="party" value="Ruritania"' in page
    assert 'href="/watches/line/alerts.atom"' in page
    assert "No alert fits" in alerted.get("/alerts?party=Nobody")


@pytest.mark.parametrize(
    "query", ["issue=weather", "state=gone", "after=soon", "limit=0", "cursor=x", "before=%22"]
)
def test_what_cannot_be_asked_is_said(alerted: Served, query: str) -> None:
    assert alerted.client.get(f"/alerts?{query}").status_code == 400


def test_older_pages_follow_without_a_gap(empty: Served) -> None:
    empty.desk.alerts.keep(rule("line"))
    empty.take(*(shift(f"{n:02}", party=f"P{n}", at=day(n % 9)) for n in range(25)))
    seen: list[str] = []
    path = "/alerts?watch=line&limit=10"
    while path:
        page = empty.get(path)
        seen += re.findall(r'data-alert="([^"]+)"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = f"{unescape(more[1])}&limit=10" if more else ""
    assert len(seen) == len(set(seen)) == 25


def test_one_alert_tells_what_became_of_it_and_who_was_told(alerted: Served) -> None:
    deliver(alerted)
    page = alerted.get(f"/alerts/{alert_of(alerted, '2026-05-shift-x')}")
    words = text(page)
    assert words.index("provisional, one source") < words.index("confirmed, one source")
    assert "delivered desk new: provisional, one source" in words
    assert "failed desk confirmed, one source" in words
    assert "the receiver answered 500" in words
    assert "published 4 May 2026, 06:40 UTC → seen +10 days" in words
    assert 'href="/shifts/2026-05-shift-x"' in page
    assert "Sources 14 May 2026, 06:40 UTC Highland Herald" in words


def test_messages_on_their_way_say_when(alerted: Served) -> None:
    alerted.take(shift("z", party="Freedonia", at=day(10)))
    words = text(alerted.get(f"/alerts/{alert_of(alerted, '2026-05-shift-z')}"))
    assert "waiting desk new" in words
    now = alerted.clock.now()
    with alerted.store.database.write() as tx:
        found = outbox.batch(tx, "desk", now)
        outbox.hold(tx, "desk", found, now, now + timedelta(minutes=2))
    words = text(alerted.get(f"/alerts/{found[0].notice.alert.id}"))
    assert "1 attempt, again 14 May 2026" in words


def test_an_alert_leads_to_what_it_is_about(alerted: Served) -> None:
    said = alerted.get(f"/alerts/{alert_of(alerted, '2026-05-statement-a')}")
    assert 'href="/statements/2026-05-statement-a"' in said
    assert "2 nearly equal texts" in said
    paper = alerted.get(f"/alerts/{alert_of(alerted, '2026-05-article-n')}")
    assert 'href="/articles/2026-05-article-n"' in paper
    assert "Nobody: the alert is only recorded" in paper
    assert alerted.client.get("/alerts/nothing").status_code == 404


def test_an_alert_in_the_place_of_another_says_so(empty: Served) -> None:
    empty.desk.alerts.keep(rule("line", **TOLD))
    old = shift("x", at=day(10))
    empty.take(old)
    empty.take(msgspec.structs.replace(old, version=2, removed=True), shift("w", at=day(9)))
    before, after = (alert_of(empty, f"2026-05-shift-{name}") for name in "xw")
    page = empty.get(f"/alerts/{after}")
    assert f'href="/alerts/{before}"' in page
    assert "took the place of" in page
    with empty.store.database.write() as tx:
        tx.execute("DELETE FROM alerts WHERE id = ?", (before,))
    assert "an earlier alert on the same change" in text(empty.get(f"/alerts/{after}"))


def test_what_was_taken_down_is_not_shown_again(alerted: Served) -> None:
    secret = article("secret", "The river of secrets", title="Hushhush", at=day(10))
    alerted.take(secret)
    name = alert_of(alerted, secret.id)
    with alerted.store.database.write(erasing=True) as tx:
        alerted.store.index.erase(tx, secret.id)
        alerted.alerts.take(tx, [msgspec.structs.replace(secret, removed=True, version=2)], {})
        alerted.alerts.erase(tx, secret.id)
    for path in ("/alerts", f"/alerts/{name}", "/alerts.jsonl", "/alerts.csv"):
        page = alerted.get(path)
        assert "Hushhush" not in page
        assert "secrets" not in page
    assert "taken down" in alerted.get(f"/alerts/{name}")


def test_they_are_taken_away_as_lines_and_as_a_table(alerted: Served) -> None:
    lines = [json.loads(line) for line in alerted.get("/alerts.jsonl?watch=line").splitlines()]
    assert [each["state"] for each in lines].count("retracted") == 1
    assert lines == sorted(lines, key=lambda each: str(each["id"]))
    answer = alerted.client.get("/alerts.csv?state=confirmed")
    assert "parley-alerts.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 3
    (moved,) = [row for row in rows if row["subject"] == "shift"]
    assert (moved["shift.party"], moved["shift.to.quote"]) == ("Ruritania", "Talks with nobody")
    assert alerted.client.get("/alerts.xml").status_code == 404
    refused = alerted.client.get("/alerts.csv?state=gone")
    assert refused.headers["content-type"] == "application/problem+json"
