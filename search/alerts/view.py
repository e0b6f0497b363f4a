"""The alerts that a set of hits makes: a pure function, so order and repetition change nothing."""

from collections.abc import Iterable, Mapping, Sequence

from search.alerts.groups import Group, groups, watches_of
from search.alerts.wording import body, headline, link
from search.index.documents import moment_of
from search.index.protocol import Document
from wire.alert import Alert, Hit
from wire.ids import alert_id
from wire.shift import Shift


def view(
    owner: str,
    hits: Iterable[Hit],
    documents: Mapping[str, Document],
    oldest_first: Sequence[str],
) -> dict[str, tuple[Alert, Group]]:
    """The alerts of one owner by id, each with the hits that make it.

    One alert for a shift however many of the owner's watches it meets, one for any number of
    copies of a text. `documents` has what was hit, by id; a hit on what is not there makes no
    alert. `oldest_first` are the ids of the owner's watches in the order they were made.
    """
    known = [hit for hit in hits if hit.subject_id in documents]
    made = {}
    for group in groups(known):
        alert = _alert(owner, group, documents[group.subject_id], oldest_first)
        made[alert.id] = (alert, group)
    return made


def _alert(owner: str, group: Group, document: Document, oldest_first: Sequence[str]) -> Alert:
    watches = watches_of(group, oldest_first)
    shift = document if isinstance(document, Shift) else None
    return Alert(
        id=alert_id(f"owner:{owner}", group.subject_id),
        watch_id=watches[0],
        watch_ids=watches,
        subject=group.subject,
        subject_id=group.subject_id,
        # What was printed was printed: only a shift can be waiting for a second source.
        state=shift.status if shift else "confirmed",
        headline=headline(document),
        body=body(document),
        url=link(document),
        shift=shift,
        copies=len(group.subject_ids),
        at=moment_of(document),
    )
