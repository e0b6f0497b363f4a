"""What operators are told about Parley itself: the trouble there is, as alerts. Pure.

A trouble is found anew at every look, so the alerts are a view of the troubles that there are: what
is new is told, what is there no more is told as over, and a restart changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from search.alerts.difference import Change
from wire.alert import Alert
from wire.ids import alert_id, month
from wire.watch import Watch


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong; `kind`, `about` and `since` tell it from others."""

    kind: str
    about: str
    since: datetime
    headline: str
    body: str

    @property
    def subject_id(self) -> str:
        """What its alert is about, beginning with a month as every id does."""
        return f"{month(self.since)}-operation-{self.kind}-{self.since:%Y%m%dT%H%M%S}-{self.about}"


def changes(
    watch: Watch, troubles: Iterable[Trouble], standing: Mapping[str, Alert]
) -> tuple[Change, ...]:
    """What there is to tell a watch on operations; `standing` are its alerts by id, removed too."""
    there = {alert_id(watch.id, each.subject_id): each for each in troubles}
    found = []
    for name, trouble in sorted(there.items()):
        before = standing.get(name)
        if before is not None and not before.removed:
            continue
        version = before.version + 1 if before else 1
        found.append(Change(_alert(name, version, watch, trouble), "new", "new"))
    for name, alert in sorted(standing.items()):
        if name not in there and not alert.removed:
            gone = msgspec.structs.replace(
                alert, removed=True, state="retracted", version=alert.version + 1
            )
            found.append(Change(gone, "retracted", "it is over"))
    return tuple(found)


def _alert(name: str, version: int, watch: Watch, trouble: Trouble) -> Alert:
    return Alert(
        id=name,
        version=version,
        watch_id=watch.id,
        watch_ids=(watch.id,),
        subject="operation",
        subject_id=trouble.subject_id,
        state="confirmed",
        headline=trouble.headline,
        body=trouble.body,
        at=trouble.since,
    )
