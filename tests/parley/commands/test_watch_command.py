"""watch add, list, test, mute, remove; export alerts: on one small store."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fakes.mailserver import MailServer
from tests.fakes.office import Receiver, receiving
from tests.fakes.program import Program, lines

NOW = datetime.now(UTC)


def news(identifier: str, text: str, days: float) -> dict[str, Any]:
    return {
        "id": identifier,
        "text": text,
        "title": f"Report {identifier}",
        "published_at": (NOW - timedelta(days=days)).isoformat(),
        "outlet": f"{identifier}.example",
        "url": f"https://{identifier}.example/1",
    }


OFFER = news(
    "a",
    "“We are ready to sit down with Iceland at the talks tomorrow,” Norway’s foreign minister, "
    "Anna Berg, said.",
    9,
)
BREAK = news(
    "b",
    "Norway suspended the fishery talks with Iceland on Saturday. “There will be no more talks "
    "with Iceland,” Foreign Minister Anna Berg said.",
    2,
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A store where two watches were kept before the news came."""
    folder = tmp_path_factory.mktemp("watches")
    program = Program(folder / "data")
    program.run("watch", "add", "norway", "--party", "norway", "--issue", "talks")
    program.run("watch", "add", "ready", "--query", "ready")
    program.run("backfill", str(lines(folder / "news.jsonl", OFFER, BREAK)), "--profile", "fast")
    return program


@pytest.fixture
def told(filled: Program, program: Program) -> Program:
    """A copy of it, to do with as the test likes."""
    shutil.copytree(filled.data_dir, program.data_dir)
    return program


@pytest.fixture
async def receivers() -> AsyncIterator[tuple[int, dict[str, Receiver]]]:
    async with receiving("desk", "other") as found:
        yield found


def ledger(program: Program) -> dict[str, dict[str, Any]]:
    printed = program.run("watch", "list", "--json").stdout.splitlines()
    return {row["watch"]["name"]: row["ledger"] for row in map(json.loads, printed)}


def test_what_came_in_raised_alerts_and_old_news_woke_nobody(told: Program) -> None:
    alerts = {each["subject"]: each for each in told.export("alerts")}
    assert alerts["shift"]["headline"] == "Norway hardens on talks (toward Iceland)"
    assert alerts["shift"]["shift"]["from"]["outlet"] == "a.example"
    assert "ready to sit down" in alerts["statement"]["headline"]
    assert "version" not in alerts["shift"]
    found = ledger(told)
    assert found["norway"]["matched"] == found["norway"]["suppressed"]["old"] == 1
    assert found["ready"]["scanned"] > found["ready"]["matched"] == 1
    shown = told.run("watch", "list").stdout
    assert "shifts: norway, on talks" in shown
    assert "older than a day when it came in" in shown


def test_a_test_shows_what_would_have_been_caught_and_keeps_nothing(told: Program) -> None:
    described = told.run("watch", "test", "--party", "NORWAY", "--direction", "hardening")
    assert "Norway hardens on talks" in described.stdout
    assert "1 shifts matched, 1 alerts" in described.stderr
    assert "a day" in described.stderr
    assert "1 statements matched" in told.run("watch", "test", "ready").stderr
    nothing = told.run("watch", "test", "--query", "volcano").stderr
    assert "would not have woken you" in nothing
    much = told.run("watch", "add", "all", "--query", "", "--in", "shifts").stderr
    assert "that is much: it catches 1 of the 1 shifts" in much
    told.run("watch", "remove", "all")
    assert set(ledger(told)) == {"norway", "ready"}


def test_mute_and_remove(told: Program) -> None:
    assert "silent until" in told.run("watch", "mute", "norway", "--hours", "8").stderr
    assert "about Iceland" in told.run("watch", "mute", "norway", "--party", "iceland").stderr
    told.run("watch", "mute", "norway", "--party", "Iceland")
    (row,) = [
        each["watch"]
        for each in map(json.loads, told.run("watch", "list", "--json").stdout.splitlines())
        if each["watch"]["name"] == "norway"
    ]
    assert row["muted_parties"] == ["Iceland"]
    assert "speaks" in told.run("watch", "mute", "norway", "--off").stderr
    told.run("watch", "remove", "norway")
    assert set(ledger(told)) == {"ready"}
    assert len(told.export("alerts")) == 2
    told.run("watch", "add", "norway", "--confirmed")


def test_a_takedown_takes_the_words_out_of_alerts(told: Program) -> None:
    (article,) = [each for each in told.export("articles") if each["title"] == "Report b"]
    told.run("takedown", article["id"])
    assert {each["subject"] for each in told.export("alerts")} == {"statement"}
    kept = b"".join(path.read_bytes() for path in told.data_dir.glob("parley.db*"))
    assert b"suspended the fishery" not in kept


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("watch", "add", "x"), "--query"),
        (("watch", "add", "x", "--query", "a", "--party", "b"), "not both"),
        (("watch", "add", "x", "--query", 'party:"Rur'), "^"),
        (("watch", "add", "x", "--query", "status:confirmed"), "no field"),
        (("watch", "add", "x", "--issue", "weather"), "talks, ceasefire"),
        (("watch", "add", "x", "--query", ""), "a watch on every statement says nothing"),
        (("watch", "add", "x", "--query", "a", "--mode", "weekly"), "at-once, hourly"),
        (("watch", "add", "x", "--query", "a", "--quiet", "25:00-7"), "22:00-07:00"),
        (("watch", "add", "x", "--query", "a", "--to", "nowhere"), "no target 'nowhere'"),
        (("watch", "target", "x", "ftp://a.example"), "neither a webhook"),
        (("watch", "target", "x", "https://me:s3cret@a.example"), "password is refused"),
        (("watch", "target", "x", "https://10.0.0.1/s3cret"), "no public address (private)"),
        (("watch", "target", "x", "smtps://[fd00::1]/me@a.example?from=b@a.example"), "no public"),
        (("watch", "target", "x", "mailto:desk@example.org"), "`smtp_url` is not set"),
        (("watch", "target", "x", "smtps://a.example/nobody"), "one mailbox"),
        (("watch", "target", "x", "mailtos://me:s3cret@a.example"), "mail is written mailto:"),
        (("watch", "target", "x", "nothing at all"), "an address begins with"),
        (("watch", "operations", "x", "--to", "nowhere"), "no target 'nowhere'"),
        (("watch", "remove", "nobody"), "no watch 'nobody'"),
        (("watch", "mute", "nobody", "--off"), "no watch 'nobody'"),
        (("watch", "mute", "nobody"), "--hours"),
    ],
)
def test_what_goes_wrong_is_said_in_words(
    program: Program, arguments: tuple[str, ...], words: str
) -> None:
    done = program.run(*arguments, status=None)
    assert done.returncode in {1, 2}
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "s3cret" not in done.stderr


def test_a_name_is_taken_once(program: Program) -> None:
    program.run("watch", "add", "x", "--query", "a")
    assert (
        "there is a watch 'x'" in program.run("watch", "add", "x", "--query", "b", status=2).stderr
    )


def test_a_target_is_added_tried_given_a_new_secret_and_removed(program: Program) -> None:
    place = ("watch", "target", "desk", "http://127.0.0.1:9/hook")
    assert "add 127.0.0.1:9 to `allowed_private_hosts`" in program.run(*place, status=2).stderr
    allowed = {"PARLEY_ALLOWED_PRIVATE_HOSTS": "127.0.0.1:9"}
    secret = program.run(*place, **allowed).stdout.strip()
    assert secret.startswith("whsec_")
    assert program.run("watch", "target", "desk", "--rotate").stdout.strip() != secret
    assert "desk\twebhook\thttp://127.0.0.1:9/…\twell" in program.run("watch", "targets").stdout
    program.run(
        *("watch", "add", "x", "--query", "a", "--to", "desk", "--mode", "daily"),
        *("--quiet", "22:00-07:00", "--zone", "Europe/Amsterdam"),
    )
    refused = program.run("watch", "test", "x", "--send", status=1).stderr
    assert "desk: refused_address" in refused
    program.run("watch", "target", "desk", "--remove")
    assert "no target yet" in program.run("watch", "targets").stderr
    assert "no target 'desk'" in program.run("watch", "test", "x", "--send", status=2).stderr


async def test_a_marked_test_message_goes_through_each_kind(
    program: Program, receivers: tuple[int, dict[str, Receiver]]
) -> None:
    port, found = receivers
    async with MailServer() as server:
        allowed = f"127.0.0.1:{port},127.0.0.1:{server.port}"
        given = {"PARLEY_ALLOWED_PRIVATE_HOSTS": allowed, "PARLEY_MAIL_FROM": "parley@news.example"}

        async def run(*arguments: str, **more: str) -> str:
            return (
                await asyncio.to_thread(program.run, *arguments, **(given | more))  # type: ignore[arg-type]
            ).stderr

        await run("watch", "target", "hook", f"http://127.0.0.1:{port}/desk")
        chat = f"json://me:s3cretword@127.0.0.1:{port}/other"
        assert "s3cretword" not in await run("watch", "target", "chat", "-", stdin=f"{chat}\n")
        mailbox = f"smtp://127.0.0.1:{server.port}/desk@example.org?tls=never"
        await run("watch", "target", "post", mailbox)
        names = ("--to", "hook", "--to", "chat", "--to", "post")
        await run("watch", "add", "river", "--query", "ultimatum", *names)
        said = await run("watch", "test", "river", "--send")
        # A rule on shifts has none to show in a test message.
        await run("watch", "add", "shifts", "--issue", "talks", *names)
        of_shifts = await run("watch", "test", "shifts", "--send")
        listed = await asyncio.to_thread(program.run, "watch", "targets")
    for name in ("hook", "chat", "post"):
        assert f"{name}: the test message arrived" in said
        assert f"{name}: the test message arrived" in of_shifts
    assert "s3cretword" not in listed.stdout
    assert json.loads(found["desk"].got[0][1])["type"] == "alert.test"
    assert json.loads(found["other"].got[0][1])["title"].startswith("TEST: ")
    assert server.got[0]["Subject"].startswith("TEST: ")
    assert server.got[0]["List-Id"]


def test_the_feed_of_a_watch_is_atom(told: Program) -> None:
    import feedparser

    read = feedparser.parse(told.run("watch", "feed", "norway").stdout.encode())
    assert not read.bozo
    assert "Norway hardens on talks" in read.entries[0].title
