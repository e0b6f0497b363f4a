"""What today's rules make of the articles in the index: shown beside it, or sent round again."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from rich.progress import BarColumn, Progress, TextColumn

from ingest.state import SeenMark
from parley.cluster.office import cluster_office
from parley.dossiers import dossier_files
from parley.local.extraction import ExtractionProcess
from parley.local.pipeline import Pipeline
from parley.local.store import LocalStore
from parley.names import party_names_when_needed
from parley.office import Office
from parley.replayed import difference, shifts_in
from parley.session import Session
from processors.faust.reading import AGAIN
from runtime.kafka import Publisher, check_topics, clients, headers_of
from search.alerts.finding import Wanted
from search.alerts.local import AlertDesk
from search.index import Index, Revision
from search.query import EVERYTHING, After, Keyword
from wire import Alert, Article, Shift, Statement, codec, event_time

AHEAD = 8
SENT_AT_ONCE = 64


async def replay_dry(
    session: Session, since: datetime | None, dossiers: Sequence[Path]
) -> tuple[dict[str, list[Shift]], dict[str, list[Alert]]]:
    """The shifts, and the alerts of the watches there are, that would be new, changed and gone.

    Every article from `since` on is read again in a store of this command's own; what was read from
    those before stands as the index has it. Nothing is changed.
    """
    settings, clock = session.settings, session.clock
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        office, _ = stack.enter_context(cluster_office(session))
        folder = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="replay-", dir=settings.data_dir)
            )
        )
        names = party_names_when_needed(settings)
        store = stack.enter_context(LocalStore.open_for_pipeline(folder, clock, names))
        own = AlertDesk(store.database, store.alerts)
        for watch in office.desk.watches():
            # Nobody is told of what might be.
            own.keep(msgspec.structs.replace(watch, targets=()))
        with store.database.write() as tx:
            for verdict in office.verdicts.all():
                store.sets.judge(tx, verdict)
        process = ExtractionProcess(
            settings.profile, dossier_files(settings, dossiers), settings.extract_seconds
        )
        async with process as extraction:
            pipeline = Pipeline(store, extraction, clock, profile=settings.profile)
            try:
                await _read_again(session, office.index, store, pipeline, since)
            finally:
                pipeline.close()
        shifts = difference(shifts_in(office.index), shifts_in(store.index))
        return shifts, _alert_difference(office, own)


def replay_round(session: Session, since: datetime | None) -> int:
    """Send every article from `since` on to the work role, to be read anew; how many revisions.

    The roles change what is stored, and nobody is told of old news. Raises `KafkaFailure`.
    """
    settings = session.settings
    check_topics(clients.reached(settings), settings, ["articles"])
    number = 0
    with session.index() as index, Publisher(settings, "replay") as publisher:
        waiting = []
        for revision in _revisions(index, since):
            article = revision.article
            headers = (*headers_of("article", article=article.id), (AGAIN, b"1"))
            plain = msgspec.structs.replace(article, version=0)
            waiting.append(publisher.send("articles", article.id, codec.encode(plain), headers))
            number += 1
            if len(waiting) >= SENT_AT_ONCE:
                for each in waiting:
                    each.result()
                waiting.clear()
        for each in waiting:
            each.result()
    return number


async def _read_again(
    session: Session,
    index: Index[Any],
    store: LocalStore,
    pipeline: Pipeline,
    since: datetime | None,
) -> None:
    columns = (TextColumn("reading again"), BarColumn(), TextColumn("{task.completed}"))
    disable = not session.err.is_terminal
    with Progress(*columns, console=session.err, disable=disable) as progress:
        bar = progress.add_task("reading again", total=index.count("article"))
        for revision in _revisions(index, None):
            article = msgspec.structs.replace(revision.article, version=0)
            if since is not None and event_time(article) < since:
                await pipeline.keep(article, revision.statements)
            else:
                await pipeline.accept(article, SeenMark.of(article))
            progress.advance(bar)
            await asyncio.sleep(0)


def _revisions(index: Index[Any], since: datetime | None) -> Iterator[Revision]:
    """Every text that is kept of every article, with what was read from it."""
    for article in index.scan("article", After(since) if since else EVERYTHING):
        assert isinstance(article, Article)
        known = [each for each in index.revisions(article.id) if not each.cut]
        if known:
            yield from known
            continue
        found = index.scan("statement", Keyword("article", article.id))
        yield Revision(article, tuple(each for each in found if isinstance(each, Statement)))


def _alert_difference(office: Office, own: AlertDesk) -> dict[str, list[Alert]]:
    """Of alerts on what is newer than its watch: the older ones nobody was to be told of."""
    made = {watch.id: watch.created_at for watch in office.desk.watches()}

    def standing(desk: AlertDesk) -> dict[str, Alert]:
        return {
            alert.id: alert
            for alert in desk.every_alert(Wanted())
            if not alert.removed and alert.at >= made.get(alert.watch_id, alert.at)
        }

    return difference(standing(office.desk), standing(own))
