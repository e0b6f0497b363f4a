"""`parley work` without its language model: the same role, whose reading is a few hashes.

What is read follows from the text alone, as with the real one; a start takes a second. Run as a
program it is a worker with the settings of its environment.
"""

import os
import sys

from parley.cluster import work
from parley.cluster.roles import Role, run_role
from parley.session import Session
from processors.faust import Worker
from runtime.kafka import Publisher
from tests.fakes.facts import statement_in
from wire import Article, Statement
from wire.ids import digest

PARTIES = ("Ruritania", "Syldavia", "Borduria")
ISSUES = ("talks", "trade")


async def extract(article: Article) -> tuple[Statement, ...]:
    """A statement for each of the first paragraphs: party, issue and stance by its words."""
    rows = {}
    for paragraph in article.text.split("\n\n")[:4]:
        number = int(digest(paragraph), 16)
        row = statement_in(
            article,
            number % 5 - 2,
            paragraph[:200],
            party=PARTIES[number // 5 % 3],
            counterparties=(),
            issue=ISSUES[number // 15 % 2],
        )
        rows[row.id] = row
    return tuple(rows.values())


async def serve(role: Role) -> None:
    """The role, but for the child."""
    await role.kafka_is_ready(work.TOPICS)
    with (
        work.Tables(role.settings, role.clock) as tables,
        Publisher(role.settings, "work", role.registry) as publisher,
    ):
        worker = Worker(
            role.settings,
            extract,
            publisher=publisher,
            clock=role.clock,
            registry=role.registry,
            health=role.health,
            tables=tables.directory,
        )
        await worker.run(role.stopping.wait())


if __name__ == "__main__":
    assert "PARLEY_PREFIX" in os.environ, "a test's own names, never those of an installation"
    run_role(Session(config=None, flags={}), "work", serve)
    sys.exit(0)
