"""Reading by both readers grows as the text: counted in pieces, rows and pairs, not seconds."""

from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import pytest

from processors.quotes import Reader, reader_of
from processors.quotes.joining.forest import Forest
from processors.quotes.joining.pieces import Pieces
from processors.quotes.tagger.network import Network
from processors.syntax import ParsedText, Parser
from tests.fakes.stories import stories


def work(monkeypatch: pytest.MonkeyPatch, reader: Reader, parsed: ParsedText) -> Counter[str]:
    """What one reading takes: pieces in the network, rows in the trees, words and pairs joined."""
    counts: Counter[str] = Counter()
    network = import_module("processors.quotes.tagger.network")
    features = import_module("processors.quotes.joining.features")

    def counting(of: Any, name: str, what: str, size: Callable[..., int]) -> None:
        before = getattr(of, name)

        def counted(*given: Any) -> Any:
            found = before(*given)
            counts[what] += size(found, *given)
            return found

        monkeypatch.setattr(of, name, counted)

    with monkeypatch.context() as monkeypatch:
        counting(network, "windows", "pieces read", lambda found, *_: _pieces(found))
        counting(Forest, "chances", "rows judged", lambda found, *_: len(found))
        counting(Pieces, "words", "words of candidates", lambda found, *_: len(found[0]))
        counting(features, "shared", "pairs that overlap", lambda found, *_: len(found.one))
        reader.quotations(parsed)
    return counts


def _pieces(windows: Sequence[Any]) -> int:
    return sum(len(window.pieces) for window in windows)


@pytest.mark.parametrize("gap", ["\n\n", " "])
def test_four_times_the_text_is_four_times_the_work(
    monkeypatch: pytest.MonkeyPatch, parser: Parser, gap: str
) -> None:
    reader = reader_of("accurate")
    short, long = (work(monkeypatch, reader, parser.parse(stories(n, gap))) for n in (12, 48))
    assert set(short) == {
        "pieces read",
        "rows judged",
        "words of candidates",
        "pairs that overlap",
    }
    for what, count in short.items():
        assert long[what] <= 5 * count, what


def test_the_network_is_asked_once_for_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    before = Network.scores

    def scores(self: Network, words: Any) -> Any:
        seen.append(len(words))
        return before(self, words)

    monkeypatch.setattr(Network, "scores", scores)
    reader_of("accurate").quotations(Parser().parse(stories(2, "\n\n")))
    assert len(seen) == 1
