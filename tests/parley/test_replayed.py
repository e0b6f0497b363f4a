"""What a replay changes: new rows, those that say something else, and those that are gone."""

from datetime import timedelta

import msgspec

from parley.replayed import difference
from tests.fakes.documents import DAY, shift
from wire import Alert

ALERT = Alert(
    id="2026-05-alert-a",
    watch_id="w",
    subject="shift",
    subject_id=shift("x").id,
    headline="Ruritania hardens",
    at=DAY,
)


def test_only_what_a_shift_says_is_a_change() -> None:
    kept, other, new, gone = (shift(name) for name in ("kept", "other", "new", "gone"))
    again = msgspec.structs.replace(kept, version=9, made_by="rules of today")
    changed = msgspec.structs.replace(other, confidence=0.9)
    found = difference(
        {each.id: each for each in (kept, other, gone)},
        {each.id: each for each in (again, changed, new)},
    )
    assert found == {"new": [new], "changed": [changed], "gone": [gone]}


def test_an_alert_changes_with_its_words_and_its_state_alone() -> None:
    later = msgspec.structs.replace(ALERT, version=2, copies=7, at=DAY + timedelta(hours=1))
    assert difference({ALERT.id: ALERT}, {ALERT.id: later})["changed"] == []
    for said in ({"state": "confirmed"}, {"headline": "Otherwise"}, {"body": "More."}):
        changed = msgspec.structs.replace(ALERT, **said)
        assert difference({ALERT.id: ALERT}, {ALERT.id: changed})["changed"] == [changed]
