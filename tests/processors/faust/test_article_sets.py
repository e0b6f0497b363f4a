"""The set of an article as one value: what it tells, and what it keeps of the words."""

import msgspec

from processors.faust import article_sets
from processors.faust.article_sets import EMPTY, ArticleSet, Told
from tests.fakes.facts import day, report, statement_in
from wire import LateRevision
from wire.reading import read_in


def told(held: ArticleSet, *revisions: tuple[object, ...]) -> tuple[ArticleSet, Told]:
    """The set after some revisions, and what the last one told."""
    last = Told()
    for article, *statements in revisions:
        held, last = article_sets.put(held, article, statements)  # type: ignore[arg-type]
    return held, last


def test_a_first_revision_is_told_whole() -> None:
    article = report()
    held, news = told(EMPTY, (article, statement_in(article, 2)))
    assert news.reading is not None
    assert (news.reading.id, news.reading.version, news.reading.late) == (article.id, 1, None)
    assert read_in(news.reading) == (news.reading.article, news.reading.statements)
    (positions,) = news.positions
    assert (positions.id, positions.version, positions.party) == (article.id, 1, "Ruritania")
    assert [fact.stance for fact in positions.facts] == [2]
    assert held.has(article)
    assert not held.has(report(text="another text"))


def test_a_repetition_tells_nothing() -> None:
    article = report()
    row = (article, statement_in(article, 2))
    held, news = told(EMPTY, row, row)
    assert news == Told()
    assert held == told(EMPTY, row)[0]


def test_a_correction_takes_back_what_it_does_not_say_any_more() -> None:
    first = report()
    second = report(text="We were wrong", fetched_at=day(1))
    trade = statement_in(first, 2, issue="trade")
    _, news = told(EMPTY, (first, trade), (second, statement_in(second, -1)))
    assert news.reading is not None
    assert [(each.removed, each.version) for each in news.reading.statements] == [
        (True, 2),
        (False, 2),
    ]
    assert [(each.issue, len(each.facts), each.version) for each in news.positions] == [
        ("talks", 1, 2),
        ("trade", 0, 2),
    ]


def test_an_older_revision_that_comes_late_is_told_beside_the_newest() -> None:
    first, second = report(), report(text="We were wrong", fetched_at=day(1))
    rows = {each.text: statement_in(each, 1, each.text) for each in (first, second)}
    _, news = told(EMPTY, (second, rows[second.text]), (first, rows[first.text]))
    assert news.reading is not None
    assert (news.reading.article.text, news.reading.version) == (second.text, 2)
    assert news.reading.late == LateRevision(article=first, statements=(rows[first.text],))
    assert read_in(news.reading) == (first, (rows[first.text],))


def test_only_the_newest_words_are_kept_and_they_come_back_with_an_earlier_fetch() -> None:
    """A (day 0), B (day 4), then A again (day 2): the newest is still B, all of its text there."""
    a, b = report(text="the words of A"), report(text="the words of B", fetched_at=day(4))
    held, _ = told(EMPTY, (a,), (b,))
    assert sorted(each.article.text for each in held.revisions) == ["", "the words of B"]
    again = msgspec.structs.replace(b, fetched_at=day(3))
    held, _ = told(held, (again,))
    between = msgspec.structs.replace(a, fetched_at=day(3.5))
    held, news = told(held, (between,))
    assert news.reading is not None
    assert (news.reading.article.fetched_at, news.reading.article.text) == (day(4), b.text)
    assert [each.article.text for each in held.revisions if each.article.text] == [b.text]


def test_a_takedown_leaves_no_word_and_bars_the_way_back() -> None:
    article = report()
    held, _ = told(EMPTY, (article, statement_in(article, 2, "no boat will pass")))
    gone, news = article_sets.take_down(held, msgspec.structs.replace(article, text=""))
    assert gone == ArticleSet(taken_down=True)
    assert news.reading is not None
    assert (news.reading.removed, news.reading.article.removed, news.reading.version) == (
        True,
        True,
        2,
    )
    assert [(each.removed, each.facts, each.version) for each in news.positions] == [(True, (), 2)]
    assert b"boat" not in msgspec.json.encode([news.reading, *news.positions])
    assert article_sets.take_down(gone, article) == (gone, Told())


def test_an_unknown_article_can_be_taken_down() -> None:
    gone, news = article_sets.take_down(EMPTY, report())
    assert gone.taken_down
    assert news.positions == ()
    assert news.reading is not None
    assert (news.reading.removed, news.reading.article.text) == (True, "")


def test_a_set_reads_back() -> None:
    article = report()
    held, _ = told(EMPTY, (article, statement_in(article, 2)))
    assert article_sets.unpacked(article_sets.packed(held)) == held
    assert article_sets.unpacked(None) == EMPTY
