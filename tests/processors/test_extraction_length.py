"""The work on an article grows as its length: counted in steps, never in seconds."""

from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module

import pytest

from processors import scene
from processors.extraction import Extractor
from processors.syntax import Sentence
from tests.fakes.reports import report

STORY = (
    "Norway's foreign minister, {first} {last}, said the talks would go on. “We are ready,” "
    "{last} told reporters.\n\nThe rebels rejected the plan, an official said.\n\n"
)
SYLLABLES = ("bar", "cor", "dun", "fel", "gar", "hol", "jen", "kel", "lom", "mar", "nor", "pel")


def stories(count: int) -> str:
    """An article in which each story has people of its own."""
    names = [(SYLLABLES[n % 12].title(), SYLLABLES[n // 12 % 12]) for n in range(count)]
    return "".join(STORY.format(first=f"{a}{b}a", last=f"{a}{b}sen") for a, b in names)


def steps(monkeypatch: pytest.MonkeyPatch, read: Callable[[], object]) -> Counter[str]:
    """Names compared with each other, and sentences looked at for a quotation, in one reading."""
    counts: Counter[str] = Counter()
    people = import_module("processors.quotes.people")  # the package has a function of this name
    compare: Callable[[Sequence[str], Sequence[str]], bool] = people.same_name
    near = scene.Scene.sentences_in

    def comparing(one: Sequence[str], other: Sequence[str]) -> bool:
        counts["names compared"] += 1
        return compare(one, other)

    def looking(of: scene.Scene, start: int, end: int) -> Sequence[Sentence]:
        found = near(of, start, end)
        counts["sentences looked at"] += len(found)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(people, "same_name", comparing)
        patch.setattr(scene.Scene, "sentences_in", looking)
        read()
    return counts


def test_four_times_the_text_is_four_times_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    extractor = Extractor()
    short, long = (
        steps(monkeypatch, lambda n=n: extractor.extract(report(stories(n))))  # type: ignore[misc]
        for n in (15, 60)
    )
    assert short.keys() == long.keys() == {"names compared", "sentences looked at"}
    for what, count in short.items():
        assert long[what] <= 5 * count, what
