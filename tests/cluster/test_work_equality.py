"""The work role on a real Kafka holds what the local shell holds, whatever happens to it."""

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from confluent_kafka.admin import AdminClient

from runtime.settings import Settings
from tests.cluster.newswork import (
    Rows,
    RunningWorker,
    lag,
    letters,
    news,
    of_the_local_shell,
    publish,
    told,
    until,
    until_worked,
)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The local shell's end state on the same articles."""
    rows = of_the_local_shell(tmp_path_factory.mktemp("local"), news())
    kinds = {kind for kind, _ in rows}
    assert kinds == {"article", "statement", "shift"}, "an empty state proves nothing"
    return rows


@pytest.fixture
def workers(settings: Settings) -> Iterator[list[RunningWorker]]:
    """Workers that a test has started; those left are ended."""
    started: list[RunningWorker] = []
    yield started
    for worker in started:
        worker.kill()


def test_one_worker_tells_what_the_local_shell_holds(
    settings: Settings, kafka: AdminClient, workers: list[RunningWorker], expected: Rows
) -> None:
    """Doubled and shuffled input, an ordinary stop in the middle, and a second run."""
    articles = [*news(), *news(30)]
    random.Random(7).shuffle(articles)
    publish(settings, articles)
    workers.append(RunningWorker.start(settings))
    until(lambda: 0 < lag(settings, kafka) < len(articles) * 2 // 3, "nothing moves")
    assert workers[0].stop() < 10
    assert lag(settings, kafka) > 0, "it was done before it could be stopped"
    workers.append(RunningWorker.start(settings))
    until_worked(settings, kafka, workers[1])
    assert told(settings) == expected


def test_killed_in_flight_and_with_a_second_one_beside_it(
    settings: Settings, kafka: AdminClient, workers: list[RunningWorker], expected: Rows
) -> None:
    """Killed with -9 twice; the second worker comes in the middle: a rebalance of its own."""
    articles = news()
    random.Random(8).shuffle(articles)
    publish(settings, articles[:40])
    workers.append(RunningWorker.start(settings))
    until(lambda: 0 < lag(settings, kafka) < 35, "nothing moves")
    workers[0].kill()
    workers.append(RunningWorker.start(settings))
    workers.append(RunningWorker.start(settings))
    publish(settings, articles[40:])
    until(lambda: lag(settings, kafka) < 30, "nothing moves")
    workers[1].kill()
    until_worked(settings, kafka, workers[2])
    assert told(settings) == expected
    assert {each.name for each in (settings.data_dir / "work" / settings.prefix).iterdir()} == {
        "0",
        "1",
    }


def test_tables_are_made_anew_from_their_changelogs(
    settings: Settings,
    kafka: AdminClient,
    workers: list[RunningWorker],
    expected: Rows,
    tmp_path: Path,
) -> None:
    """A worker on a new machine, with half of the news read by one that is gone for good."""
    articles = news()
    publish(settings, articles[:40])
    workers.append(RunningWorker.start(settings))
    until_worked(settings, kafka, workers[0])
    workers[0].kill()
    publish(settings, articles[40:])
    elsewhere = RunningWorker.start(settings, PARLEY_DATA_DIR=str(tmp_path / "elsewhere"))
    workers.append(elsewhere)
    until_worked(settings, kafka, elsewhere)
    assert told(settings) == expected


def test_an_article_of_five_megabytes_is_no_rebalance(
    settings: Settings, kafka: AdminClient, workers: list[RunningWorker]
) -> None:
    """The real child is busy with it for longer than anything else; the group does not notice."""
    first, second = news(2)
    sentence = "The minister said the talks would resume on Monday, and the boats kept waiting. "
    long = msgspec.structs.replace(
        first, text=sentence * (5_000_000 // len(sentence)), content_hash="of five megabytes"
    )
    workers.append(
        RunningWorker.start(
            settings, PARLEY_MAX_ARTICLE_BYTES="6000000", PARLEY_EXTRACT_SECONDS="25"
        )
    )
    until(lambda: "ready, with" in workers[0].said(), "it does not join")
    publish(settings, [long, second])
    until_worked(settings, kafka, workers[0])
    assert workers[0].said().count("ready, with") == 1, "a rebalance"
    rows = told(settings)
    assert ("article", second.id) in rows
    (letter,) = letters(settings)
    assert (letter.article_id, letter.error) == (long.id, "timeout")
    assert workers[0].stop() < 10
