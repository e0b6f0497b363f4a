"""A watch as somebody is about to describe it: what the form holds, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import cast

import msgspec

from search.alerts.policy import zone_of
from search.alerts.searching import PartyName, search_of
from search.query import LEAST, QueryError
from wire import QuietHours, ShiftRule, Watch
from wire.alert import Subject
from wire.vocabulary import ISSUES, Direction, Issue
from wire.watch import WatchMode, watch_id

PLACES: dict[str, Subject] = {"statements": "statement", "articles": "article", "shifts": "shift"}
DIRECTIONS = ("hardening", "softening")
MODES: dict[str, str] = {
    "at-once": "at once",
    "hourly": "at the full hour, together",
    "daily": "at eight in the morning, together",
}
MAX_NAME = 100

TEXTS = (
    *("name", "kind", "q", "in", "party", "issue", "counterparty", "direction", "confidence"),
    *("mode", "quiet_start", "quiet_end", "zone"),
)
TICKS = ("confirmed", "own_words")
STANDARD = {
    "kind": "query",
    "in": "statements",
    "confidence": f"{LEAST:g}",
    "mode": "at-once",
    "zone": "UTC",
}


@dataclass(frozen=True)
class Draft:
    """What stands in the form, as it was typed: `texts` and `ticks` by the name of their field."""

    texts: Mapping[str, str]
    ticks: frozenset[str] = frozenset()
    targets: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def is_rule(self) -> bool:
        """Whether it describes a rule on shifts."""
        return self["kind"] == "shift-rule"

    @property
    def begun(self) -> bool:
        """Whether it looks for anything yet."""
        named = ("q", "party", "issue", "counterparty", "direction")
        chosen = self["confidence"] not in ("", STANDARD["confidence"])
        return chosen or bool(self.ticks) or any(self[each] for each in named)


@dataclass(frozen=True)
class Reading:
    """A draft as it was understood. With `problems`, by field, there is no `watch`."""

    watch: Watch | None = None
    problems: dict[str, str] = field(default_factory=dict)
    marked: str = ""
    """The query with a mark under the place that cannot be read."""


def drafted(one: Callable[[str], str], all_of: Callable[[str], Sequence[str]]) -> Draft:
    """The draft in the fields of an address or a form."""
    texts = {name: one(name).strip() for name in TEXTS}
    return Draft(
        texts={name: text or STANDARD.get(name, "") for name, text in texts.items()},
        ticks=frozenset(name for name in TICKS if one(name)),
        targets=tuple(dict.fromkeys(all_of("targets"))),
    )


def draft_of(watch: Watch) -> Draft:
    """The draft that describes a watch that is kept."""
    rule = watch.rule or ShiftRule()
    places: dict[str, str] = {subject: place for place, subject in PLACES.items()}
    quiet = watch.quiet or QuietHours(start="", end="")
    if quiet.start == quiet.end:
        # Never quiet: only the zone was wanted.
        quiet = QuietHours(start="", end="", zone=quiet.zone)
    ticks = {"confirmed": rule.only_confirmed, "own_words": rule.own_words}
    return Draft(
        texts={
            "name": watch.name,
            "kind": watch.kind,
            "q": watch.query,
            "in": places.get(watch.subject, ""),
            "party": rule.party or "",
            "issue": rule.issue or "",
            "counterparty": rule.counterparty or "",
            "direction": rule.direction or "",
            "confidence": f"{rule.least_confidence:g}" if watch.rule else STANDARD["confidence"],
            "mode": watch.mode,
            "quiet_start": quiet.start,
            "quiet_end": quiet.end,
            "zone": quiet.zone,
        },
        ticks=frozenset(name for name, ticked in ticks.items() if ticked),
        targets=watch.targets,
    )


def read(
    draft: Draft, now: datetime, old: Watch | None, party_name: PartyName, targets: Sequence[str]
) -> Reading:
    """The watch that a draft describes, `old` with other contents or a new one.

    `targets` are the names there are. A watch without a name is called "(new)" and said to be
    wrong, so that it can be tried all the same.
    """
    problems: dict[str, str] = {}
    marked = ""
    name = " ".join(draft["name"].split())
    if not name:
        problems["name"] = "Give it a name, by which you will know its alerts."
    elif len(name) > MAX_NAME:
        problems["name"] = f"At most {MAX_NAME} characters."
    for field_, known in (("issue", ISSUES), ("direction", DIRECTIONS), ("mode", tuple(MODES))):
        if draft[field_] and draft[field_] not in known:
            problems[field_] = f"One of: {', '.join(known)}."
    if draft["in"] not in PLACES:
        problems["in"] = f"One of: {', '.join(PLACES)}."
    if unknown := [each for each in draft.targets if each not in targets]:
        problems["targets"] = f"There is no target {unknown[0]!r} (any more)."
    confidence = _confidence(draft["confidence"], problems)
    quiet = _quiet(draft, problems)
    if problems.keys() - {"name"}:
        return Reading(problems=problems)
    made = Watch(
        id=old.id if old else watch_id("", name, now),
        name=name or "(new)",
        kind="shift-rule" if draft.is_rule else "query",
        subject="shift" if draft.is_rule else PLACES[draft["in"]],
        query="" if draft.is_rule else draft["q"],
        rule=_rule(draft, confidence) if draft.is_rule else None,
        targets=draft.targets,
        mode=cast(WatchMode, draft["mode"]),
        quiet=quiet,
        created_at=now,
    )
    if old is not None:
        made = msgspec.structs.replace(
            made,
            owner=old.owner,
            muted_until=old.muted_until,
            muted_parties=old.muted_parties,
            created_at=old.created_at,
        )
    try:
        search_of(made, party_name)
    except QueryError as error:
        problems["q"] = str(error)
        marked = error.marked()
        return Reading(problems=problems, marked=marked)
    return Reading(made, problems)


def _rule(draft: Draft, confidence: float) -> ShiftRule:
    return ShiftRule(
        party=draft["party"] or None,
        issue=cast(Issue | None, draft["issue"] or None),
        counterparty=draft["counterparty"] or None,
        direction=cast(Direction | None, draft["direction"] or None),
        least_confidence=confidence,
        only_confirmed="confirmed" in draft.ticks,
        own_words="own_words" in draft.ticks,
    )


def _confidence(text: str, problems: dict[str, str]) -> float:
    if not text:
        return LEAST
    if not re.fullmatch(r"0|1|[01]?[.,]\d{1,6}", text) or float(text.replace(",", ".")) > 1:
        problems["confidence"] = "A number from 0 to 1, such as 0.6."
        return 0.0
    return float(text.replace(",", "."))


def _quiet(draft: Draft, problems: dict[str, str]) -> QuietHours | None:
    start, end = draft["quiet_start"], draft["quiet_end"]
    if not start and not end:
        quiet = QuietHours(start="00:00", end="00:00", zone=draft["zone"])
    else:
        quiet = QuietHours(start=start, end=end, zone=draft["zone"])
        for name, text in (("quiet_start", start), ("quiet_end", end)):
            if not _is_clock(text):
                problems[name] = "Write both times, such as 22:00 and 07:00; or leave both empty."
    try:
        zone_of(quiet)
    except ValueError as error:
        problems["zone"] = f"{error}."
    # The zone says when eight in the morning is, also for who is never to be left alone.
    return quiet if start or end or draft["zone"] != "UTC" else None


def _is_clock(text: str) -> bool:
    if not re.fullmatch(r"\d\d:\d\d", text):
        return False
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True
