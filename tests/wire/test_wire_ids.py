"""Ids are content-derived, stable, and begin with the month of the first sight."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.samples import ARTICLE
from wire import event_time, ids
from wire.dead_letter import MAX_TEXT, dead_letter

AT = datetime(2026, 5, 4, tzinfo=UTC)


def test_known_values_never_change() -> None:
    """A changed id would break every permalink: this test holds them fast."""
    article = ids.article_id("Example.org", "guid:1", AT)
    statement = ids.statement_id(article, "No  TALKS", 0)
    assert article == "2026-05-713e6b5c1fa0662643d5"
    assert statement == ids.statement_id(article, "no talks", 0)
    assert statement == "2026-05-239d6b488bac6766f0b1"
    assert (
        ids.shift_id("A", "talks", ("C", "B"), "hardening", statement)
        == "2026-05-4fbccf7df773643ead00"
    )


def test_month_is_of_utc() -> None:
    late = datetime(2026, 5, 31, 23, 30, tzinfo=timezone(-timedelta(hours=5)))
    assert ids.month(late) == "2026-06"
    assert ids.month_of(ids.article_id("a", "b", late)) == "2026-06"


@given(st.text(), st.text(), st.text(), st.text())
def test_boundaries_between_parts_count(a: str, b: str, c: str, d: str) -> None:
    assert (ids.digest(a, b) == ids.digest(c, d)) == ((a, b) == (c, d))


def test_counterparties_count_whatever_their_order() -> None:
    one = ids.shift_id("A", "talks", ("B", "C"), "hardening", "2026-05-x")
    assert one == ids.shift_id("A", "talks", ("C", "B"), "hardening", "2026-05-x")
    assert one != ids.shift_id("A", "talks", ("C",), "hardening", "2026-05-x")


def test_kinds_do_not_collide() -> None:
    assert ids.hit_id("w", "2026-05-x") != ids.alert_id("w", "2026-05-x")
    fact = ids.fact_id("2026-05-x", "A", "talks")
    assert fact.startswith("2026-05-")
    assert ids.dead_letter_id("extract", "p", b"x", AT) != ids.dead_letter_id(
        "fetch", "p", b"x", AT
    )


def test_lone_surrogates_do_not_stop_an_id() -> None:
    assert len(ids.content_hash("\ud800", "x")) == 64
    assert ids.statement_id("2026-05-x", "\ud800", 0).startswith("2026-05-")


def test_event_time() -> None:

    def at(**fields: object) -> datetime:
        return event_time(msgspec.structs.replace(ARTICLE, **fields))

    seen = ARTICLE.first_seen_at
    assert at() == ARTICLE.published_at
    assert at(published_trusted=False, published_at=AT - timedelta(days=9)) == seen
    assert at(published_at=None) == seen
    assert at(published_at=seen + timedelta(days=3)) == seen + timedelta(days=1)
    assert at(published_at=seen - timedelta(days=3)) == seen - timedelta(days=3)


def test_an_article_s_id_has_its_form() -> None:
    assert ids.is_article_id(ids.article_id("a.example", "one", datetime(2026, 5, 4, tzinfo=UTC)))
    for other in ("", "abc", "2026-05-00", "2026-05-0123456789abcdef0123\n"):
        assert not ids.is_article_id(other)


def test_a_letter_is_named_by_its_input_and_tells_of_what_it_leaves_out() -> None:
    seen, failed = datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
    long = dead_letter(
        "parse",
        "too_large",
        "x" * 500,
        b"ab",
        position="place",
        at=failed,
        first_seen_at=seen,
        whole=b"abcd",
    )
    assert long.id == ids.dead_letter_id("parse", "place", b"ab", seen)
    assert (len(long.text), long.first_failed_at, long.last_failed_at) == (MAX_TEXT, failed, failed)
    assert long.headers["bytes"] == "4"
    assert len(long.headers["sha256"]) == 64
    keyed = dead_letter(
        "extract", "timeout", "slow", b"ab", position="place", at=failed, key="article"
    )
    assert keyed.id == ids.dead_letter_id("extract", "article", b"ab", failed)
    assert (keyed.position, keyed.key, keyed.headers) == ("place", "article", {})
