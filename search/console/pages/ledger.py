"""The ledger of a watch: what it looked at, matched, told, held back and why, day by day."""

from collections.abc import Generator, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from search.alerts.describing import looks_for
from search.alerts.ledger import Account, Day
from search.console.desk import desk_of
from search.console.pages.finding import MEDIA
from search.console.pages.rendering import page
from search.console.pages.watches import watch_asked
from search.console.streaming import Export
from search.export import Format, csv_line, json_line
from wire import Watch

NEWEST_DAYS = 60
"""Days that are shown; the export has all."""

COLUMNS = (
    *("day", "scanned", "matched", "withdrawn", "delivered", "failed", "suppressed", "waiting"),
)


def one(request: Request) -> Response:
    """The numbers of a watch, of all its time and of its newest days."""
    desk = desk_of(request)
    watch = watch_asked(request)
    days = desk.alerts.days(watch.id)
    return page(
        request,
        "ledger.html",
        here="watches",
        watch=watch,
        looks_for=looks_for(watch),
        account=desk.alerts.account(watch.id),
        days=days[: -NEWEST_DAYS - 1 : -1],
        left_out=max(0, len(days) - NEWEST_DAYS),
    )


def export(request: Request) -> Response:
    """All days and the whole, as CSV or JSON lines; the whole comes last, without a day."""
    desk = desk_of(request)
    form = request.path_params["form"]
    if form not in MEDIA:
        raise HTTPException(404, f"there is ledger.{' and ledger.'.join(MEDIA)}")
    watch = watch_asked(request)
    kind, media = MEDIA[form]
    return Export(
        ledger_lines(watch, desk.alerts.days(watch.id), desk.alerts.account(watch.id), kind),
        media,
        f"parley-ledger.{form}",
    )


def ledger_lines(
    watch: Watch, days: Sequence[Day], account: Account, form: Format
) -> Generator[str]:
    """A ledger line by line, days first; what still waits stands in the last line only."""
    whys = sorted(account.suppressed)
    if form == "csv":
        yield csv_line(["watch", *COLUMNS, *(f"suppressed.{why}" for why in whys)])
    for day, each in (*((day.day or "before", day.account) for day in days), ("all", account)):
        numbers = {
            "day": day,
            "scanned": each.scanned,
            "matched": each.matched,
            "withdrawn": each.withdrawn,
            "delivered": each.delivered,
            "failed": each.failed,
            "suppressed": each.held_back,
            "waiting": each.waiting,
        }
        if form == "csv":
            held = [each.suppressed.get(why, 0) for why in whys]
            yield csv_line([watch.name, *numbers.values(), *held])
        else:
            yield json_line({"watch": watch.name, **numbers, "reasons": each.suppressed})
