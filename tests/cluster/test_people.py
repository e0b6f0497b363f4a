"""What people do in the cluster shell: the same commands as in the local one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from confluent_kafka.admin import AdminClient
from elasticsearch import Elasticsearch
from typer.testing import CliRunner

from parley.failure import explained, status_of
from parley.main import app
from processors.faust.reading import AGAIN
from runtime.kafka import Publisher, headers_of
from runtime.kafka.topics import TOPICS
from runtime.settings import Settings
from search.index.elastic import ElasticIndex
from tests.cluster.elastic_store import ElasticStore
from tests.cluster.roles import environment_of
from tests.fakes.documents import article, shift, statement
from tests.fakes.topics import everything
from wire import Article, Watch, codec

TAKEN = "2026-05-0123456789abcdef0123"


class Person:
    """Types commands, each in this process: a program's start takes longer than its work."""

    def __init__(self, settings: Settings) -> None:
        self.environment: dict[str, str | None] = {
            name: None for name in os.environ if name.startswith("PARLEY_")
        }
        self.environment |= environment_of(settings) | {"COLUMNS": "200"}

    def types(self, *words: str, status: int = 0) -> tuple[str, str]:
        done = CliRunner().invoke(app, words, env=self.environment)
        code, said = done.exit_code, done.stderr
        if isinstance(done.exception, Exception):
            line = explained(done.exception)
            assert line is not None, repr(done.exception)
            code, said = status_of(done.exception), said + line
        assert code == status, said
        return done.stdout, said

    def starts(self, *words: str) -> str:
        """Type a command as a program of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "parley.main", *words],
            capture_output=True,
            text=True,
            timeout=300,
            env={name: value for name, value in self.environment.items() if value is not None},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def person(settings: Settings, kafka: AdminClient, store: ElasticStore) -> Person:
    return Person(settings)


@pytest.fixture
def filled(store: ElasticStore) -> ElasticIndex:
    """An index with an article, a statement of it, and a shift."""
    kept = article("a")
    store.apply([kept], [statement("s", article_id=kept.id)], [shift("x")])
    return store.index


def test_looking(person: Person, filled: ElasticIndex, settings: Settings) -> None:
    assert "No talks today" in person.types("search", "talks")[0]
    assert "Ruritania" in person.types("timeline", "Ruritania")[0]
    for kind, name in (("articles", "article-a"), ("statements", "statement-s"), ("shifts", "-x")):
        (line,) = person.types("export", kind)[0].splitlines()
        assert json.loads(line)["id"].endswith(name)
    turned = shift("x")
    with Publisher(settings, "work") as publisher:
        headers = headers_of("shift", article=article("a").id)
        publisher.send("shifts", "Ruritania|talks", codec.encode(turned), headers).result(20)
    traced = person.types("trace", article("a").id)[0]
    assert article("a").title in traced
    assert "No talks today" in traced
    assert "first report" in traced
    (step,) = person.types("export", "shifts", "--history")[0].splitlines()
    assert json.loads(step)["shift_id"] == turned.id
    assert "no article" in person.types("trace", "2026-05-nothing", status=1)[1]


def test_watches_are_kept_on_their_topic(
    person: Person, filled: ElasticIndex, settings: Settings
) -> None:
    secret = person.types("watch", "target", "desk", "https://desk.example/hook")[0]
    assert secret.startswith("whsec_")
    person.types("watch", "add", "river", "--party", "Ruritania", "--to", "desk")
    assert (
        "no target" in person.types("watch", "add", "x", "--to", "no", "--query", "a", status=2)[1]
    )
    assert (
        "there is a watch" in person.types("watch", "add", "river", "--query", "talks", status=2)[1]
    )
    person.types("watch", "mute", "river", "--hours", "8")
    assert "river" in person.types("watch", "list")[0]
    assert "desk" in person.types("watch", "targets")[0]
    person.types("watch", "remove", "river")
    found = [record.decode(Watch) for record in everything(settings, "watches")]
    assert [(each.version, each.removed) for each in found] == [(1, False), (2, False), (3, True)]
    assert found[1].muted_until is not None
    person.types("watch", "target", "desk", "--remove")
    assert [record.value is None for record in everything(settings, "targets")] == [False, True]


def test_a_replay_is_shown_or_sent_round(
    person: Person, filled: ElasticIndex, settings: Settings
) -> None:
    """The index has a shift that nobody could read in its article."""
    said = person.types("replay", "--dry-run", "--profile", "fast")
    assert "Ruritania" in said[0]
    assert "shifts that would be: 0 new, 0 changed, 1 gone" in said[1]
    assert everything(settings, "articles") == []
    assert "0 texts" in person.types("replay", "--apply", "--from", "2999-01-01")[1]
    assert "1 texts are on their way" in person.types("replay", "--apply")[1]
    (record,) = everything(settings, "articles")
    assert (record.key_text, (AGAIN, b"1") in record.headers) == (article("a").id, True)
    refused = person.types("replay", "--apply", "--dossier", __file__, status=2)[1]
    assert "given to `parley work`" in refused


def test_a_takedown_is_a_notice_to_all(
    person: Person, filled: ElasticIndex, settings: Settings
) -> None:
    person.types("takedown", TAKEN)
    (record,) = everything(settings, "articles")
    notice = record.decode(Article)
    assert (record.key_text, notice.removed, notice.text) == (TAKEN, True, "")
    assert "no article" in person.types("takedown", "nothing", status=1)[1]


def test_the_doctor_looks_at_the_servers(person: Person, settings: Settings) -> None:
    said = person.types("doctor")[0]
    assert f"{settings.elasticsearch}: 0 articles" in said
    assert f"all {len(TOPICS)} as they should be" in said
    person.environment["PARLEY_PREFIX"] = f"{settings.prefix}-none"
    wrong = person.types("doctor", status=1)[0]
    assert "parley topics apply" in wrong
    assert "parley indices apply" in wrong


def test_what_a_role_does_is_not_done_here(person: Person) -> None:
    assert "parley work" in person.types("run", status=2)[1]


def test_without_servers_it_is_said_which(person: Person) -> None:
    person.environment["PARLEY_ELASTICSEARCH"] = "http://127.0.0.1:9"
    assert "Elasticsearch at http://127.0.0.1:9" in person.types("search", "x", status=1)[1]
    # To keep a watch nobody needs it.
    person.types("watch", "list")
    person.environment["PARLEY_KAFKA"] = ""
    assert "PARLEY_KAFKA" in person.types("watch", "list", status=1)[1]


def test_the_demo_shows_what_the_local_one_shows(
    person: Person, settings: Settings, tmp_path: Path
) -> None:
    shown = person.starts("demo", "--once")
    person.environment |= {"PARLEY_SHELL": "local", "PARLEY_DATA_DIR": str(tmp_path / "local")}
    assert person.starts("demo", "--once") == shown
    assert "hardening" in shown
    with Elasticsearch(settings.elasticsearch) as server:
        assert [name for name in server.indices.get(index="*") if name.startswith("demo-")] == []
