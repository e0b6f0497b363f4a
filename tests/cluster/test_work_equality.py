"""The work role on a real Kafka holds what the local shell holds, whatever happens to it."""

import random
import signal
from pathlib import Path

import msgspec
import pytest
from confluent_kafka.admin import AdminClient

from runtime.settings import Settings
from tests.cluster.newswork import (
    QUICK,
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


@pytest.fixture(scope="module")
def expected_quickly(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The same where reading is quick, and finds more to quarrel about."""
    rows = of_the_local_shell(tmp_path_factory.mktemp("quick"), news(), quick=True)
    assert sum(kind == "shift" for kind, _ in rows) > 20
    return rows


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


def test_killed_at_random_moments_and_moved_to_other_machines(
    settings: Settings,
    kafka: AdminClient,
    workers: list[RunningWorker],
    expected_quickly: Rows,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """Two workers, on machines of their own; at each round one is killed with -9 in flight.

    Another one takes its place, on its directory or on an empty one: each death and each birth
    is a rebalance in the middle of the work, and tables are made anew from their changelogs.
    """
    chance = random.Random(8)
    rounds = 20 if request.config.getoption("--soak") else 3
    articles = news()
    chance.shuffle(articles)
    share = len(articles) // rounds + 1
    homes = [tmp_path / "one", tmp_path / "two"]
    workers += [RunningWorker.start(settings, QUICK, PARLEY_DATA_DIR=str(home)) for home in homes]
    for number in range(rounds):
        publish(settings, articles[number * share : (number + 1) * share])
        left = lag(settings, kafka)
        until(lambda left=left: lag(settings, kafka) < max(left, 1), "nothing moves")  # type: ignore[misc]
        victim = chance.randrange(2)
        workers[victim].kill()
        if chance.random() < 0.5:
            homes[victim] = tmp_path / f"machine {number}"
        workers[victim] = RunningWorker.start(settings, QUICK, PARLEY_DATA_DIR=str(homes[victim]))
    until_worked(settings, kafka, *workers)
    assert told(settings) == expected_quickly


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> None:
    """For what takes a minute each: every day would be too often."""
    if not request.config.getoption("--soak"):
        pytest.skip("a long run: --soak")


@pytest.mark.usefixtures("patience")
def test_a_worker_that_was_frozen_and_taken_for_dead_does_no_harm(
    settings: Settings,
    kafka: AdminClient,
    workers: list[RunningWorker],
    expected_quickly: Rows,
    tmp_path: Path,
) -> None:
    """It wakes in the middle of a message that another worker has done long since."""
    articles = news()
    publish(settings, articles[:40])
    frozen = RunningWorker.start(settings, QUICK)
    workers.append(frozen)
    until(lambda: lag(settings, kafka) < 40, "nothing moves")
    frozen.process.send_signal(signal.SIGSTOP)
    other = RunningWorker.start(settings, QUICK, PARLEY_DATA_DIR=str(tmp_path / "other"))
    workers.append(other)
    publish(settings, articles[40:60])
    until_worked(settings, kafka, other)
    frozen.process.send_signal(signal.SIGCONT)
    publish(settings, articles[60:])
    until_worked(settings, kafka, other)
    assert told(settings) == expected_quickly


@pytest.mark.usefixtures("patience")
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
