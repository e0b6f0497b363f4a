"""A watch fires on exactly what its search finds, whatever the query and whatever comes in."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from search.alerts.anchors import anchors, tokens_of
from search.alerts.matching import Matcher
from search.alerts.searching import search_of
from search.index import KINDS, Document
from search.index.documents import indexed, kind_of
from tests.fakes.documents import article, day, shift, statement
from tests.fakes.index_stores import SqliteStore
from tests.fakes.watches import rule, watch
from wire import Article, Shift, Statement

NAMES = st.sampled_from("abcdefgh")
TEXTS = st.lists(
    st.sampled_from(["war", "talks", "No", "the dam", "U.S.", "rivers"]), max_size=4
).map(" ".join)
PARTIES = st.sampled_from(["Ruritania", "Syldavia", "United States"])

DOCUMENTS: st.SearchStrategy[Document] = st.one_of(
    st.builds(lambda n, t, h: article(n, t, title=h), NAMES, TEXTS, TEXTS),
    st.builds(
        lambda n, t, p, c, i, s, k, d: statement(
            n, t, party=p, counterparties=(c,), issue=i, stance=s, kind=k, at=day(d)
        ),
        NAMES,
        TEXTS,
        PARTIES,
        PARTIES,
        st.sampled_from(["talks", "ceasefire", None]),
        st.sampled_from([-2, 0, 1, None]),
        st.sampled_from(["direct", "act"]),
        st.integers(0, 3),
    ),
    st.builds(
        lambda n, b, a, p: shift(n, before=b, after=a, party=p), NAMES, TEXTS, TEXTS, PARTIES
    ),
)
BATCHES = st.lists(DOCUMENTS, max_size=8, unique_by=lambda each: each.id)

LEAVES = st.sampled_from(
    [
        "war",
        "talking",
        '"no talks"',
        '"the dam"',
        "us",
        "party:Ruritania",
        'party:"United States"',
        "counterparty:Syldavia",
        "issue:talks",
        "stance:<0",
        "kind:direct",
        "speaker:minister",
        "outlet:lowlands",
        "after:2026-05-05",
        "before:2026-05-06",
    ]
)
HELD_BY_ALL = ["war", "talking", '"no talks"', "outlet:lowlands", "after:2026-05-05"]


def queries(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda q: f"NOT ({q})"),
            st.lists(inner, min_size=2, max_size=3).map(lambda qs: f"({' '.join(qs)})"),
            st.lists(inner, min_size=2, max_size=3).map(lambda qs: f"({' OR '.join(qs)})"),
        ),
        max_leaves=6,
    )


WATCHES = st.lists(
    st.one_of(
        queries(LEAVES).map(lambda q: watch("w", query=q, subject="statement")),
        queries(st.sampled_from(HELD_BY_ALL)).map(lambda q: watch("w", query=q, subject="article")),
        queries(LEAVES).map(lambda q: watch("w", query=q, subject="shift")),
        st.just(watch("w", query="", subject="statement")),
        st.builds(
            lambda **chosen: rule("w", **chosen),
            party=st.sampled_from([None, "Ruritania", "Syldavia"]),
            counterparty=st.sampled_from([None, "Syldavia", "Borduria"]),
            issue=st.sampled_from([None, "talks", "trade"]),
            direction=st.sampled_from([None, "hardening", "softening"]),
            least_confidence=st.sampled_from([0.0, 0.7, 0.9]),
            only_confirmed=st.booleans(),
            own_words=st.booleans(),
        ),
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(BATCHES, WATCHES)
def test_a_watch_fires_on_what_its_search_finds(batch: list[Document], drawn: list) -> None:
    watches = [watch(f"w{n}", like=each) for n, each in enumerate(drawn)]
    matcher = Matcher(watches)
    fired = {(name, document.id) for name, document in matcher.match(batch)}
    matcher.close()
    assert not matcher.broken
    found = set()
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "parley.db")
        store.apply(
            [each for each in batch if isinstance(each, Article)],
            [each for each in batch if isinstance(each, Statement)],
            [each for each in batch if isinstance(each, Shift)],
        )
        for each in watches:
            search = search_of(each)
            for document in store.index.scan(search.kind, search.query):
                if search.holds(document):
                    found.add((each.id, document.id))
        store.database.close()
    assert fired == found


@settings(max_examples=80, deadline=None)
@given(BATCHES, queries(LEAVES))
def test_what_lacks_the_anchors_does_not_match(batch: list[Document], query: str) -> None:
    for kind in KINDS[1:]:
        search = search_of(watch("w", query=query, subject=kind))
        needed = anchors(search.query)
        matcher = Matcher([watch("w", query=query, subject=kind)])
        for _, document in matcher.match([each for each in batch if kind_of(each) == kind]):
            assert needed is None or needed & set(tokens_of(indexed(document)))
        matcher.close()
