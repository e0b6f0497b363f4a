"""The extraction child: it may crash, hang or raise, and only the article that did it pays."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from parley.local.child import answer
from parley.local.extraction import ChildUnavailable, ExtractionFailed, ExtractionProcess
from processors.extraction import Extractor
from runtime.metrics import Registry
from runtime.metrics.catalogue import EXTRACTOR_RESTARTS
from tests.fakes.articles import article
from tests.fakes.reading_child import statement_of
from wire import codec

FAKE = (sys.executable, "-m", "tests.fakes.reading_child")
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child imports the fake from the tree."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def process(timeout: float = 60.0) -> ExtractionProcess:
    return ExtractionProcess("fast", timeout=timeout, program=FAKE)


async def test_statements_come_back_in_the_order_asked_for() -> None:
    articles = [article(f"text {n}", f"a{n}") for n in range(20)]
    async with process() as child:
        found = await asyncio.gather(*(child.extract(each) for each in articles))
    assert [each for (each,) in found] == [statement_of(each) for each in articles]


async def test_a_large_article_fits_through_the_pipe() -> None:
    large = article("word " * 400_000)
    async with process() as child:
        assert (await child.extract(large))[0].end == len(large.text)


async def test_the_next_article_is_there_before_the_first_is_answered() -> None:
    articles = [article("TOGETHER", "first"), article("fine", "second")]
    async with process(timeout=10.0) as child:
        found = await asyncio.gather(*(child.extract(each) for each in articles))
    assert [each for (each,) in found] == [statement_of(each) for each in articles]


async def test_what_was_in_hand_of_a_lost_child_is_read_by_the_next(tmp_path: Path) -> None:
    registry = Registry()
    words = [f"ONCE {tmp_path / 'tried'}", "one", "two", "three"]
    articles = [article(each, f"a{n}") for n, each in enumerate(words)]
    async with ExtractionProcess("fast", program=FAKE, registry=registry) as child:
        found = await asyncio.gather(*(child.extract(each) for each in articles))
    assert [each for (each,) in found] == [statement_of(each) for each in articles]
    assert registry.value(EXTRACTOR_RESTARTS) == 1


async def test_an_error_in_reading_costs_this_article_only() -> None:
    async with process() as child:
        with pytest.raises(ExtractionFailed, match="ValueError: no such word") as failed:
            await child.extract(article("RAISE"))
        pid = child.pid
        assert await child.extract(article("fine"))
        assert child.pid == pid
    assert (failed.value.kind, failed.value.attempts) == ("internal", 1)


async def test_a_crash_is_tried_again_and_then_set_aside(tmp_path: Path) -> None:
    tried = tmp_path / "tried"
    async with process() as child:
        bad, good = await asyncio.gather(
            child.extract(article(f"CRASH {tried}", "bad")),
            child.extract(article("fine", "good")),
            return_exceptions=True,
        )
    assert isinstance(bad, ExtractionFailed)
    assert (bad.kind, bad.attempts) == ("crashed", 2)
    assert not isinstance(good, BaseException)


async def test_a_crash_that_does_not_repeat_costs_nothing(tmp_path: Path) -> None:
    registry = Registry()
    async with ExtractionProcess("fast", program=FAKE, registry=registry) as child:
        assert await child.extract(article(f"ONCE {tmp_path / 'tried'}"))
    assert registry.value(EXTRACTOR_RESTARTS) == 1


async def test_a_hanging_article_is_given_up() -> None:
    async with process(timeout=0.5) as child:
        with pytest.raises(ExtractionFailed, match="more than") as failed:
            await child.extract(article("HANG"))
        assert failed.value.kind == "timeout"
    async with process() as child:
        assert await child.extract(article("fine"))


async def test_a_child_that_does_not_start_is_no_article_s_fault() -> None:
    broken = ExtractionProcess("fast", program=(sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(ChildUnavailable, match="parley doctor"):
        async with broken:
            pass


async def test_the_child_ends_with_its_parent() -> None:
    async with process() as child:
        pid = child.pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_real_child_answers_whatever_it_is_asked() -> None:
    extractor = Extractor("fast")
    assert answer(extractor, b"no article").error == "Malformed"
    read = answer(extractor, codec.encode(article("“We will talk,” said the minister.")))
    assert [each.text for each in read.statements] == ["We will talk"]


async def test_whoever_waits_hears_that_the_child_cannot_be_started_again(tmp_path: Path) -> None:
    program = tmp_path / "reader"
    program.write_text(f'#!/bin/sh\nexec {" ".join(FAKE)} "$@"\n')
    program.chmod(0o755)
    async with ExtractionProcess("fast", program=(str(program),)) as child:
        program.unlink()
        several = (
            child.extract(article(f"CRASH {tmp_path / 'tried'}", "bad")),
            child.extract(article("fine", "good")),
        )
        answers = await asyncio.gather(*several, return_exceptions=True)
    assert [type(each) for each in answers] == [ChildUnavailable, ChildUnavailable]
