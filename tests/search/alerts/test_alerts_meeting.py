"""What an index tells of a batch: whom, of which documents, and how much of an article."""

from contextlib import closing
from datetime import UTC, datetime

import msgspec
import pytest

from search.alerts.matching import Matcher
from search.alerts.meeting import EXCERPT, described, meetings
from search.index import Document
from tests.fakes.documents import article, shift, statement
from tests.fakes.watches import rule, watch
from wire import Met, Watch, codec
from wire.met import owner_key

STORED = datetime(2026, 5, 4, 7, tzinfo=UTC)
WATCHES = (
    watch("w1", "talks", owner="anna"),
    watch("w2", "blockade", owner="anna"),
    watch("w3", "talks", owner="ben"),
)


def told(*documents: Document, watches: tuple[Watch, ...] = WATCHES) -> list[Met]:
    with closing(Matcher(watches)) as matcher:
        matches = matcher.match(documents)
    stamps = {each.id: {"stored": STORED} for each in documents}
    return list(meetings(documents, matches, {each.id: each for each in watches}, stamps))


def test_each_person_is_told_once_of_a_document_with_all_his_watches() -> None:
    said = statement("x", "No talks under a blockade")
    found = told(said)
    assert [(each.owner, each.watch_ids) for each in found] == [
        ("anna", ("w1", "w2")),
        ("ben", ("w3",)),
    ]
    assert all(each.document == said and not each.removed for each in found)
    assert found[0].stamps == {"stored": STORED}
    assert len({each.id for each in found}) == 2


def test_nobody_is_told_of_a_new_document_that_nothing_meets() -> None:
    assert told(statement("x", "Rain")) == []


def test_of_a_changed_document_everybody_is_told() -> None:
    """An earlier version may have met a watch that this one does not."""
    later = msgspec.structs.replace(statement("x", "Rain over the blockade"), version=2)
    found = told(later)
    assert [(each.owner, each.watch_ids, each.removed) for each in found] == [
        ("anna", ("w2",), False),
        ("ben", (), True),
    ]


def test_of_a_removed_document_everybody_is_told() -> None:
    gone = msgspec.structs.replace(statement("x", "No talks"), removed=True)
    assert [(each.owner, each.removed) for each in told(gone)] == [("anna", True), ("ben", True)]


def test_who_had_a_watch_hears_what_becomes_of_what_it_met() -> None:
    gone = msgspec.structs.replace(statement("x", "No talks"), removed=True)
    found = meetings([statement("y"), gone], [], {}, {}, had=["carla"])
    assert [(each.owner, each.document, each.removed) for each in found] == [("carla", gone, True)]


def test_an_article_travels_without_most_of_its_text() -> None:
    long = article("x", text="talks " * 10_000)
    (found,) = told(long, watches=(watch("w1", "talks", "article"),))
    assert found.article is not None
    assert found.article.text == long.text[:EXCERPT]
    assert found.article.id == long.id


def test_a_shift_is_whole_and_survives_the_wire() -> None:
    (found,) = told(shift("x"), watches=(rule("w1"),))
    assert codec.decode(codec.encode(found), Met).document == shift("x")
    assert described(found) == f"shift {shift('x').id} in version 1"


def test_the_key_is_the_person_and_never_empty() -> None:
    (found,) = told(shift("x"), watches=(rule("w1"),))
    assert found.key == owner_key("") == "owner:"


def test_a_message_without_a_document_is_refused() -> None:
    (found,) = told(shift("x"), watches=(rule("w1"),))
    with pytest.raises(ValueError, match="no document"):
        _ = msgspec.structs.replace(found, shift=None).document
