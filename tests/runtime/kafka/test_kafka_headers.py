"""What headers say, ours and strangers'."""

import pytest

from runtime import tracing
from runtime.kafka import About, headers_of, read_headers

ARTICLE = "2026-05-" + "0" * 20


def test_ours_say_what_the_message_is() -> None:
    headers = headers_of("article", article=ARTICLE)
    assert read_headers(headers) == About(
        type="article",
        article=ARTICLE,
        traceparent=tracing.begin(ARTICLE, "article").traceparent,
        schema=1,
    )


def test_a_given_trace_is_kept_and_none_is_invented() -> None:
    trace = tracing.begin(ARTICLE, "extract").traceparent
    assert (
        read_headers(headers_of("shift", article=ARTICLE, traceparent=trace)).traceparent == trace
    )
    assert read_headers(headers_of("watch")) == About(type="watch", schema=1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("traceparent", b"00-zz-01"),
        ("traceparent", None),
        ("schema", b"-1"),
        ("schema", "²".encode()),
        ("schema", b"99999999999999999999"),
        ("type", None),
        ("article", b""),
        ("unheard-of", b"\xff"),
    ],
)
def test_nonsense_is_not_said(name: str, value: bytes | None) -> None:
    assert read_headers([(name, value)]) == About()


def test_the_last_of_a_name_holds() -> None:
    assert read_headers([("type", b"a"), ("type", b"b")]).type == "b"


def test_what_follows_from_no_article_may_say_what_it_comes_from() -> None:
    found = read_headers(headers_of("shift", because="a reader's verdict"))
    assert found == About(type="shift", because="a reader's verdict", schema=1)
