"""`parley dlq` in the cluster shell."""

import json
from datetime import UTC, datetime

from runtime.kafka import Publisher, Record, Rejected, headers_of, letter_of
from runtime.kafka.dead_letters import bury
from runtime.settings import Settings
from tests.fakes.articles import article
from tests.fakes.program import Program
from tests.fakes.topics import everything
from wire import DeadLetter, codec
from wire.dead_letter import dead_letter

AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


def of_a_message(text: str, error: str = "refused") -> DeadLetter:
    message = article(text, text)
    record = Record(
        topic="articles",
        partition=1,
        offset=7,
        key=message.id.encode(),
        value=codec.encode(message),
        headers=(*headers_of("article", article=message.id), ("odd", b"\xff")),
        at=AT,
    )
    return letter_of("extract", Rejected(record, error, f"no: {text}"), AT)  # type: ignore[arg-type]


async def test_letters_are_listed_shown_and_replayed(program: Program, settings: Settings) -> None:
    one, two = of_a_message("One."), of_a_message("Two.", "timeout")
    feed = dead_letter(
        "fetch", "refused", "too large", b"x", position="f", at=AT, feed="https://a.example/feed"
    )
    with Publisher(settings, "test") as publisher:
        for letter in (one, two, feed):
            await bury(publisher, letter)

    rows = [line.split("\t") for line in program.run("dlq", "list").stdout.splitlines()]
    assert {row[0] for row in rows} == {one.id, two.id, feed.id}
    chosen = program.run("dlq", "list", "--error", "timeout").stdout
    assert two.id in chosen
    assert one.id not in chosen
    assert "no dead letters" in program.run("dlq", "list", "--since", "2026-05-05").stderr
    assert json.loads(program.run("dlq", "show", one.id).stdout)["message"]["topic"] == "articles"
    assert program.run("dlq", "show", one.id, "--original").stdout.encode() == one.original

    done = program.run("dlq", "replay", "--all", "--stage", "extract")
    assert "2 healed, 0 failed" in done.stderr
    assert one.message is not None
    sent = {record.value: record for record in everything(settings, "articles")}
    assert set(sent) == {one.original, two.original}
    assert sent[one.original].headers == one.message.headers
    assert sent[one.original].key == one.message.key
    assert sent[one.original].at == AT
    assert (
        "0 healed, 0 failed" in program.run("dlq", "replay", "--all", "--stage", "extract").stderr
    )
    assert "nothing to replay" in program.run("dlq", "replay", feed.id, status=1).stderr
    assert "no dead letter" in program.run("dlq", "show", "2026-05-" + "0" * 20, status=1).stderr
