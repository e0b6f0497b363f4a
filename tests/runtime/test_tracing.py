"""Traces by the rules of W3C Trace Context, and ids that a repetition does not change."""

import re

import pytest

from runtime import tracing
from runtime.tracing import Span

ARTICLE = "2026-05-0123456789abcdef0123"
GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_header_is_read_and_written_alike() -> None:
    span = tracing.read(GIVEN.encode())
    assert span == Span("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")
    assert span is not None
    assert span.traceparent == GIVEN
    assert tracing.read(GIVEN) == span


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "nonsense",
        GIVEN.upper(),
        GIVEN + "-more",
        "ff" + GIVEN[2:],
        GIVEN.replace("0af7651916cd43dd8448eb211c80319c", "0" * 32),
        GIVEN.replace("b7ad6b7169203331", "0" * 16),
        GIVEN[:-1],
        b"\xff" * 55,
    ],
)
def test_what_the_standard_refuses_is_no_span(header: str | bytes | None) -> None:
    assert tracing.read(header) is None
    assert tracing.follow(header, ARTICLE, "extract") == tracing.begin(ARTICLE, "extract")


def test_a_later_version_is_read_by_what_this_one_knows() -> None:
    span = tracing.read("cc" + GIVEN[2:-2] + "09-what-comes-then")
    assert span is not None
    assert span.traceparent == GIVEN


def test_not_sampled_stays_so() -> None:
    span = tracing.follow(GIVEN[:-2] + "00", ARTICLE, "index")
    assert span.traceparent.endswith("-00")


def test_a_step_keeps_the_trace_and_has_its_own_id() -> None:
    first = tracing.begin(ARTICLE, "ingest")
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", first.traceparent)
    assert first.trace_id == tracing.trace_id(ARTICLE)
    second = tracing.follow(first.traceparent, ARTICLE, "extract", "a")
    assert second.trace_id == first.trace_id
    others = {
        first.span_id,
        second.span_id,
        tracing.follow(first.traceparent, ARTICLE, "extract", "b").span_id,
        tracing.follow(first.traceparent, ARTICLE, "index", "a").span_id,
        second.child("extract", "a").span_id,
        tracing.begin(ARTICLE + "x", "ingest").span_id,
    }
    assert len(others) == 6


def test_a_repetition_is_the_same_step() -> None:
    header = tracing.begin(ARTICLE, "ingest").traceparent
    once = tracing.follow(header.encode(), ARTICLE, "extract", "2026-05-x")
    assert once == tracing.follow(header, "another", "extract", "2026-05-x")
