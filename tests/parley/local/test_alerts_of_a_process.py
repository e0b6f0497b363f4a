"""`parley run` as a process: from feeds on loopback to a webhook that verifies; killed as well."""

import json
import signal
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from tests.fakes.office import Receiver, receiving, until
from tests.fakes.program import Program
from tests.fakes.web import Web

BEFORE = (
    "“We are ready to sit down with Iceland at the talks tomorrow,” Norway’s foreign minister, "
    "Anna Berg, said."
)
AFTER = "Norway suspended the fishery talks with Iceland on Saturday."
AGAIN = (
    "The harbour was quiet in the evening, the boats stayed in. Norway has broken off the talks "
    "with Iceland about fish. Nobody knew for how long the nets would hang on the pier."
)


def feed(*entries: tuple[str, str, float]) -> str:
    """RSS with entries of a name, a text and an age in hours."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><guid>{name}</guid><title>Report {name}</title>"
        f"<link>https://{name}.example/1</link>"
        f"<pubDate>{format_datetime(now - timedelta(hours=hours))}</pubDate>"
        f"<description>{escape('<p>' + text + '</p>')}</description></item>"
        for name, text, hours in entries
    )
    return f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>"


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[int, Receiver]]:
    async with receiving("desk") as (port, found):
        yield port, found["desk"]


@contextmanager
def running(program: Program, feeds: Path, *allowed: str) -> Iterator[subprocess.Popen[str]]:
    """`parley run` in fast time for tests; killed at the end where it has not ended before."""
    config = program.data_dir / "config.toml"
    config.write_text(
        f"allowed_private_hosts = {json.dumps(allowed)}\n"
        "poll_min_seconds = 0.5\npoll_default_seconds = 0.5\npoll_max_seconds = 1\n"
        "host_spacing_seconds = 0\nhttp_total_seconds = 60\nhttp_idle_seconds = 60\n"
        "console_url = 'https://parley.example'\n"
    )
    process = program.start(
        *("--config", str(config), "run", "--feeds", str(feeds)),
        *("--profile", "fast", "--port", "0"),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def prepared(program: Program, port: int) -> str:
    """A watch on Norway that tells a webhook; the secret."""
    host = f"127.0.0.1:{port}"
    added = program.run(
        *("watch", "target", "desk", f"http://{host}/desk"), PARLEY_ALLOWED_PRIVATE_HOSTS=host
    )
    program.run("watch", "add", "norway", "--party", "Norway", "--to", "desk")
    # The news of the test are older than its watch by some hours.
    with closing(sqlite3.connect(program.data_dir / "parley.db")) as database, database:
        early = (datetime.now(UTC) - timedelta(days=9)).isoformat()
        database.execute(
            "UPDATE watches SET body = CAST(json_set(CAST(body AS TEXT), '$.created_at', ?)"
            " AS BLOB)",
            (early,),
        )
    return added.stdout.strip()


@pytest.mark.slow
async def test_from_a_feed_to_a_receiver_and_killed_between_sending_and_recording(
    program: Program, tmp_path: Path, receiver: tuple[int, Receiver]
) -> None:
    port, desk = receiver
    secret = prepared(program, port)
    async with Web() as site:
        site.text("/first", feed(("a", BEFORE, 9), ("b", AFTER, 2)))
        site.text("/second", feed())
        feeds = tmp_path / "feeds.txt"
        other = site.host.replace("127.0.0.1", "localhost")
        feeds.write_text(f"{site.url('/first')}\nhttp://{other}/second\n")
        allowed = (site.host, other, f"127.0.0.1:{port}")
        desk.hangs.clear()
        with running(program, feeds, *allowed) as process:
            await until(lambda: desk.got or process.poll() is not None, 120)
            assert process.poll() is None
            # It was sent and is not recorded: the receiver holds its answer.
            process.send_signal(signal.SIGKILL)
            process.wait()
        desk.hangs.set()
        with running(program, feeds, *allowed) as process:
            await until(lambda: len(desk.got) > 1 or process.poll() is not None, 120)
            site.text("/second", feed(("c", AGAIN, 1)))
            await until(lambda: len(desk.got) > 2 or process.poll() is not None, 120)
            await until(lambda: ledger(program)["delivered"] == 2, 60)
    first, again, later = [
        (headers["webhook-id"], Webhook(secret).verify(body, headers)) for headers, body in desk.got
    ]
    assert first[0] == again[0] != later[0]
    assert first[1]["data"]["alert"] == again[1]["data"]["alert"]
    assert [each["type"] for _, each in (first, again, later)] == [
        "alert.new",
        "alert.new",
        "alert.confirmed",
    ]
    alerts = [each["data"]["alert"] for _, each in (first, again, later)]
    assert len({each["id"] for each in alerts}) == 1
    assert [each["state"] for each in alerts] == ["provisional", "provisional", "confirmed"]
    for _, payload in (first, later):
        assert payload["data"]["alert"]["shift"]["party"] == "Norway"
        message = payload["data"]["message"]
        assert "suspended the fishery talks" in message["after"]["words"]
        assert message["console"].startswith("https://parley.example/shifts/")
        stages = [each["name"] for each in message["stages"]]
        assert stages == ["published", "seen", "extracted", "stored", "sent"]
    assert "2 independent sources" in later[1]["data"]["message"]["news"]


def ledger(program: Program) -> dict[str, Any]:
    (line,) = program.run("watch", "list", "--json").stdout.splitlines()
    found: dict[str, Any] = json.loads(line)["ledger"]
    return found
