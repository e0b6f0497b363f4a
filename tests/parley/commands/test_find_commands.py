"""search, timeline, trace, export, takedown, prune, replay, backup: on one small store."""

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from parley.local.store import LocalStore
from runtime.tracing import trace_id
from tests.fakes.program import Program, lines
from wire import Shift
from wire.vocabulary import Judgement

BEFORE = (
    "“We are ready to sit down with Iceland at the talks tomorrow,” Norway’s foreign minister, "
    "Anna Berg, said."
)
AFTER = (
    "Norway suspended the fishery talks with Iceland on Saturday. “There will be no more talks "
    "with Iceland,” Foreign Minister Anna Berg said."
)


def news(identifier: str, text: str, day: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "text": text,
        "title": f"Report {identifier}",
        "published_at": f"{day}T08:00:00Z",
        "outlet": f"{identifier}.example",
        "url": f"https://{identifier}.example/1",
        **fields,
    }


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with an offer in March and a break in May."""
    place = tmp_path_factory.mktemp("told")
    file = lines(
        place / "news.jsonl", news("a", BEFORE, "2026-03-03"), news("b", AFTER, "2026-05-09")
    )
    Program(place / "data").run("backfill", str(file))
    return place / "data"


@pytest.fixture
def told(program: Program, read_once: Path) -> Program:
    """A store of one's own with those two."""
    shutil.copytree(read_once, program.data_dir)
    return program


def test_a_break_after_an_offer_is_a_shift_with_both_quotations(told: Program) -> None:
    (shift,) = [each for each in told.export("shifts") if each["issue"] == "talks"]
    assert (shift["party"], shift["direction"]) == ("Norway", "hardening")
    assert shift["counterparties"] == ["Iceland"]
    assert shift["from"]["outlet"] == "a.example"
    assert shift["to"]["outlet"] == "b.example"
    assert "version" not in shift
    assert "version" in told.export("shifts", "--with-times")[0]


def test_search_knows_parties_by_other_names_and_counts_facets(told: Program) -> None:
    found = told.run("search", "party:NORWAY ready", "--json").stdout.splitlines()
    assert [json.loads(each)["party"] for each in found] == ["Norway"]
    assert "Norway\t" in told.run("search", "", "--facets").stdout
    assert "Report a" in told.run("search", "--in", "articles", "tomorrow").stdout
    assert "before" in told.run("search", "--in", "shifts", "party:Norway").stdout


def test_search_goes_on_where_a_page_ended(told: Program) -> None:
    first = told.run("search", "--in", "articles", "--limit", "1", "--json", "Iceland")
    cursor = first.stderr.split("--after ")[1].split()[0] if "--after" in first.stderr else None
    assert json.loads(first.stdout)["title"] == "Report b"
    if cursor is None:
        shown = told.run("search", "--in", "articles", "--limit", "1", "Iceland")
        cursor = shown.stderr.split("--after ")[1].split()[0]
    rest = told.run("search", "--in", "articles", "--json", "--after", cursor, "Iceland")
    assert json.loads(rest.stdout)["title"] == "Report a"


def test_timeline_shows_where_the_party_turned(told: Program) -> None:
    shown = told.run("timeline", "norway", "talks").stdout
    assert shown.index("ready to sit down") < shown.index("Norway suspended")
    assert "hardening" in shown


def test_trace_follows_an_article(told: Program) -> None:
    (article,) = [each for each in told.export("articles") if each["title"] == "Report b"]
    shown = told.run("trace", article["id"]).stdout
    for stage in ("published", "seen", "fetched", "extracted", "stored", "statement", "shift"):
        assert f"{stage}\t" in shown
    assert f"trace\t{trace_id(article['id'])}" in shown
    assert "alert" not in shown


def test_trace_goes_on_to_the_alert_and_what_became_of_its_message(
    program: Program, tmp_path: Path
) -> None:
    program.run("watch", "target", "desk", "https://desk.example/hook")
    program.run("watch", "add", "north", "--party", "Norway", "--to", "desk")
    undated = {key: value for key, value in news("b", AFTER, "").items() if key != "published_at"}
    file = lines(tmp_path / "news.jsonl", news("a", BEFORE, "2026-03-03"), undated)
    program.run("backfill", str(file))
    by_title = {each["title"]: each["id"] for each in program.export("articles")}
    shown = program.run("trace", by_title["Report b"]).stdout
    (alert,) = program.export("alerts")
    assert f"alert\t{alert['id']} provisional: " in shown
    assert re.search(r"^message\tdesk waiting, \d{4}-.* UTC$", shown, re.MULTILINE)
    assert "alert\t" not in program.run("trace", by_title["Report a"]).stdout


def test_csv_is_csv(told: Program) -> None:
    printed = told.run("export", "statements", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert {row["party"] for row in rows} >= {"Norway"}


def test_history_tells_when_a_shift_was_learned(told: Program) -> None:
    history = told.export("shifts", "--history")
    assert {each["shift_id"] for each in history} >= {each["id"] for each in told.export("shifts")}


def test_a_takedown_leaves_no_word_and_no_way_back(told: Program, tmp_path: Path) -> None:
    (article,) = [each for each in told.export("articles") if each["title"] == "Report a"]
    assert "forgotten" in told.run("takedown", article["id"]).stderr
    again = lines(tmp_path / "again.jsonl", news("a", BEFORE, "2026-03-03"))
    told.run("backfill", str(again))
    assert [each["title"] for each in told.export("articles")] == ["Report b"]
    kept = b"".join(path.read_bytes() for path in told.data_dir.glob("parley.db*"))
    assert b"sit down" not in kept
    for shift in told.export("shifts"):
        assert shift["from"]["presupposed"]


def test_prune_forgets_the_old_and_keeps_where_a_party_stood(told: Program, tmp_path: Path) -> None:
    assert "older than May 2026" in told.run("prune", "--before", "2026-05-15").stderr
    assert [each["title"] for each in told.export("articles")] == ["Report b"]
    back = lines(
        tmp_path / "c.jsonl",
        news("c", BEFORE.replace("tomorrow", "on Monday"), "2026-06-12"),
    )
    told.run("backfill", str(back))
    turns = [each for each in told.export("shifts") if each["issue"] == "talks"]
    assert "softening" in {each["direction"] for each in turns}


def test_replay_shows_what_a_dossier_would_change_and_changes_it_when_told(
    told: Program, tmp_path: Path
) -> None:
    dossier = tmp_path / "fish.yaml"
    dossier.write_text(
        "id: fish\ntitle: Fish\nparties:\n"
        "  - name: Kingdom of Fish\n    aliases: [Norway]\n"
        "    people: [Anna Berg]\n  - name: Iceland\n"
    )
    before = told.export("shifts")
    dry = told.run("replay", "--dry-run", "--dossier", str(dossier))
    assert "shifts that would be: 1 new" in dry.stderr
    assert told.export("shifts") == before
    told.run("replay", "--apply", "--dossier", str(dossier))
    assert {each["party"] for each in told.export("shifts")} == {"Kingdom of Fish"}
    assert "--dry-run or --apply" in told.run("replay", status=2).stderr


def test_a_backup_is_a_whole_store(told: Program, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "parley.db"
    copy.parent.mkdir()
    told.run("backup", str(copy))
    assert Program(copy.parent).export("shifts") == told.export("shifts")
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_feeds_of_ones_own(program: Program, tmp_path: Path) -> None:
    assert len(program.run("feeds", "list").stdout.splitlines()) >= 40
    program.run("feeds", "add", "https://a.example/feed", "--outlet", "A", "--country", "nl")
    program.run("feeds", "add", "https://a.example/feed")
    listed = program.run("feeds", "list").stdout
    assert listed.splitlines() == ["A\tNL\tA\thttps://a.example/feed"]
    exported = tmp_path / "feeds.opml"
    exported.write_text(program.run("feeds", "export").stdout)
    other = Program(tmp_path / "other")
    assert "1 added" in other.run("feeds", "import", str(exported)).stderr
    assert other.run("feeds", "list").stdout == listed
    assert "nothing fetched yet" in other.run("feeds", "health").stderr


def _judge_the_shift_on_talks(told: Program, judgement: Judgement) -> Shift:
    with LocalStore.open(told.data_dir) as store:
        (shift,) = [
            each
            for each in store.index.scan("shift")
            if isinstance(each, Shift) and each.issue == "talks"
        ]
        store.verdicts.give(shift, judgement, "anna", "only the minister said so")
    return shift


def test_a_verdict_outlives_a_replay_that_makes_its_shift_anew(told: Program) -> None:
    shift = _judge_the_shift_on_talks(told, "right")
    told.run("replay", "--apply", "--profile", "fast")
    (new,) = [each for each in told.export("shifts") if each["issue"] == "talks"]
    assert new["id"] == shift.id
    assert new["made_by"] != shift.made_by, "it was not made anew"
    (verdict,) = told.export("verdicts")
    assert (verdict["shift_id"], verdict["made_by"]) == (new["id"], shift.made_by)
    assert verdict["note"] == "only the minister said so"


def test_a_shift_that_was_judged_wrong_does_not_come_back_with_a_replay(told: Program) -> None:
    shift = _judge_the_shift_on_talks(told, "wrong")
    told.run("replay", "--apply", "--profile", "fast")
    assert [each for each in told.export("shifts") if each["issue"] == "talks"] == []
    (verdict,) = told.export("verdicts")
    assert verdict["shift_id"] == shift.id


def test_doctor_knows_whether_alerts_can_arrive(program: Program) -> None:
    mail = {"PARLEY_SMTP_URL": "smtps://mail.example", "PARLEY_MAIL_FROM": "parley@news.example"}
    program.run("watch", "target", "post", "mailto:desk@example.org", **mail)
    program.run("watch", "add", "river", "--query", "river", "--to", "post")
    assert "ok\ttargets\t1 targets" in program.run("doctor", **mail).stdout
    assert "set `smtp_url`" in program.run("doctor", status=1).stdout
    with LocalStore.open(program.data_dir) as store, store.database.write() as tx:
        (post,) = store.alerts.targets()
        store.alerts.put_target(tx, msgspec.structs.replace(post, gone=True))
    assert "bad\ttargets\tpost: disabled" in program.run("doctor", status=1, **mail).stdout
    program.run("watch", "target", "post", "--remove")
    said = program.run("doctor", status=1, **mail).stdout
    assert "the watch river tells post, which is no target" in said


def test_doctor_finds_what_is_wrong(program: Program) -> None:
    well = program.run("doctor")
    assert "bad\t" not in well.stdout
    program.data_dir.mkdir(exist_ok=True)
    (program.data_dir / "parley.db").write_text("no database at all, just words " * 50)
    ill = program.run("doctor", status=1, PARLEY_PROFIL="fast")
    assert "bad\tdatabase\t" in ill.stdout
    assert "PARLEY_PROFILE" in ill.stdout
