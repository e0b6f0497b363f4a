"""Verdicts: given and taken back on the page of a shift, and how often shifts are right."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from search.console import links
from search.console.access import LOCAL, OPERATOR
from search.console.desk import Desk, desk_of
from search.console.forms import Form, reader_of, set_cookie, writes
from search.console.pages.finding import MEDIA, in_pieces
from search.console.pages.rendering import page
from search.console.streaming import Export
from search.export import verdict_lines
from search.verdicts import precision, precision_by
from search.verdicts.giving import reader_named
from search.verdicts.precision import Field
from wire import Shift, Verdict
from wire.vocabulary import JUDGEMENTS, Judgement

COOKIE = "parley_reader"
REMEMBERED = 365 * 24 * 3600
"""Seconds for which a browser remembers the name that its reader typed."""

CONSOLE = "console"
"""Whose verdict it is where nobody has said a name."""

PARTS: tuple[tuple[Field, str], ...] = (
    ("issue", "Issue"),
    ("party", "Party"),
    ("direction", "Direction"),
    ("made_by", "Made by"),
)
MOST_ROWS = 20
NEWEST = 20


@dataclass(frozen=True)
class Judged:
    """What is said of one shift: now, by this reader, and what stands no more.

    A verdict stays with the shift that it was given on. Where this one took the place of others,
    theirs (`earlier`) are shown as such, and do not count as verdicts on this one.
    """

    verdicts: Sequence[Verdict]
    mine: Verdict | None
    name: str
    may_sign: bool
    earlier: Sequence[Verdict]
    past: Sequence[Verdict]
    judgements: tuple[Judgement, ...] = JUDGEMENTS

    @property
    def anything(self) -> bool:
        """Whether anybody has said anything, ever."""
        return bool(self.verdicts or self.earlier or self.past)


def figures(request: Request) -> Response:
    """How often shifts are right, in all and by issue, party, direction and version."""
    desk = desk_of(request)
    verdicts = desk.verdicts.all()
    return page(
        request,
        "verdicts.html",
        here="shifts",
        precision=precision(verdicts),
        parts_of=[(name, label, precision_by(verdicts, name)[:MOST_ROWS]) for name, label in PARTS],
        newest=sorted(verdicts, key=lambda each: (each.at, each.id), reverse=True)[:NEWEST],
        judgements=JUDGEMENTS,
    )


@writes("watch")
def give(request: Request, form: Form) -> Response:
    """Keep what the reader holds of a shift, or take it back."""
    desk, identifier = desk_of(request), request.path_params["id"]
    judgement = form.one("judgement")
    reader = _signed(request, form)
    if judgement == "none":
        desk.verdicts.take_back(identifier, reader)
    elif judgement in JUDGEMENTS:
        found = desk.index.get("shift", identifier)
        if isinstance(found, Shift):
            desk.verdicts.give(found, judgement, reader, form.one("note"))
        elif not desk.verdicts.revise(identifier, judgement, reader, form.one("note")):
            raise HTTPException(410, "this shift no longer holds: nothing is left to judge")
    else:
        raise HTTPException(400, f"judgement must be one of {', '.join(JUDGEMENTS)}, none")
    response = RedirectResponse(f"{links.shift(identifier)}#verdict", 303)
    if form.one("reader"):
        set_cookie(request, response, COOKIE, _kept(reader), REMEMBERED)
    return response


def export(request: Request) -> Response:
    """The verdicts that stand, as CSV or JSON lines, by id."""
    form = request.path_params["form"]
    if form not in MEDIA:
        raise HTTPException(404, f"there is verdicts.{' and verdicts.'.join(MEDIA)}")
    kind, media = MEDIA[form]
    return Export(
        in_pieces(verdict_lines(desk_of(request).verdicts.all(), kind)),
        media,
        f"parley-verdicts.{form}",
    )


def around(request: Request, desk: Desk, shift_id: str) -> Judged:
    """What the page of a shift says of verdicts."""
    mine = name_of(request)
    current = desk.verdicts.on([shift_id])
    return Judged(
        verdicts=current,
        mine=next((each for each in current if each.reader == mine), None),
        name="" if mine == CONSOLE else mine,
        may_sign=_may_sign(request),
        earlier=desk.verdicts.on(desk.sources.earlier(shift_id)),
        past=_past(desk.verdicts.history(shift_id), current),
    )


def name_of(request: Request) -> str:
    """Whose verdicts this browser gives: the token's, else the name typed last, else nobody's."""
    if not _may_sign(request):
        return reader_named(reader_of(request).name)
    return reader_named(_read_back(request.cookies.get(COOKIE, ""))) or CONSOLE


def _signed(request: Request, form: Form) -> str:
    if not _may_sign(request):
        return name_of(request)
    return reader_named(form.one("reader")) or CONSOLE


def _may_sign(request: Request) -> bool:
    """Whether the reader says his name himself: a token of his own says it for him."""
    return reader_of(request).name in {LOCAL.name, OPERATOR}


def _past(history: Sequence[Verdict], current: Sequence[Verdict]) -> list[Verdict]:
    """What was given before and stands no more, the oldest first."""
    standing = {(each.id, each.version) for each in current}
    return [each for each in history if (each.id, each.version) not in standing]


def _kept(name: str) -> str:
    """A name as a cookie may hold it (RFC 6265 has no letters beyond ASCII)."""
    return name.encode().hex()


def _read_back(kept: str) -> str:
    try:
        return bytes.fromhex(kept).decode()
    except ValueError:
        return ""
