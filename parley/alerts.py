"""Alerts as a person asks for them on the command line."""

from datetime import datetime

from parley.failure import Failure
from parley.watches import watch_named
from search.alerts.finding import Wanted
from search.alerts.local import AlertDesk
from search.query import After, Before, QueryError, parse
from wire.vocabulary import ISSUES, STATES


def wanted(
    desk: AlertDesk,
    *,
    watch: str | None,
    party: str | None,
    issue: str | None,
    state: str | None,
    after: str | None,
    before: str | None,
) -> Wanted:
    """What the options of a command ask for. Raises `Failure`."""
    if issue is not None and issue not in ISSUES:
        raise Failure(f"no issue `{issue}`; one of: {', '.join(ISSUES)}", 2)
    if state is not None and state not in STATES:
        raise Failure(f"no state `{state}`; one of: {', '.join(STATES)}", 2)
    return Wanted(
        watch_id=watch_named(desk, watch).id if watch else None,
        party=desk.party_name(party) if party else None,
        issue=issue,
        state=state,
        after=_moment("after", after),
        before=_moment("before", before),
    )


def _moment(name: str, text: str | None) -> datetime | None:
    """A day as the query language reads it."""
    if text is None:
        return None
    try:
        read = parse(f'{name}:"{text}"')
    except QueryError as error:
        raise Failure(f"--{name}: {error.problem}; {error.advice}", 2) from error
    return read.moment if isinstance(read, After | Before) else None
