from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.decide.dates import CLOCKS_DIFFER_BY, Dated, judge, read_date

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AT = datetime(2026, 2, 27, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "wording",
    [
        "2026-02-27T10:30:00Z",
        "2026-02-27T12:30:00+02:00",
        "20260227T103000Z",
        "Fri, 27 Feb 2026 10:30:00 GMT",
        "Fri, 27 Feb 2026 05:30:00 -0500",
        "Fri, 27 Feb 2026 05:30:00 EST",
        "27 Feb 2026 10:30 UTC",
        "  2026-02-27 10:30:00+00:00 ",
        "Friday, February 27, 2026 10:30 AM UTC",
        "27 Feb 2026 10:30 am UTC",
    ],
)
def test_usual_wordings_are_read(wording: str) -> None:
    assert judge(wording, NOW) == Dated(wording.strip(), AT, trusted=True, verdict="trusted")


def test_afternoons_are_afternoons() -> None:
    for wording in ("Feb 27, 2026 10:30 PM", "27 Feb 2026 10:30 PM GMT"):
        assert judge(wording, NOW).at == AT + timedelta(hours=12)


@pytest.mark.parametrize("wording", ["2026-02-27T10:30:00", "Fri, 27 Feb 2026 10:30:00"])
def test_without_a_zone_utc_is_assumed_and_said(wording: str) -> None:
    dated = judge(wording, NOW)
    assert (dated.at, dated.trusted, dated.verdict) == (AT, True, "no_zone")


@pytest.mark.parametrize("wording", ["2026-02-27", "20260227"])
def test_only_a_day_begins_at_midnight(wording: str) -> None:
    dated = judge(wording, NOW)
    assert dated.at == datetime(2026, 2, 27, tzinfo=UTC)
    assert (dated.trusted, dated.verdict) == (True, "day_only")


@pytest.mark.parametrize(
    ("wording", "verdict"),
    [
        (None, "missing"),
        ("  ", "missing"),
        ("yesterday", "unreadable"),
        ("10:30", "unreadable"),
        ("March 2026", "unreadable"),
        ("0001-01-01T00:00:00+14:00", "unreadable"),
        ("x" * 5000, "unreadable"),
        ("1970-01-01T00:00:00Z", "too_old"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "too_old"),
        ("1989-12-31T23:59:59Z", "too_old"),
        ("2026-03-01T12:15:01Z", "in_future"),
        ("2199-01-01", "in_future"),
    ],
)
def test_what_is_not_believed(wording: str | None, verdict: str) -> None:
    dated = judge(wording, NOW)
    assert not dated.trusted
    assert dated.verdict == verdict
    assert (dated.at is None) == (verdict in ("missing", "unreadable"))


def test_clocks_may_differ_a_little() -> None:
    assert judge((NOW + CLOCKS_DIFFER_BY).isoformat(), NOW).trusted


def test_a_file_of_somebodys_choice_may_be_ahead() -> None:
    assert judge("2199-01-01T00:00:00Z", None).trusted


def test_what_the_parser_read_helps_where_the_wording_does_not() -> None:
    dated = judge("27 février 2026", NOW, AT)
    assert (dated.at, dated.trusted) == (AT, True)
    assert judge(None, NOW, AT).at == AT
    assert judge("2026-02-26T00:00:00Z", NOW, AT).at == datetime(2026, 2, 26, tzinfo=UTC)


@given(st.text(max_size=120))
def test_any_wording_is_survived(wording: str) -> None:
    found = judge(wording, NOW)
    assert found.at is None or found.at.tzinfo is UTC
    assert not found.trusted or found.at is not None


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2026, 2, 28)),  # noqa: DTZ001 - a zone is added
    st.integers(-14 * 60, 14 * 60),
)
def test_every_zone_leads_to_the_same_moment(naive: datetime, minutes: int) -> None:
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert read_date(moment.isoformat()) == moment
    assert judge(moment.isoformat(), NOW).at == moment.astimezone(UTC)
