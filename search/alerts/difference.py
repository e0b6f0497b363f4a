"""From the alerts that were to those that are: what to keep, and what there is to tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import msgspec

from search.alerts.groups import Group
from wire.alert import Alert
from wire.shift import Shift

What = Literal["new", "confirmed", "amended", "retracted", "unchanged"]
"""What a message is about; of what is "unchanged" (one more copy) nobody is told."""

SAME_CHANGE = timedelta(days=3)
"""A shift that comes as another goes, so near and in the same direction, is the same change."""


@dataclass(frozen=True)
class Change:
    """An alert as it is to be kept, and in one sentence what is different about it."""

    alert: Alert
    what: What
    says: str


def difference(
    old: Mapping[str, Alert], new: Mapping[str, tuple[Alert, Group]]
) -> tuple[Change, ...]:
    """What must happen so that a store of `old` rows (removed ones included) shows `new`.

    Each change raises the alert's version by one, through removal and return. Sorted by id.
    """
    living = {name for name, alert in old.items() if not alert.removed}
    heirs = _heirs(
        [old[name] for name in sorted(living - new.keys())],
        [found for name, found in sorted(new.items()) if name not in living],
    )
    changes = []
    for name in sorted(old.keys() | new.keys()):
        before = old.get(name)
        if name not in new:
            if before is not None and not before.removed:
                changes.append(_gone(before, name in heirs.values()))
            continue
        after = new[name][0]
        if before is None or before.removed:
            changes.append(_arrived(before, after, old.get(heirs.get(name, ""))))
        elif (step := _step(before, after)) is not None:
            changes.append(step)
    return tuple(changes)


def without_words(alert: Alert) -> Alert:
    """The alert without anything that an article said: what is kept of one taken down."""
    return msgspec.structs.replace(alert, headline="", body="", url=None, shift=None)


def _arrived(before: Alert | None, after: Alert, heir_of: Alert | None) -> Change:
    version = before.version + 1 if before else 1
    if heir_of is not None:
        moved = msgspec.structs.replace(
            after, version=version, replaces=heir_of.id, stamps=heir_of.stamps
        )
        if after.subject != "shift":
            return Change(moved, "unchanged", "an earlier copy came in")
        return Change(moved, "amended", f"it rests on other evidence now ({_state(after)})")
    row = msgspec.structs.replace(after, version=version)
    if before is not None:
        return Change(row, "amended", f"it had been retracted and is back ({_state(after)})")
    return Change(row, "new", _state(after) if after.shift else "new")


def _step(before: Alert, after: Alert) -> Change | None:
    row = msgspec.structs.replace(
        after, version=before.version, stamps=before.stamps, replaces=before.replaces
    )
    if row == before:
        return None
    row = msgspec.structs.replace(row, version=before.version + 1)
    if before.state != after.state:
        if after.state == "confirmed":
            return Change(row, "confirmed", _state(after))
        return Change(row, "amended", f"it is {_state(after)} again: evidence was withdrawn")
    changed = [
        name for name, value in _substance(after).items() if value != _substance(before)[name]
    ]
    if changed:
        return Change(row, "amended", f"changed: {', '.join(changed)}")
    return Change(row, "unchanged", "")


def _gone(before: Alert, has_heir: bool) -> Change:
    row = msgspec.structs.replace(
        before, version=before.version + 1, removed=True, state="retracted"
    )
    if has_heir:
        return Change(row, "unchanged", "another alert stands in its place")
    return Change(row, "retracted", "what it rested on was withdrawn or no longer matches")


def _heirs(gone: list[Alert], come: list[tuple[Alert, Group]]) -> dict[str, str]:
    """New alert -> the old one whose place it takes; each takes and is taken once."""
    found: dict[str, str] = {}
    for alert, group in come:
        for each in gone:
            if each.id not in found.values() and _same_thing(each, alert, group):
                found[alert.id] = each.id
                break
    return found


def _same_thing(gone: Alert, come: Alert, group: Group) -> bool:
    if gone.shift is not None and come.shift is not None:
        return _same_change(gone.shift, come.shift)
    return gone.subject_id in group.subject_ids


def _same_change(one: Shift, other: Shift) -> bool:
    toward, also = set(one.counterparties), set(other.counterparties)
    return (
        (one.party, one.issue, one.direction) == (other.party, other.issue, other.direction)
        and (bool(toward & also) or not toward or not also)
        and abs(one.at - other.at) <= SAME_CHANGE
    )


def _substance(alert: Alert) -> dict[str, object]:
    """What a reader would want to be told of again, by the name that the message calls it."""
    shift = alert.shift
    if shift is None:
        return {"the words": (alert.headline, alert.body)}
    return {
        "the words before": (shift.before.quote, shift.before.stance),
        "the words after": (shift.after.quote, shift.after.stance),
        "toward whom": shift.counterparties,
        "mixed signals": shift.mixed_signals,
    }


def _state(alert: Alert) -> str:
    shift = alert.shift
    if shift is None:
        return alert.state
    sources = (
        "one source"
        if shift.independent_sources == 1
        else (f"{shift.independent_sources} independent sources")
    )
    return f"{alert.state}, {sources}"
