"""`parley backfill` in the cluster shell: every article is in Kafka once, whatever happens."""

import json
import shutil
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deploy.local.processes import wait
from runtime.kafka import clients
from runtime.kafka.clients import Complaints
from runtime.kafka.offsets import ends
from runtime.kafka.topics import full_name
from runtime.settings import Settings
from tests.fakes.program import Program, lines
from tests.fakes.topics import everything
from wire import Article, DeadLetter

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
TEXT = "The minister said on Tuesday that her country would return to the talks. "


def lines_of(path: Path, count: int, repeat: int = 1) -> Path:
    return lines(
        path,
        *(
            {
                "id": f"a{number}",
                "text": f"{TEXT * repeat}It was the meeting number {number}.",
                "published_at": (BEGIN + timedelta(hours=number)).isoformat(),
                "outlet": f"The Courant {number % 7}",
            }
            for number in range(count)
        ),
    )


def sent(settings: Settings) -> list[Article]:
    return [record.decode(Article) for record in everything(settings, "articles")]


def test_what_was_sent_is_not_sent_again(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    file = lines_of(tmp_path / "a.jsonl", 50)
    with file.open("a", encoding="utf-8") as more:
        more.write("no json\n")
    first = program.run("backfill", str(file), status=1)
    assert "50 articles sent to Kafka, 1 set aside as dead letters" in first.stderr
    found = sent(settings)
    assert len({article.id for article in found}) == len(found) == 50
    assert all(article.backfilled and article.version == 0 for article in found)
    assert all(article.first_seen_at == article.published_at for article in found)
    (letter,) = [record.decode(DeadLetter) for record in everything(settings, "dead-letters")]
    assert (letter.stage, letter.error, letter.original) == ("parse", "malformed", b"no json\n")

    shutil.rmtree(program.data_dir)
    file = lines_of(tmp_path / "b.jsonl", 51)
    again = program.run("backfill", str(file))
    assert "1 articles sent to Kafka, 50 known already" in again.stderr
    assert len(sent(settings)) == 51


def test_headers_say_what_a_message_is(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    program.run("backfill", str(lines_of(tmp_path / "a.jsonl", 1)))
    (record,) = everything(settings, "articles")
    about = record.about
    assert (about.type, about.schema) == ("article", 1)
    assert about.article == record.key_text == record.decode(Article).id
    assert about.traceparent.startswith("00-")


def test_a_kill_loses_nothing_and_doubles_little(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    file = lines_of(tmp_path / "a.jsonl", 3000, repeat=10)
    client = clients.admin(settings, Complaints(settings))
    topic = full_name(settings, "articles")

    def arrived() -> int:
        return sum(ends(client, [(topic, number) for number in range(2)]).values())

    running = program.start("backfill", str(file))
    assert wait(lambda: arrived() >= 200 or running.poll() is not None, 60)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    before = arrived()
    assert 200 <= before < 3000
    program.run("backfill", str(file))
    found = sent(settings)
    assert {article.identity for article in found} == {
        f"id:{json.loads(line)['id']}" for line in file.read_text().splitlines()
    }
    assert len(found) - 3000 <= 128, "only what was under way at the kill comes twice"
    assert len({(article.id, article.content_hash) for article in found}) == 3000
