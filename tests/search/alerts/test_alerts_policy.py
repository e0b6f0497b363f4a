"""Who is told, and when: floods, mutes, quiet hours, digests."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from search.alerts.difference import Change, What
from search.alerts.policy import REASONS, Due, Held, decide, zone_of
from tests.fakes.documents import DAY
from tests.fakes.watches import rule
from tests.wire.samples import ALERT
from wire import QuietHours, Watch

NOW = DAY + timedelta(hours=2)
QUIET = QuietHours(start="22:00", end="07:00", zone="Europe/Amsterdam")


def change(what: What = "new", age: timedelta = timedelta(hours=1)) -> Change:
    return Change(msgspec.structs.replace(ALERT, at=NOW - age), what, "")


def watch(**fields: object) -> Watch:
    return rule("w", **{"targets": ("desk",), "created_at": DAY - timedelta(days=9), **fields})


def test_what_is_fresh_is_told_at_once() -> None:
    assert decide(change(), watch(), False, NOW) == Due(NOW)


@pytest.mark.parametrize(
    ("given", "fields", "told", "why"),
    [
        (change("unchanged"), {}, True, "copy"),
        (change(), {"targets": ()}, False, "no_target"),
        (change(), {"muted_until": NOW + timedelta(1)}, False, "muted"),
        (change(), {"muted_parties": ("Ruritania",)}, True, "muted_party"),
        (change("retracted"), {}, False, "untold"),
        (change(age=timedelta(hours=25)), {}, False, "old"),
        (change(), {"created_at": NOW}, False, "before_watch"),
        (change(), {"removed": True}, True, "watch_removed"),
    ],
)
def test_why_nobody_is_told(given: Change, fields: dict[str, object], told: bool, why: str) -> None:
    held = decide(given, watch(**fields), told, NOW)
    assert held == Held(why)  # type: ignore[arg-type]
    assert REASONS[held.why]  # type: ignore[union-attr]


def test_whoever_was_told_is_told_what_became_of_it() -> None:
    old = change("retracted", timedelta(days=40))
    assert decide(old, watch(), True, NOW) == Due(NOW)


def test_a_mute_ends() -> None:
    assert decide(change(), watch(muted_until=NOW), False, NOW) == Due(NOW)


def test_a_statement_of_a_muted_party_is_held() -> None:
    about = msgspec.structs.replace(ALERT, shift=None, at=NOW)
    muted = watch(muted_parties=("Syldavia",))
    assert decide(Change(about, "new", ""), muted, False, NOW, ("Syldavia",)) == Held("muted_party")


def test_digests_wait_for_the_full_hour_and_for_the_morning() -> None:
    hourly = decide(change(), watch(mode="hourly"), False, NOW)
    assert hourly == Due(datetime(2026, 5, 4, 9, tzinfo=UTC), digest=True)
    daily = decide(change(), watch(mode="daily"), False, NOW)
    assert daily == Due(datetime(2026, 5, 5, 8, tzinfo=UTC), digest=True)


def test_quiet_hours_are_on_the_clocks_of_their_zone() -> None:
    night = datetime(2026, 5, 4, 21, 30, tzinfo=UTC)  # 23:30 in Amsterdam
    late = Change(msgspec.structs.replace(ALERT, at=night), "new", "")
    assert decide(late, watch(quiet=QUIET), False, night) == Due(
        datetime(2026, 5, 5, 5, tzinfo=UTC)
    )
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    siesta = QuietHours(start="11:00", end="13:00")
    fresh = Change(msgspec.structs.replace(ALERT, at=noon), "new", "")
    assert decide(fresh, watch(quiet=siesta), False, noon) == Due(noon + timedelta(hours=1))
    assert decide(fresh, watch(quiet=QUIET), False, noon) == Due(noon)


def test_a_zone_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="no time zone 'Mars/Base'"):
        zone_of(QuietHours(start="22:00", end="07:00", zone="Mars/Base"))
