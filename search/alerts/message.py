"""What a message says, whatever carries it: the one place where an alert becomes words.

A webhook gets the struct itself, mail and chats the text and the HTML that `rendering` makes of it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal
from urllib.parse import quote

import msgspec

from runtime.harmless import clean, outside
from search.alerts.notice import Notice
from search.alerts.wording import shortened
from wire.alert import Alert
from wire.shift import Evidence, Shift
from wire.vocabulary import STANCES

STAGES = ("published", "seen", "extracted", "stored", "sent")
"""The way of what an alert stands on; each stage's delay is counted from the one before."""

LONGEST_QUOTATION = 600
LONGEST_TITLE = 200
MOST_SOURCES = 10


class Quotation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One side of a shift: the words, who said them, and where they stand.

    `verbatim`: words in quotation marks; else they are a report's. Without any words `stance` says
    what the position is.
    """

    words: str = ""
    verbatim: bool = False
    presupposed: bool = False
    stance: str = ""
    who: str = ""
    at: datetime | None = None
    outlet: str = ""
    title: str = ""
    url: str | None = None


class Reported(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article that reports the later side."""

    outlet: str
    title: str = ""
    url: str | None = None


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """When a stage was reached; `seconds` after the one before, None for the first."""

    name: str
    at: datetime
    seconds: float | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a reader is told of one alert. `news` says what is different from the last time.

    `on_behalf_of` is the party whose position it is; `articles` counts all that report it, copies
    included, `independent_sources` leaves copies out. `console` and `article` are addresses.
    """

    title: str
    news: str
    watch: str
    what: str
    state: str
    kind: Literal["article", "statement", "shift", "operation"]
    on_behalf_of: str = ""
    issue: str = ""
    direction: str = ""
    toward: tuple[str, ...] = ()
    negotiation: str = ""
    before: Quotation | None = None
    after: Quotation | None = None
    body: str = ""
    why: str = ""
    confidence: float | None = None
    independent_sources: int = 0
    articles: int = 1
    sources: tuple[Reported, ...] = ()
    mixed_signals: bool = False
    stages: tuple[Stage, ...] = ()
    console: str | None = None
    article: str | None = None
    test: bool = False


def message_of(notice: Notice, sent_at: datetime | None, console: str = "") -> Message:
    """What a notice says at the moment of sending, if it is sent. `console` is where that is."""
    alert, shift = notice.alert, notice.alert.shift
    said = Message(
        title=_line(alert.headline, LONGEST_TITLE) or "(no words are left of it)",
        news=_line(notice.says, LONGEST_TITLE),
        watch=_line(notice.watch, LONGEST_TITLE),
        what=notice.what,
        state=alert.state,
        kind=alert.subject,
        articles=alert.copies,
        stages=stages_of(alert.stamps, sent_at),
        console=_page(alert, console),
        article=outside(alert.url),
        test=notice.test,
    )
    if shift is None:
        return msgspec.structs.replace(said, body=clean(alert.body))
    return _of_shift(said, shift)


def _of_shift(said: Message, shift: Shift) -> Message:
    shown = shift.sources[:MOST_SOURCES]
    return msgspec.structs.replace(
        said,
        on_behalf_of=_line(shift.party, LONGEST_TITLE),
        issue=shift.issue,
        direction=shift.direction,
        toward=tuple(_line(each, LONGEST_TITLE) for each in shift.counterparties[:MOST_SOURCES]),
        negotiation=_line(shift.negotiation or "", LONGEST_TITLE),
        before=_quotation(shift.before),
        after=_quotation(shift.after),
        why=_line(shift.why, LONGEST_QUOTATION),
        confidence=round(shift.confidence, 2),
        independent_sources=shift.independent_sources,
        articles=max(1, len(shift.sources)),
        sources=tuple(
            Reported(
                outlet=_line(each.outlet, LONGEST_TITLE),
                title=_line(each.title, LONGEST_TITLE),
                url=outside(each.url),
            )
            for each in shown
        ),
        mixed_signals=shift.mixed_signals,
    )


def _quotation(side: Evidence) -> Quotation:
    return Quotation(
        words=_line(side.quote or "", LONGEST_QUOTATION),
        verbatim=side.kind == "direct",
        presupposed=side.presupposed,
        stance=STANCES[side.stance],
        who=", ".join(_line(each, LONGEST_TITLE) for each in (side.speaker, side.role) if each),
        at=side.at,
        outlet=_line(side.outlet or "", LONGEST_TITLE),
        title=_line(side.title or "", LONGEST_TITLE),
        url=outside(side.url),
    )


def stages_of(stamps: Mapping[str, datetime], sent_at: datetime | None) -> tuple[Stage, ...]:
    """The stages in their order, as far as they are known; what only was sent has none."""
    known = {**stamps, "sent": sent_at} if sent_at else stamps
    reached = [(name, known[name]) for name in STAGES if name in known]
    if len(reached) == 1:
        return ()
    found = []
    before: datetime | None = None
    for name, at in reached:
        # A claimed date may lie ahead of the clock that saw it, and clocks are set back.
        seconds = None if before is None else max(0.0, (at - before).total_seconds())
        found.append(Stage(name=name, at=at, seconds=seconds))
        before = at
    return tuple(found)


def _page(alert: Alert, console: str) -> str | None:
    """Where the console shows the alert's subject."""
    if not console:
        return None
    base = console.rstrip("/")
    match alert.subject:
        case "shift":
            return f"{base}/shifts/{quote(alert.subject_id, safe='')}"
        case "article":
            return f"{base}/articles/{quote(alert.subject_id, safe='')}"
        case _:
            return f"{base}/alerts"


def _line(text: str, longest: int) -> str:
    """Words of strangers on one line, bounded, without what could steer a reader's program."""
    line = shortened(clean(text[: longest * 4]), longest)
    return line[: longest + 2]


def in_order(notices: Sequence[Notice]) -> list[Notice]:
    """The notices of a digest in the order of their alerts' times."""
    return sorted(notices, key=lambda each: (each.alert.at, each.key))
