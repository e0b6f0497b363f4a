"""What is to be written of a batch: a pure function of the batch and of what is kept."""

import msgspec
import pytest

from search.index import Document
from search.index.documents import articles_of, kind_of
from search.index.elastic import ElasticAway, NotPrepared
from search.index.elastic.lookups import erased, kept
from search.index.elastic.names import Names
from search.index.elastic.planning import Kept, parted, planned
from search.index.elastic.stored import GONE, digest_of
from search.index.elastic.writing import Outcome, together
from tests.fakes.documents import article, day, shift, statement
from tests.fakes.elastic import Script

NOBODY: frozenset[str] = frozenset()


def place(document: Document) -> tuple[str, str]:
    return kind_of(document), document.id


def as_kept(document: Document) -> dict[tuple[str, str], Kept]:
    return {place(document): Kept(document.version, digest_of(document))}


def test_of_several_versions_the_last_that_is_not_older_is_written() -> None:
    one, two, three = (statement("s", f"words {n}", version=n) for n in (1, 2, 3))
    plan = planned([two, one, three, two], {}, NOBODY)
    assert plan.writes == {place(three): three}
    assert plan.times == {place(three): 2}
    assert plan.skipped == 2
    assert not plan.same


@pytest.mark.parametrize(
    ("have", "comes", "is_written", "stands"),
    [
        (statement("s"), statement("s"), False, True),
        (statement("s"), statement("s", "other words"), True, False),
        (statement("s", version=2), statement("s"), False, False),
        (statement("s"), statement("s", removed=True), True, False),
        (statement("s", removed=True), statement("s", removed=True), False, True),
        (statement("s", removed=True), statement("s", removed=True, version=2), True, False),
        (statement("s", removed=True, version=2), statement("s"), False, False),
        (statement("s", removed=True), statement("s"), True, False),
    ],
)
def test_what_is_kept_decides(
    have: Document, comes: Document, is_written: bool, stands: bool
) -> None:
    plan = planned([comes], as_kept(have), NOBODY)
    assert bool(plan.writes) is is_written
    assert plan.skipped == (not is_written)
    assert bool(plan.same) is stands


def test_what_rests_on_an_article_taken_down_is_not_written_and_its_removal_still_told() -> None:
    gone = frozenset([article("a").id])
    living = [article("a"), statement("s"), shift("x")]
    assert planned(living, {}, gone).skipped == 3
    assert not planned(living, {}, gone).same
    removals = [msgspec.structs.replace(each, removed=True) for each in living]
    plan = planned(removals, {}, gone)
    assert not plan.writes
    assert list(plan.same.values()) == removals


def test_the_stamps_of_an_article_are_no_other_text() -> None:
    later = msgspec.structs.replace(article("a"), stamps={"stored": day(3)})
    assert digest_of(later) == digest_of(article("a"))
    assert digest_of(article("a")) != digest_of(article("a", "Other words."))
    assert digest_of(article("a", removed=True)) == GONE


def test_a_shift_rests_on_all_that_it_quotes() -> None:
    found = articles_of(shift("x", before_article="2026-05-article-q"))
    assert set(found) == {"2026-05-article-q", "2026-05-article-b"}


def test_a_batch_is_parted_with_all_of_one_id_together_in_order() -> None:
    documents = [statement(f"{n % 40}", version=n) for n in range(200)]
    parts = parted(documents, 30)
    assert 2 <= len(parts) <= 7
    where = {each.id: n for n, part in enumerate(parts) for each in part}
    for n, part in enumerate(parts):
        assert all(where[each.id] == n for each in part)
        for name in {each.id for each in part}:
            versions = [each.version for each in part if each.id == name]
            assert versions == sorted(versions)
    assert sum(map(len, parts)) == 200
    assert parted([], 30) == []


def test_outcomes_of_parts_add_up() -> None:
    one = Outcome(1, 2, ((statement("a"), "why"),), (statement("b"),))
    two = Outcome(3, 4, (), (statement("c"),))
    assert together([one, two]) == Outcome(
        4, 6, ((statement("a"), "why"),), (statement("b"), statement("c"))
    )
    assert together([]) == Outcome(0, 0)


OPENING = {"error": {"type": "no_shard_available_action_exception", "reason": "not open yet"}}
NO_INDEX = {"error": {"type": "index_not_found_exception", "reason": "no such index"}}


def test_what_a_starting_server_does_not_know_yet_is_not_taken_for_absent() -> None:
    names, one = Names("e"), [("statement", statement("s").id)]
    answer = (200, {"docs": [OPENING]})
    with pytest.raises(ElasticAway, match="can't look up documents now: not open yet"):
        kept(Script([answer]).connection(), names, one)
    with pytest.raises(ElasticAway, match="not open yet"):
        erased(Script([answer]).connection(), names, [article("a")])


def test_a_month_without_an_index_has_nothing_and_takedowns_must_have_one() -> None:
    names, one = Names("e"), [("statement", statement("s").id)]
    answer = (200, {"docs": [NO_INDEX]})
    assert kept(Script([answer]).connection(), names, one) == {}
    with pytest.raises(NotPrepared, match="there is no index e-takedowns"):
        erased(Script([answer]).connection(), names, [article("a")])
