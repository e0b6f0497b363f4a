"""What every store of documents must do. A store's test file gives it as the fixture `store`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from types import ModuleType
from typing import Protocol

import msgspec
import pytest

from search.index import KINDS, Applied, BadCursor, Document, Index, Kind, Page, Standing
from search.index.protocol import MAX_REVISION_LENGTH, MAX_REVISIONS
from search.query import Keyword, parse
from tests.fakes.documents import DAY, article, day, shift, statement
from wire import Article, Shift, Source, Statement


def edited(name: str, text: str, hour: int, *read: str) -> tuple[Article, list[Statement]]:
    """A text of an article as it was fetched at an hour, with its statements."""
    made = msgspec.structs.replace(
        article(name, text, version=hour + 1),
        fetched_at=DAY + timedelta(hours=hour),
        content_hash=f"hash of {text}",
    )
    return made, [
        statement(f"{name}{word}", word, article_id=made.id, version=hour + 1) for word in read
    ]


def revise(store: "Store", text: Article, read: Sequence[Statement]) -> None:
    """Tell the store of a text of an article, as the pipeline does: newer by its version."""
    store.keep_revision(text, read)
    if not store.apply([text]).written:
        return
    known = store.index.scan("statement", Keyword("article", text.id))
    gone = [msgspec.structs.replace(one, version=text.version, removed=True) for one in known]
    store.apply(statements=gone)
    store.apply(statements=read)


class Store(Protocol):
    """An index together with its way to make a transaction."""

    index: Index[object]

    def apply(
        self,
        articles: Sequence[Article] = (),
        statements: Sequence[Statement] = (),
        shifts: Sequence[Shift] = (),
    ) -> Applied: ...

    def keep_revision(self, article: Article, statements: Sequence[Statement]) -> None: ...

    def erase(self, article_id: str) -> int: ...

    def prune(self, before: datetime) -> int: ...


def names(page: Page) -> list[str]:
    return [hit.id.rsplit("-", 1)[1] for hit in page.hits]


def found(store: Store, kind: Kind, query: str) -> set[str]:
    tree = parse(query, kind)
    page = store.index.search(kind, tree, limit=500)
    assert page.total == store.index.count(kind, tree)
    assert page.total == len(page.hits)
    return set(names(page))


WORDS: tuple[tuple[str, set[str]], ...] = (
    ("ceasefire", {"a"}),
    ("CEASEFIRES", {"a"}),
    ("open", {"a", "b"}),
    ("open ceasefire", {"a"}),
    ("ceasefire OR flood", {"a", "b"}),
    ("open -ceasefire", {"b"}),
    ("-ceasefire", {"b", "c"}),
    ("-ceasefire -flood", {"c"}),
    ("river -ceasefire -flood", {"c"}),
    ("-(ceasefire OR flood)", {"c"}),
    ("-ceasefire OR open", {"a", "b", "c"}),
    ("NOT NOT flood", {"b"}),
    ('"open river"', {"b"}),
    ('"river open"', set()),
    ('"open ceasefire"', set()),
    ("cease-fire", set()),
    ("u.s.", {"c"}),
    ("zurich", {"c"}),
    ("Zürich’s", {"c"}),
    ("flood OR (river -open)", {"b", "c"}),
    ("", {"a", "b", "c"}),
    ("nowhere", set()),
)
"""What is found of three articles: one filling of a store for all of them."""


FIELDS: tuple[tuple[str, set[str]], ...] = (
    ("party:ruritania", {"a"}),
    ('party:"grand fenwick"', {"b"}),
    ("party:fenwick", set()),
    ('counterparty:"RURITANIA"', {"b"}),
    ("issue:trade", {"b"}),
    ("-issue:trade", {"a", "c", "d"}),
    ("move:agree", {"b"}),
    ("move:demand", {"c"}),
    ("kind:indirect", {"c"}),
    ("stance:-2", {"a"}),
    ("stance:<0", {"a", "c"}),
    ("stance:>=1", {"b"}),
    ("-stance:<0", {"b", "d"}),
    ("speaker:rassendyll", {"a"}),
    ('speaker:"foreign ministers"', {"a", "b"}),
    ("speaker:fenwick", set()),
    ("outlet:highland", {"c"}),
    ("after:2026-05-06", {"c", "d"}),
    ("before:2026-05-06", {"a", "b"}),
    ("after:2026-05-05 before:2026-05-07", {"b", "c"}),
    ("kind:act OR after:2026-05-07", {"d"}),
    ("-(after:2026-05-05 before:2026-05-07)", {"a", "d"}),
    ("party:ruritania OR (before:2026-05-06 issue:trade)", {"a", "b"}),
    ("NOT (party:ruritania OR after:2026-05-06)", {"b"}),
    ("article:2026-05-article-z", {"d"}),
)
"""What is found of four statements."""


class IndexContract:
    """Inherit from it, give a fixture `store`, and the modules that use `MAX_COUNTED`."""

    counting: tuple[ModuleType, ...]

    # -- what is kept ---------------------------------------------------------------------------

    def test_gives_back_what_was_applied(self, store: Store) -> None:
        a, s, x = article("a"), statement("s"), shift("x")
        assert store.apply([a], [s], [x]) == Applied(written=3, skipped=0)
        assert store.index.get("article", a.id) == a
        assert store.index.get("statement", s.id) == s
        assert store.index.get("shift", x.id) == x
        assert store.index.get("shift", a.id) is None

    def test_the_same_again_is_no_write(self, store: Store) -> None:
        store.apply([article("a")], [statement("s")], [shift("x")])
        again = store.apply([article("a")], [statement("s")], [shift("x")])
        assert again == Applied(written=0, skipped=3)
        assert found(store, "statement", "talks") == {"s"}

    def test_the_newest_version_wins_in_every_order(self, store: Store) -> None:
        versions = [
            statement("s", "first words", version=1),
            statement("s", "second words", version=2),
            statement("s", version=3, removed=True),
            statement("s", "fourth words", version=4),
        ]
        for number, order in enumerate(permutations(versions)):
            name = f"p{number}"
            for one in order:
                store.apply(
                    statements=[statement(name, one.text, version=one.version, removed=one.removed)]
                )
            kept = store.index.get("statement", statement(name).id)
            assert isinstance(kept, Statement)
            assert (kept.version, kept.text) == (4, "fourth words")
        assert len(found(store, "statement", "fourth")) == 24
        assert found(store, "statement", "first OR second") == set()

    def test_an_equal_version_with_other_content_replaces(self, store: Store) -> None:
        store.apply(statements=[statement("s", "old reading", version=2)])
        store.apply(statements=[statement("s", "new reading", version=2)])
        assert found(store, "statement", "new") == {"s"}
        assert found(store, "statement", "old") == set()

    @pytest.mark.parametrize("late", [1, 2])
    def test_a_removed_document_is_not_found_and_an_older_one_does_not_bring_it_back(
        self, store: Store, late: int
    ) -> None:
        store.apply(statements=[statement("s", version=late)])
        store.apply(statements=[statement("s", version=3, removed=True)])
        assert store.apply(statements=[statement("s", version=late)]) == Applied(0, 1)
        assert store.index.get("statement", statement("s").id) is None
        assert found(store, "statement", "talks") == set()
        assert list(store.index.scan("statement")) == []
        assert store.index.counted("statement", parse("")).facets == {}

    def test_a_removal_that_comes_first_holds(self, store: Store) -> None:
        assert store.apply(shifts=[shift("x", version=2, removed=True)]) == Applied(1, 0)
        assert store.apply(shifts=[shift("x", version=2, removed=True)]) == Applied(0, 1)
        assert store.apply(shifts=[shift("x", version=1)]) == Applied(0, 1)
        assert found(store, "shift", "talks") == set()
        assert store.apply(shifts=[shift("x", version=3)]) == Applied(1, 0)
        assert found(store, "shift", "talks") == {"x"}

    # -- words ----------------------------------------------------------------------------------

    def test_words(self, store: Store) -> None:
        store.apply(
            [
                article("a", "A ceasefire, said the ministers.", title="Border is open"),
                article("b", "The open rivers brought floods.", title="Weather"),
                article("c", "The US river envoy flew to Zu\u0308rich.", title="Travel"),
            ]
        )
        for query, expected in WORDS:
            assert found(store, "article", query) == expected, query

    def test_no_phrase_runs_from_one_part_into_the_next(self, store: Store) -> None:
        store.apply(
            [article("a", "Talks begin.", title="The end")],
            [statement("s", "at last", speaker="Black Michael", role="duke")],
        )
        assert found(store, "article", '"end talks"') == set()
        assert found(store, "statement", '"last black"') == set()
        assert found(store, "statement", '"black michael"') == {"s"}

    def test_a_statement_is_found_by_speaker_and_party_a_shift_by_quotations_and_reason(
        self, store: Store
    ) -> None:
        store.apply(statements=[statement("s", counterparties=("Grand Fenwick",))])
        store.apply(shifts=[shift("x", before="We sail", after="We stay", why="Ports closed.")])
        for query in ("rassendyll", "minister", "ruritania", '"grand fenwick"'):
            assert found(store, "statement", query) == {"s"}, query
        for query in ("sail", "stay", "port", "ruritania", "sail stay", "syldavia"):
            assert found(store, "shift", query) == {"x"}, query

    # -- fields ---------------------------------------------------------------------------------

    def test_fields(self, store: Store) -> None:
        third = statement(
            "c",
            party="Syldavia",
            stance=-1,
            move="REQUEST",
            modifiers=("demand",),
            kind="indirect",
            speaker="Black Michael",
            role=None,
            outlet="Highland Herald",
            at=day(2),
        )
        store.apply(
            statements=[
                statement("a"),
                statement(
                    "b",
                    party="Grand Fenwick",
                    counterparties=("Ruritania",),
                    issue="trade",
                    stance=2,
                    move="AGREE",
                    speaker="Tully Bascomb",
                    at=day(1),
                ),
                third,
                statement(
                    "d",
                    party=None,
                    issue=None,
                    stance=None,
                    move=None,
                    speaker=None,
                    outlet=None,
                    article_id="2026-05-article-z",
                    at=day(3),
                ),
            ]
        )
        for query, expected in FIELDS:
            assert found(store, "statement", query) == expected, query

    def test_a_day_begins_at_midnight_in_utc(self, store: Store) -> None:
        midnight = datetime(2026, 5, 6, tzinfo=UTC)
        store.apply(
            statements=[
                statement("first", at=midnight),
                statement("last", at=midnight - timedelta(microseconds=1)),
            ]
        )
        assert found(store, "statement", "after:2026-05-06") == {"first"}
        assert found(store, "statement", "before:2026-05-06") == {"last"}

    def test_shifts_are_found_by_how_sure_they_are(self, store: Store) -> None:
        for name, confidence in (("x", 0.06), ("y", 0.3), ("z", 0.5), ("w", 1.0)):
            store.apply(shifts=[shift(name, confidence=confidence)])
        assert found(store, "shift", "confidence:0.3") == {"y", "z", "w"}
        assert found(store, "shift", "confidence:>=.35") == {"z", "w"}
        assert found(store, "shift", "confidence:<0.5") == {"x", "y"}
        assert found(store, "shift", "confidence:0") == {"x", "y", "z", "w"}
        assert found(store, "shift", "confidence:<0") == set()
        assert found(store, "shift", "confidence:1") == {"w"}
        assert found(store, "shift", "talks -confidence:0.3") == {"x"}

    def test_fields_of_shifts(self, store: Store) -> None:
        store.apply(shifts=[shift("x"), shift("y", party="Syldavia", issue="trade")])
        assert found(store, "shift", "direction:hardening party:syldavia") == {"y"}
        assert found(store, "shift", "status:confirmed") == set()
        assert found(store, "shift", "issue:talks stance:-2 move:reject kind:direct") == {"x"}
        assert found(store, "shift", "outlet:herald outlet:post") == {"x", "y"}
        assert found(store, "shift", "article:2026-05-article-a") == {"x", "y"}

    def test_a_joint_act_is_found_by_each_party_and_each_issue(self, store: Store) -> None:
        store.apply(statements=[joint("s")])
        for query in ("party:ruritania", "party:syldavia", "issue:talks", "issue:captives"):
            assert found(store, "statement", query) == {"s"}, query
        assert store.index.counted("statement", parse("")).facets["party"] == [
            ("Ruritania", 1),
            ("Syldavia", 1),
        ]

    # -- order, pages, marks, counts ------------------------------------------------------------

    def test_newest_first_and_equal_times_by_id_over_pages(self, store: Store) -> None:
        store.apply(statements=[statement(f"{n:02}", at=day(n // 4)) for n in range(18)])
        expected = sorted(range(18), key=lambda n: (-(n // 4), n))
        seen: list[str] = []
        after = None
        for size in (1, 5, 4, 7, 1):
            page = store.index.search("statement", parse("talks"), limit=size, after=after)
            seen += names(page)
            assert page.total == 18
            assert page.exact
            after = page.next
        assert after is None
        assert seen == [f"{n:02}" for n in expected]

    def test_a_page_that_ends_with_the_hits_has_no_next(self, store: Store) -> None:
        store.apply(statements=[statement("a"), statement("b")])
        assert store.index.search("statement", parse(""), limit=2).next is None
        assert store.index.search("statement", parse("nowhere")) == Page((), None, 0)

    def test_what_comes_in_between_two_pages_moves_nothing(self, store: Store) -> None:
        store.apply(statements=[statement(f"{n}", at=day(n)) for n in range(4)])
        first = store.index.search("statement", parse(""), limit=2)
        store.apply(statements=[statement("new", at=day(9))])
        second = store.index.search("statement", parse(""), limit=2, after=first.next)
        assert (names(first), names(second)) == (["3", "2"], ["1", "0"])

    @pytest.mark.parametrize("cursor", ["x", "", "WzEsMl0x", "é"])
    def test_a_foreign_cursor_is_refused(self, store: Store, cursor: str) -> None:
        store.apply(statements=[statement("a")])
        with pytest.raises(BadCursor):
            store.index.search("statement", parse(""), after=cursor)

    def test_relevance_gives_the_same_hits_in_some_order(self, store: Store) -> None:
        store.apply(
            statements=[statement("a", "talks talks talks"), statement("b", "talks about weather")]
        )
        for query in ("talks", "talks OR party:ruritania", "party:ruritania", "talks -storm"):
            page = store.index.search("statement", parse(query), order="relevance")
            assert set(names(page)) == {"a", "b"}
            assert page.total == 2

    def test_marks_stand_at_the_words_asked_for(self, store: Store) -> None:
        text = "🕊 The cease-fire held; “Cease fire!” they said. No ceasing fires."
        store.apply(statements=[statement("s", text, speaker="Fire Marshal", role=None)])
        page = store.index.search("statement", parse('"cease fire" fires -truce issue:talks'))
        marks = page.hits[0].highlights
        assert [text[a:b] for a, b in marks["text"]] == [
            "cease-fire",
            "Cease fire",
            "ceasing fires",
        ]
        assert marks["speaker.name"] == ((0, 4),)
        assert set(marks) == {"text", "speaker.name"}

    def test_words_ruled_out_are_not_marked(self, store: Store) -> None:
        store.apply(statements=[statement("s", "No talks today")])
        page = store.index.search("statement", parse("-weather OR NOT (talks)"))
        assert page.hits[0].highlights == {}

    def test_facets_count_what_matches(self, store: Store) -> None:
        store.apply(
            statements=[
                statement("a"),
                statement("b", party="Syldavia", stance=1),
                statement("c", issue="trade", stance=None, outlet=None),
            ]
        )
        facets = store.index.counted("statement", parse("talks")).facets
        assert facets["party"] == [("Ruritania", 2), ("Syldavia", 1)]
        assert facets["issue"] == [("talks", 2), ("trade", 1)]
        assert facets["stance"] == [("-2", 1), ("1", 1)]
        assert facets["outlet"] == [("Lowlands Post", 2)]
        assert store.index.counted("statement", parse("party:syldavia")).facets["issue"] == [
            ("talks", 1)
        ]
        assert store.index.counted("statement", parse("nowhere")).facets == {}

    def test_of_many_hits_the_newest_are_counted_and_of_everything_all(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in self.counting:
            monkeypatch.setattr(module, "MAX_COUNTED", 3)
        kept = [statement(f"{n}", party="Old" if n < 3 else "New", at=day(n)) for n in range(6)]
        store.apply(statements=kept)
        newest = store.index.counted("statement", parse("talks"))
        assert (newest.number, newest.exact) == (3, False)
        assert newest.facets["party"] == [("New", 3)]
        assert newest.days == [(day(n).date(), 1) for n in (3, 4, 5)]
        few = store.index.counted("statement", parse("party:old"))
        assert (few.number, few.exact) == (3, True)
        every = store.index.counted("statement", parse(""))
        assert (every.number, every.exact) == (6, True)
        assert every.facets["party"] == [("New", 3), ("Old", 3)]
        assert len(every.days) == 6

    def test_counts_of_everything_follow_every_change(self, store: Store) -> None:
        def parties() -> list[tuple[str, int]]:
            counted = store.index.counted("statement", parse(""))
            assert sum(number for _, number in counted.days) == counted.number
            assert counted.number == store.index.count("statement")
            return list(counted.facets.get("party", ()))

        own = article("a").id
        old = DAY - timedelta(days=90)
        store.apply(
            [article("a")],
            [
                statement("s"),
                statement("t", article_id="x"),
                statement("o", article_id="x", at=old),
            ],
        )
        assert parties() == [("Ruritania", 3)]
        store.apply(statements=[statement("s", party="Syldavia", at=day(3), version=2)])
        assert parties() == [("Ruritania", 2), ("Syldavia", 1)]
        store.apply(statements=[statement("s", party="Ruritania", version=1)])
        assert parties() == [("Ruritania", 2), ("Syldavia", 1)]
        assert store.prune(DAY - timedelta(days=30)) == 1
        assert parties() == [("Ruritania", 1), ("Syldavia", 1)]
        store.apply(statements=[statement("t", version=2, removed=True)])
        assert parties() == [("Syldavia", 1)]
        store.erase(own)
        assert parties() == []
        assert store.index.count("statement") == 0

    # -- revisions ------------------------------------------------------------------------------

    def test_an_article_that_was_never_edited_has_no_revisions(self, store: Store) -> None:
        revise(store, *edited("a", "The dam holds.", 0, "holds"))
        revise(store, *edited("a", "The dam holds.", 5, "holds"))
        assert store.index.revisions(article("a").id) == []
        assert store.index.revisions("unknown") == []

    def test_the_texts_of_an_article_are_kept_with_what_was_read(self, store: Store) -> None:
        for number, order in enumerate(permutations(range(3))):
            name = f"p{number}"
            texts = [
                edited(name, "The dam holds.", 0, "holds"),
                edited(name, "The dam leaks.", 1, "leaks"),
                edited(name, "The dam broke.", 2, "broke"),
            ]
            for which in order:
                revise(store, *texts[which])
            found = store.index.revisions(article(name).id)
            assert [one.article.text for one in found] == [one.text for one, _ in texts]
            read = [[said.text for said in one.statements] for one in found]
            assert read == [["holds"], ["leaks"], ["broke"]]
            store.apply([article(name, version=9, removed=True)])
            assert store.index.revisions(article(name).id) == []

    def test_only_the_newest_texts_are_kept_and_no_endless_one(self, store: Store) -> None:
        for hour in (*range(4, 14), 0, 2, 1, 3):
            revise(store, *edited("a", f"Text {hour}.", hour))
        found = store.index.revisions(article("a").id)
        assert [one.article.text for one in found] == [f"Text {hour}." for hour in range(4, 14)]
        assert len(found) == MAX_REVISIONS
        revise(store, *edited("a", "x" * (MAX_REVISION_LENGTH + 1), 20, "x"))
        revise(store, *edited("a", "Short again.", 21))
        cut = store.index.revisions(article("a").id)[-2]
        assert (cut.cut, cut.article.text, cut.statements) == (True, "", ())

    def test_revisions_go_with_their_article(self, store: Store) -> None:
        for name in ("a", "b"):
            revise(store, *edited(name, "First.", 0))
            revise(store, *edited(name, "Second.", 1))
        store.erase(article("a").id)
        assert store.index.revisions(article("a").id) == []
        revise(store, *edited("a", "Third.", 2))
        assert store.index.revisions(article("a").id) == []
        assert len(store.index.revisions(article("b").id)) == 2
        store.prune(DAY + timedelta(days=40))
        assert store.index.revisions(article("b").id) == []

    def test_days_are_counted_in_order(self, store: Store) -> None:
        before_1970 = datetime(1969, 12, 31, 23, 59, tzinfo=UTC)
        store.apply(
            statements=[
                statement("a", at=day(1)),
                statement("b", at=day(0)),
                statement("c", at=day(1)),
                statement("d", at=before_1970),
                statement("e", "something else", at=day(5)),
            ]
        )
        assert store.index.counted("statement", parse("talks")).days == [
            (before_1970.date(), 1),
            (day(0).date(), 1),
            (day(1).date(), 2),
        ]
        assert store.index.counted("statement", parse("nowhere")).days == []

    def test_scan_is_sorted_by_id_and_takes_filters(self, store: Store) -> None:
        store.apply([article(name, at=DAY) for name in "cab"])
        store.apply([article("z", at=datetime(2026, 4, 1, tzinfo=UTC))])
        ids = [document.id for document in store.index.scan("article")]
        assert [one[-1] for one in ids] == ["z", "a", "b", "c"]
        filtered = store.index.scan("article", parse("after:2026-05"))
        assert [document.id[-1] for document in filtered] == ["a", "b", "c"]

    def test_timeline_is_oldest_first_and_keeps_the_newest(self, store: Store) -> None:
        store.apply(
            statements=[
                statement("1", at=day(0)),
                statement("3", at=day(2)),
                statement("2", at=day(1), issue="trade"),
                statement("other", party="Syldavia", at=day(1)),
            ],
            shifts=[shift("x", at=day(2))],
        )
        assert tail(store.index.timeline("RURITANIA")) == ["1", "2", "3", "x"]
        assert tail(store.index.timeline("Ruritania", "talks")) == ["1", "3", "x"]
        assert tail(store.index.timeline("Ruritania", limit=2)) == ["3", "x"]
        assert list(store.index.timeline("Nowhere")) == []

    def test_where_each_party_stands_is_said_by_its_newest_stance(self, store: Store) -> None:
        store.apply(
            statements=[
                statement("old", stance=2, at=day(1)),
                statement("new", stance=-1, at=day(3)),
                statement("without", stance=None, at=day(5)),
                statement("other", party="Syldavia", issue="trade", stance=0, at=day(2)),
                statement("tie-a", issue="trade", stance=-2, at=day(4)),
                statement("tie-b", issue="trade", stance=1, at=day(4)),
                statement("gone", stance=2, at=day(6)),
                statement("nobody", party=None, stance=2, at=day(6)),
            ]
        )
        store.apply(statements=[statement("gone", at=day(6), version=2, removed=True)])
        assert list(store.index.standings()) == [
            Standing("Ruritania", "talks", -1, day(3)),
            Standing("Ruritania", "trade", 1, day(4)),
            Standing("Syldavia", "trade", 0, day(2)),
        ]

    def test_a_joint_position_is_where_each_of_its_parties_stands(self, store: Store) -> None:
        joint = msgspec.structs.replace(
            statement("both", stance=2),
            parties=("Ruritania", "Syldavia"),
            issues=("talks", "trade"),
        )
        store.apply(statements=[joint])
        found = [(each.party, each.issue) for each in store.index.standings()]
        assert found == [
            ("Ruritania", "talks"),
            ("Ruritania", "trade"),
            ("Syldavia", "talks"),
            ("Syldavia", "trade"),
        ]

    # -- forgetting -----------------------------------------------------------------------------

    def test_a_takedown_takes_the_article_its_statements_and_the_shifts_that_quote_it(
        self, store: Store
    ) -> None:
        gone, stays = article("a"), article("b", "The sea is calm.")
        store.apply(
            [gone, stays],
            [statement("s", article_id=gone.id), statement("t", article_id=stays.id)],
            [
                shift("x", before_article=gone.id, after_article=stays.id),
                shift("y", before_article=stays.id, after_article=gone.id),
                shift("z", before_article=stays.id, after_article=stays.id),
                reported_by(gone, shift("w", before_article=stays.id, after_article=stays.id)),
            ],
        )
        assert store.erase(gone.id) == 5
        assert found(store, "article", "") == {"b"}
        assert found(store, "statement", "") == {"t"}
        assert found(store, "shift", "") == {"z"}
        assert store.erase(gone.id) == 0

    def test_what_was_taken_down_does_not_come_back(self, store: Store) -> None:
        gone = article("a")
        store.apply([gone], [statement("s", article_id=gone.id)])
        store.erase(gone.id)
        again = store.apply(
            [article("a", version=9)],
            [statement("s", article_id=gone.id, version=9), statement("n", article_id=gone.id)],
            [shift("x", before_article=gone.id, version=9)],
        )
        assert again == Applied(0, 4)
        assert [list(store.index.scan(kind)) for kind in KINDS] == [[], [], []]

    def test_a_shift_comes_back_when_it_no_longer_quotes_what_was_taken_down(
        self, store: Store
    ) -> None:
        store.apply(shifts=[shift("x", before_article="2026-05-article-gone", version=1)])
        store.erase("2026-05-article-gone")
        assert store.apply(shifts=[shift("x", version=2)]) == Applied(1, 0)
        assert found(store, "shift", "") == {"x"}

    def test_a_takedown_before_the_article_came_holds(self, store: Store) -> None:
        assert store.erase(article("a").id) == 0
        assert store.apply([article("a")]) == Applied(0, 1)

    def test_pruning_forgets_whole_months(self, store: Store) -> None:
        april, may = datetime(2026, 4, 30, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
        store.apply(
            [article("old", at=april), article("new", at=may)],
            [statement("old", at=april), statement("new", at=may)],
            [shift("old", at=april), shift("new", at=may)],
        )
        assert store.prune(datetime(2026, 5, 20, tzinfo=UTC)) == 3
        for kind in KINDS:
            assert found(store, kind, "") == {"new"}
        assert store.prune(datetime(2026, 5, 20, tzinfo=UTC)) == 0

    def test_pruning_brings_back_nothing_that_was_taken_down(self, store: Store) -> None:
        store.apply([article("a")])
        store.erase(article("a").id)
        store.prune(datetime(2027, 1, 1, tzinfo=UTC))
        assert store.apply([article("a", version=5)]) == Applied(0, 1)

    # -- strange input --------------------------------------------------------------------------

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "\0 nul",
            "“”‘’\"'" * 50,
            "\u202eright to left\u202c",
            "👩‍👩‍👧‍👦 🕊️",
            "e\u0301" * 500,
            "a" * 100_000,
            "' OR 1=1; DROP TABLE search_statements; --",
            'words : "x" OR keywords : "y" *',
        ],
    )
    def test_any_text_is_kept_and_the_rest_is_still_found(self, store: Store, text: str) -> None:
        store.apply([article("odd", text, title="Odd one")], [statement("odd", text)])
        store.apply(statements=[statement("plain", "calm seas")])
        kept = store.index.get("article", article("odd").id)
        assert isinstance(kept, Article)
        assert kept.text == text
        assert found(store, "article", "odd") == {"odd"}
        assert found(store, "statement", '"calm sea"') == {"plain"}

    def test_hostile_values_of_fields_find_nothing_and_harm_nothing(self, store: Store) -> None:
        odd = 'Rur"itania" OR * : ^'
        store.apply(statements=[statement("s", party=odd), statement("t")])
        assert store.index.counted("statement", parse("")).facets["party"] == [
            (odd, 1),
            ("Ruritania", 1),
        ]
        assert found(store, "statement", "party:ruritania") == {"t"}
        assert found(store, "statement", "article:x'OR''='") == set()
        assert tail(store.index.timeline(odd)) == ["s"]


def tail(documents: Sequence[Document]) -> list[str]:
    return [document.id.rsplit("-", 1)[1] for document in documents]


def reported_by(source: Article, one: Shift) -> Shift:
    also = Source(article_id=source.id, outlet="Highland Herald", at=one.at, cluster="c2")
    return msgspec.structs.replace(one, sources=(*one.sources, also))


def joint(name: str) -> Statement:
    return msgspec.structs.replace(
        statement(name), parties=("Ruritania", "Syldavia"), issues=("talks", "captives")
    )
