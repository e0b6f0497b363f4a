"""Watches in the console: described, tried before they are kept, muted, removed."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path

import httpx
import msgspec
import pytest

from runtime.sqlite import Database
from search.alerts.finding import Wanted
from search.alerts.targets import Target
from search.console.local import MIGRATIONS, SqliteTokens
from search.console.tokens import Token, digest_of, secret_of
from tests.fakes.documents import DAY, day, shift, statement
from tests.fakes.watches import rule, watch
from tests.search.console.conftest import TOKEN, Served, served
from wire import Watch

NEW = "/watches/new"


def text(page: str) -> str:
    """A page's words, as a reader has them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def kept(console: Served) -> Watch:
    (found,) = console.desk.alerts.watches()
    return found


def send(console: Served, page: str = NEW, **fields: str) -> httpx.Response:
    return console.post(page, page, do="keep", **fields)


def with_target(console: Served, name: str = "desk") -> None:
    with console.store.database.write() as tx:
        console.alerts.put_target(tx, Target(name=name, url="https://desk.example/hook"))


def test_without_a_watch_it_is_said_how_to_make_one(empty: Served) -> None:
    page = empty.get("/watches")
    assert "Nothing is watched yet" in page
    assert 'href="/watches/new"' in page
    assert "parley watch target" in page


def test_a_search_is_kept_as_it_was_typed(console: Served) -> None:
    with_target(console)
    fields = {"name": "river", "kind": "query", "q": "issue:talks stance:<0", "in": "statements"}
    answer = send(console, **fields, targets="desk", mode="hourly", zone="Europe/Amsterdam")
    made = kept(console)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/watches/{made.id}")
    assert (made.kind, made.subject, made.query) == ("query", "statement", "issue:talks stance:<0")
    assert (made.targets, made.mode, made.created_at) == (("desk",), "hourly", day(10))
    assert made.quiet is not None
    assert made.quiet.zone == "Europe/Amsterdam"
    assert "statements: issue:talks stance:<0" in text(console.get(f"/watches/{made.id}"))


def test_a_rule_is_kept_as_it_was_typed_and_shown_so_again(console: Served) -> None:
    fields = {
        "name": " hard  line ",
        "kind": "shift-rule",
        "party": "Ruritania",
        "issue": "talks",
        "counterparty": "Syldavia",
        "direction": "hardening",
        "confidence": "0,6",
        "confirmed": "1",
        "own_words": "1",
        "quiet_start": "22:00",
        "quiet_end": "07:00",
    }
    assert send(console, **fields).status_code == 303
    made = kept(console)
    assert made.name == "hard line"
    assert made.rule is not None
    assert made.rule.least_confidence == 0.6
    assert (made.rule.only_confirmed, made.rule.own_words) == (True, True)
    form = console.get(f"/watches/{made.id}/edit")
    assert 'name="party" value="Ruritania"' in form
    assert "<option selected>hardening</option>" in form
    assert 'name="confirmed" value="1" checked' in form
    assert 'name="quiet_start" value="22:00"' in form
    assert send(console, f"/watches/{made.id}/edit", **fields).status_code == 303
    assert kept(console) == msgspec.structs.replace(made, version=2)


def test_it_is_tried_before_it_is_kept(console: Served) -> None:
    console.store.apply(statements=[statement(f"d{n}", "The dam", at=day(8)) for n in range(3)])
    page = console.post(NEW, NEW, do="try", kind="query", q="dam").text
    words = text(page)
    assert "3 matches of 6, which make 1 alert: 0.0 a day; most on 12 May 2026, 1;" in words
    assert "The dam" in words
    assert "3 copies" in words
    assert console.desk.alerts.watches() == []


def test_where_nothing_is_stored_there_is_nothing_to_try_it_on(empty: Served) -> None:
    assert "nothing yet to try it on" in empty.get("/watches/new?q=dam")


def test_what_is_tried_is_what_the_watch_then_meets(console: Served) -> None:
    now = console.clock.now()
    found = [
        msgspec.structs.replace(statement(f"w{n}", words), at=now)
        for n, words in enumerate(
            ["Nobody swims in the river", "We shall cross rivers at dawn", "A boat on the river"]
        )
    ]
    console.store.apply(statements=found)
    before = text(console.post(NEW, NEW, do="try", kind="query", q="river -boat").text)
    assert "2 matches of 6, which make 2 alerts" in before
    assert send(console, name="river", kind="query", q="river -boat").status_code == 303
    console.take(*(msgspec.structs.replace(each, version=2) for each in found))
    assert console.desk.alerts.account(kept(console).id).matched == 2


def test_a_broken_query_is_refused_with_the_place_marked(console: Served) -> None:
    answer = send(console, name="river", kind="query", q="talks (river")
    assert answer.status_code == 400
    assert "this parenthesis is not closed\n  talks (river\n        ^" in unescape(answer.text)
    assert 'aria-describedby="wrong-q"' in answer.text
    assert 'value="river"' in answer.text
    assert console.desk.alerts.watches() == []


def test_a_field_that_such_documents_do_not_have_is_refused(console: Served) -> None:
    answer = send(console, name="x", kind="query", q="party:Ruritania", **{"in": "articles"})
    assert answer.status_code == 400
    assert "articles have no field" in unescape(answer.text)


@pytest.mark.parametrize("q", ["", "   "])
def test_a_watch_on_everything_is_refused_however_sure(console: Served, q: str) -> None:
    for sure in ({}, {"sure": "1"}):
        answer = send(console, name="all", kind="query", q=q, **sure)
        assert answer.status_code == 400
        assert "a watch on every statement says nothing" in text(answer.text)
    assert console.desk.alerts.watches() == []


def test_a_watch_on_most_of_it_is_asked_about_once_more(console: Served) -> None:
    console.store.apply(statements=[statement(f"m{n}", f"w{n}", at=day(9)) for n in range(30)])
    answer = send(console, name="most", kind="query", q="-zebra")
    assert answer.status_code == 400
    assert "it would catch 33 of 33" in text(answer.text)
    assert send(console, name="most", kind="query", q="-zebra", sure="1").status_code == 303


def test_every_shift_is_a_wire_service_and_may_be_meant(console: Served) -> None:
    assert send(console, name="all", kind="shift-rule").status_code == 400
    assert send(console, name="all", kind="shift-rule", sure="1").status_code == 303
    assert kept(console).rule is not None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Give it a name"),
        ({"name": "x" * 101}, "At most 100"),
        ({"issue": "weather"}, "talks, ceasefire"),
        ({"direction": "sideways"}, "hardening, softening"),
        ({"mode": "weekly"}, "at-once, hourly, daily"),
        ({"in": "dreams"}, "statements, articles, shifts"),
        ({"targets": "nowhere"}, "no target 'nowhere'"),
        ({"confidence": "1.5"}, "from 0 to 1"),
        ({"confidence": "much"}, "from 0 to 1"),
        ({"quiet_start": "22:00", "quiet_end": ""}, "Write both times"),
        ({"quiet_start": "25:00", "quiet_end": "26:99"}, "Write both times"),
        ({"zone": "Middle/Earth"}, "Europe/Amsterdam"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    console: Served, fields: dict[str, str], said: str
) -> None:
    answer = send(console, **({"name": "n", "kind": "query", "q": "a peculiar word"} | fields))
    assert answer.status_code == 400
    assert said in text(answer.text)
    assert 'value="a peculiar word"' in answer.text
    assert f'id="wrong-{[*fields][-1]}"' in answer.text
    assert console.desk.alerts.watches() == []


def test_a_name_is_taken_once(console: Served) -> None:
    assert send(console, name="river", kind="query", q="river").status_code == 303
    for seconds in (0, 60):
        console.clock.advance(seconds)
        answer = send(console, name="river", kind="query", q="boats")
        assert answer.status_code == 409
        assert "Another watch has this name" in answer.text
        assert 'value="boats"' in answer.text
    assert kept(console).query == "river"


def test_a_change_keeps_what_the_form_has_not(console: Served) -> None:
    console.desk.alerts.keep(
        watch("w", query="river", muted_parties=("Borduria",), muted_until=day(40), owner="you")
    )
    assert send(console, "/watches/w/edit", name="w", kind="query", q="boats").status_code == 303
    changed = kept(console)
    assert (changed.query, changed.created_at, changed.owner) == ("boats", DAY, "you")
    assert (changed.muted_parties, changed.muted_until) == (("Borduria",), day(40))


def test_the_search_page_leads_to_a_watch_with_its_words_and_filters(console: Served) -> None:
    page = console.get("/search?q=talks+OR+tariff&party=Ruritania&issue=talks")
    link = re.search(r'href="(/watches/new[^"]+)"', page)
    assert link
    form = console.get(unescape(link[1]))
    assert 'value="(talks OR tariff) party:&#34;Ruritania&#34; issue:&#34;talks&#34;"' in form
    assert "1 match of 3" in text(form)


def test_a_shift_and_a_party_lead_to_a_watch(console: Served) -> None:
    for path in ("/shifts/2026-05-shift-s", "/parties/Ruritania?issue=talks"):
        link = re.search(r'href="(/watches/new[^"]+)"', console.get(path))
        assert link, path
        form = console.get(unescape(link[1]))
        assert 'name="party" value="Ruritania"' in form
        assert "<option selected>talks</option>" in form
        assert 'value="shift-rule" checked' in form
        assert "1 match of 1" in text(form)


def test_the_list_says_how_each_watch_fares(console: Served) -> None:
    with_target(console)
    console.desk.alerts.keep(rule("b", targets=("desk", "gone"), created_at=DAY))
    console.desk.alerts.keep(watch("a", query="river"))
    broken = msgspec.structs.replace(watch("c"), query="(")
    console.desk.alerts.keep(broken)
    console.take(shift("x", at=day(10)))
    words = text(console.get("/watches"))
    assert words.index("statements: river") < words.index("shifts: any party")
    assert "it has no target" in words
    assert "its target gone was removed" in words
    assert "its query can't be read" in words
    assert "1 alert , newest 14 May 2026" in words
    assert "1 looked at, 1 matched, 0 delivered, 1 waiting" in words
    assert "https://desk.example/…" in words, "what is behind the host may be a secret"
    assert "/hook" not in words


def test_many_watches_are_found_and_turned_over(empty: Served) -> None:
    for number in range(60):
        empty.desk.alerts.keep(watch(f"watch {number:02}", query=f"word{number}"))
    assert "watch 49" in empty.get("/watches")
    assert "watch 50" not in empty.get("/watches")
    assert "watch 50" in empty.get("/watches?page=2")
    assert "1 of 60" in text(empty.get("/watches?q=word33"))
    assert "No watch fits" in empty.get("/watches?q=zebra")
    assert empty.client.get("/watches?page=0").status_code == 400


def test_a_watch_is_muted_for_a_time_or_about_a_party(console: Served) -> None:
    console.desk.alerts.keep(watch("w", query="river"))
    assert "It speaks." in text(console.get("/watches/w"))
    assert console.post("/watches/w/mute", "/watches/w", hours="8").status_code == 303
    assert kept(console).muted_until == console.clock.now() + timedelta(hours=8)
    assert "Muted until" in console.get("/watches/w")
    assert "muted" in console.get("/watches")
    for party in ("Syldavia", "syldavia", "Borduria"):
        console.post("/watches/w/mute", "/watches/w", party=party)
    assert kept(console).muted_parties == ("Syldavia", "Borduria")
    console.post("/watches/w/mute", "/watches/w", speak="Syldavia")
    assert kept(console).muted_parties == ("Borduria",)
    console.post("/watches/w/mute", "/watches/w", speak="")
    assert (kept(console).muted_until, kept(console).muted_parties) == (None, ())
    for odd in ({}, {"hours": "9999"}):
        assert console.post("/watches/w/mute", "/watches/w", **odd).status_code == 400


def test_a_watch_is_removed_after_one_more_question(console: Served) -> None:
    with_target(console)
    console.desk.alerts.keep(rule("w", targets=("desk",), created_at=DAY))
    console.take(shift("x", at=day(10)))
    assert "1 message on the way is not sent" in text(console.get("/watches/w/remove"))
    assert console.post("/watches/w/remove", "/watches/w/remove").headers["location"] == "/watches"
    assert console.desk.alerts.watches() == []


def test_of_a_removed_watch_nothing_is_lost_and_the_pages_say_so(console: Served) -> None:
    """One with a message on its way to a target, one that waits to be tried again."""
    with_target(console)
    console.desk.alerts.keep(rule("w", targets=("desk",), created_at=DAY))
    console.take(shift("x", at=day(10)))
    console.post("/watches/w/remove", "/watches/w/remove")
    console.take(msgspec.structs.replace(shift("x", at=day(10)), version=2, removed=True))
    gone = console.client.get("/watches/w")
    assert gone.status_code == 410
    assert "This watch was removed" in gone.text
    (alert,) = console.desk.alerts.alerts(Wanted(), 9).alerts
    for path in ("/alerts", "/alerts?watch=w", f"/alerts/{alert.id}"):
        page = text(console.get(path))
        assert "w (removed)" in page
        assert "the watch was removed" in page
    assert "retracted" in console.get(f"/alerts/{alert.id}")
    ledger = text(console.get("/watches/w/ledger"))
    assert "This watch was removed" in ledger
    assert "1 matched + 1 withdrawn = 0 delivered + 0 waiting + 0 failed + 2 held back" in ledger
    assert "2 the watch was removed" in ledger
    assert b"<feed" in console.client.get("/watches/w/alerts.atom").content
    assert console.client.get("/watches/w/remove").status_code == 410


def test_a_removed_watch_can_be_kept_again(console: Served) -> None:
    console.desk.alerts.keep(watch("w", query="river", removed=True))
    assert "This watch was removed" in console.get("/watches/w/edit")
    assert send(console, "/watches/w/edit", name="w", kind="query", q="river").status_code == 303
    assert kept(console).id == "w"


def test_its_alerts_are_an_atom_feed(console: Served) -> None:
    console.desk.alerts.keep(rule("w", created_at=DAY))
    console.take(shift("x", at=day(10)))
    answer = console.client.get("/watches/w/alerts.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    assert "Ruritania hardens on talks" in answer.text


@pytest.mark.parametrize(
    "path", ["/watches/x", "/watches/x/edit", "/watches/x/ledger", "/watches/x/alerts.atom"]
)
def test_what_is_not_there_is_said(empty: Served, path: str) -> None:
    assert empty.client.get(path).status_code == 404


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Served]:
    """A console whose visitor has a token to look, and to look only."""
    made = served(tmp_path, TOKEN)
    database = Database.open(tmp_path / "tokens.db", MIGRATIONS)
    tokens = SqliteTokens(database)
    secret = secret_of(b"reader".ljust(32, b"."))
    tokens.put(
        Token(
            name="reader", scope="read", digest=digest_of(secret), made_at=day(0), expires_at=None
        )
    )
    access = made.client.app.access  # type: ignore[attr-defined]
    access.tokens = tokens
    made.client.headers["Authorization"] = f"Bearer {secret}"
    yield made
    database.close()
    made.store.database.close()


def test_who_may_only_look_is_shown_no_form_and_let_do_nothing(reader: Served) -> None:
    reader.desk.alerts.keep(watch("w", query="river"))
    reader.store.apply(shifts=[shift("s")])
    for path in ("/watches", "/watches/w", "/shifts/2026-05-shift-s"):
        page = reader.get(path)
        assert 'method="post"' not in page
        assert NEW not in page
    for path in (NEW, "/watches/w/edit", "/watches/w/remove"):
        assert reader.client.get(path).status_code == 403
    for path in (NEW, "/watches/w/edit", "/watches/w/mute", "/watches/w/remove"):
        assert reader.client.post(path, data={"name": "x"}).status_code == 403
    assert reader.client.post("/shifts/2026-05-shift-s/verdict", data={}).status_code == 403


def test_a_form_from_elsewhere_changes_nothing(console: Served) -> None:
    console.desk.alerts.keep(watch("w", query="river"))
    for path in (NEW, "/watches/w/edit", "/watches/w/mute", "/watches/w/remove"):
        answer = console.client.post(path, data={"name": "x", "kind": "query", "q": "x"})
        assert answer.status_code == 403, path
    assert kept(console).version == 1
