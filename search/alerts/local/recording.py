"""What was matched in, alerts and messages out.

The local shell matches in the same transaction; the alert role of the cluster records what the
index role has matched.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from runtime.stamps import stamp
from search.alerts.difference import Change, difference
from search.alerts.groups import signature_for
from search.alerts.local import accounts, deliveries, history, hits, keeping, watches
from search.alerts.policy import Due, Held, Why, decide
from search.alerts.view import view
from search.index.documents import kind_of, moment_of, parties_of
from search.index.local.reading import kept
from search.index.protocol import Document
from wire.alert import Hit
from wire.ids import hit_id
from wire.statement import Statement
from wire.watch import Watch

Unit = tuple[str, str]
"""A watch, and a document that began or ceased to match it."""


Met = tuple[Document, Collection[str], str | None]
"""A document, the watches that it meets now, and whose: None speaks of everybody's watches."""


@dataclass(frozen=True)
class Recorder:
    """One transaction's work. `watches` are those that stand, by id.

    `stamps` gives the times of the stages of a document by its id, for alerts that are new.
    """

    tx: sqlite3.Connection
    watches: Mapping[str, Watch]
    now: datetime
    stamps: Callable[[str], Mapping[str, datetime]]

    def record(self, found: Iterable[Met]) -> None:
        """Keep all that follows. The documents must be in the index already."""
        units: defaultdict[str, list[Unit]] = defaultdict(list)
        for document, met, of in found:
            for owner, unit in self._hits(document, met, of):
                units[owner].append(unit)
        for owner, own in sorted(units.items()):
            self._renew(owner, own)

    @property
    def _day(self) -> str:
        return stamp(self.now)[:10]

    def _hits(
        self, document: Document, met: Collection[str], of: str | None
    ) -> Iterable[tuple[str, Unit]]:
        known = {
            hit.watch_id: (owner, hit)
            for owner, hit in hits.on(self.tx, document.id)
            if of is None or owner == of
        }
        if any(hit.subject_version > document.version for _, hit in known.values()):
            # It came late: what is kept is of a newer version.
            return
        for watch_id in sorted(met):
            owner = self.watches[watch_id].owner if of is None else of
            old = known[watch_id][1] if watch_id in known else None
            hit = self._hit(watch_id, document, old)
            if hit is not None:
                hits.put(self.tx, owner, hit)
                accounts.count(self.tx, self._day, watch_id, "matched")
                yield owner, (watch_id, document.id)
        for watch_id, (owner, hit) in sorted(known.items()):
            # What a watch met that is there no more still says that the person was told.
            gone = document.removed or watch_id in self.watches
            if not hit.removed and watch_id not in met and gone:
                hits.withdraw(self.tx, owner, hit, document.version)
                accounts.count(self.tx, self._day, watch_id, "withdrawn")
                yield owner, (watch_id, document.id)

    def _hit(self, watch_id: str, document: Document, old: Hit | None) -> Hit | None:
        """The hit as it is to be kept; None where it is kept so already."""
        if old and not old.removed and old.subject_version == document.version:
            return None
        return Hit(
            id=hit_id(watch_id, document.id),
            version=old.version + 1 if old else 1,
            watch_id=watch_id,
            subject=kind_of(document),
            subject_id=document.id,
            subject_version=document.version,
            signature=signature_for(document),
            at=moment_of(document),
            first_seen_at=old.first_seen_at if old else self.now,
        )

    def _renew(self, owner: str, units: Sequence[Unit]) -> None:
        found, names = self._concerned(owner, {subject for _, subject in units})
        documents = {
            hit.subject_id: document
            for hit in found
            if (document := kept(self.tx, hit.subject, hit.subject_id)) is not None
        }
        own = sorted(
            (each for each in self.watches.values() if each.owner == owner),
            key=lambda each: (each.created_at, each.id),
        )
        new = view(owner, found, documents, [each.id for each in own])
        stood_on = {
            subject: name for name in sorted(names) for subject in keeping.members(self.tx, name)
        }
        old = {
            name: alert
            for name in names | new.keys()
            if (alert := keeping.get(self.tx, name)) is not None
        }
        changes = {each.alert.id: self._stamped(each) for each in difference(old, new)}
        for name in names:
            keeping.let_go(self.tx, name)
        for each in changes.values():
            keeping.put(self.tx, owner, each.alert)
            history.log(self.tx, each, self.now)
        for name, (alert, group) in new.items():
            keeping.tie(self.tx, owner, alert, group, documents[alert.subject_id])
            stood_on |= dict.fromkeys(group.subject_ids, name)
        told: set[tuple[str, str]] = set()
        for watch_id, subject in units:
            name = stood_on.get(subject, "")
            change = None if (watch_id, name) in told else changes.get(name)
            told.add((watch_id, name))
            self._account(watch_id, change, documents.get(subject))

    def _concerned(self, owner: str, subjects: set[str]) -> tuple[list[Hit], set[str]]:
        """All hits that may group with these subjects, and the alerts that stood on any of them."""
        while True:
            found = hits.related(self.tx, owner, subjects)
            names = keeping.made_of(self.tx, owner, subjects | {hit.subject_id for hit in found})
            more = subjects.union(*(keeping.members(self.tx, name) for name in names))
            if more == subjects:
                return found, names
            subjects = more

    def _stamped(self, change: Change) -> Change:
        if change.alert.stamps:
            return change
        stamps = self.stamps(change.alert.subject_id)
        alert = msgspec.structs.replace(change.alert, stamps=dict(stamps))
        return Change(alert, change.what, change.says)

    def _account(self, watch_id: str, change: Change | None, document: Document | None) -> None:
        why: Why | None = "copy"
        if change is not None:
            why = self._tell(change, watch_id, document)
        if why is not None:
            accounts.count(self.tx, self._day, watch_id, "suppressed", why)

    def _tell(self, change: Change, watch_id: str, document: Document | None) -> Why | None:
        """Let the watch's targets be told; why not, where none of them will be."""
        watch = self.watches.get(watch_id) or watches.get(self.tx, watch_id)
        if watch is None:
            return "watch_removed"
        parties = parties_of(document) if isinstance(document, Statement) else ()
        whys: list[Why] = []
        for target in watch.targets or ("",):
            told = deliveries.is_told(self.tx, change, target)
            match decide(change, watch, told, self.now, parties):
                case Held(why):
                    whys.append(why)
                case Due() as due:
                    if not deliveries.put(self.tx, change, watch, target, due=due, now=self.now):
                        whys.append("other_watch")
        return whys[0] if len(whys) == max(1, len(watch.targets)) else None
