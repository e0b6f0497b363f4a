"""Histories and queries at random, and the answers that the index in a dictionary gives to them."""

from collections.abc import Sequence

from hypothesis import strategies as st

from search.index import Kind
from search.query import And, Keyword, Mention, Not, Or, Query, Stance, Words, parse
from tests.contract.index_contract import Store
from tests.fakes.documents import article, day, shift, statement
from tests.fakes.index import FakeIndex
from wire import Article, Shift, Statement

WORDS = st.lists(st.sampled_from(["war", "peace", "talk", "dam", "river"]), max_size=4).map(
    " ".join
)
NAMES = st.sampled_from("abcd")
PARTIES = st.sampled_from(["Ruritania", "Syldavia", None])

STATEMENTS = st.builds(
    lambda name, text, party, stance, number, version, removed, source: statement(
        name,
        text,
        party=party,
        stance=stance,
        at=day(number),
        version=version,
        removed=removed,
        article_id=article(source).id,
    ),
    NAMES,
    WORDS,
    PARTIES,
    st.sampled_from([-2, 0, 1, None]),
    st.integers(0, 3),
    st.integers(1, 4),
    st.booleans(),
    NAMES,
)
ARTICLES = st.builds(
    lambda name, text, title, version, removed: article(
        name, text, title=title, version=version, removed=removed
    ),
    NAMES,
    WORDS,
    WORDS,
    st.integers(1, 4),
    st.booleans(),
)
SHIFTS = st.builds(
    lambda name, before, after, one, two, version, confidence: shift(
        name,
        confidence=confidence,
        before=before,
        after=after,
        before_article=article(one).id,
        after_article=article(two).id,
        version=version,
    ),
    NAMES,
    WORDS,
    WORDS,
    NAMES,
    NAMES,
    st.integers(1, 4),
    st.sampled_from([0.06, 0.3, 0.7]),
)
TAKEDOWNS = NAMES.map(lambda name: article(name).id)
STEPS = st.lists(st.one_of(ARTICLES, STATEMENTS, SHIFTS, STATEMENTS, TAKEDOWNS), max_size=12)

LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(["war", "peac", "talk", "dam", "river"]).map(lambda stem: Words((stem,))),
    st.sampled_from([("war", "peac"), ("dam", "dam"), ("river", "talk")]).map(Words),
    st.sampled_from(["ruritania", "syldavia"]).map(lambda key: Keyword("party", key)),
    st.sampled_from([(-2,), (-2, -1), (0, 1, 2)]).map(Stance),
    st.just(Mention("speaker", ("minist",))),
    st.sampled_from(["after:2026-05-05", "before:2026-05-06", "", "confidence:0.3"]).map(parse),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=7,
)
KINDS = st.sampled_from(["article", "statement", "shift", "statement"])


ASKED = st.lists(st.tuples(KINDS, QUERIES), min_size=1, max_size=6)

Step = Article | Statement | Shift | str
"""A document that is applied, or the id of an article that is taken down."""


def check_same_answers(
    store: Store, steps: Sequence[Step], asked: Sequence[tuple[Kind, Query]]
) -> None:
    """After the same steps the store answers as the dictionary does."""
    fake = FakeIndex()
    for step in steps:
        match step:
            case str():
                assert store.erase(step) == fake.erase(None, step)
            case Article():
                assert store.apply([step]) == fake.apply(None, [step])
            case Statement():
                assert store.apply((), [step]) == fake.apply(None, (), [step])
            case Shift():
                assert store.apply((), (), [step]) == fake.apply(None, (), (), [step])
    for kind, query in asked:
        page, expected = store.index.search(kind, query), fake.search(kind, query)
        assert (page.hits, page.total) == (expected.hits, expected.total)
        ranked = store.index.search(kind, query, order="relevance")
        assert {hit.id for hit in ranked.hits} == {hit.id for hit in expected.hits}
        assert store.index.counted(kind, query) == fake.counted(kind, query)
        assert list(store.index.scan(kind, query)) == list(fake.scan(kind, query))
    assert list(store.index.timeline("Ruritania")) == fake.timeline("Ruritania")
    assert list(store.index.standings()) == fake.standings()
