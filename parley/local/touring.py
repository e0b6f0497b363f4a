"""The demo: newsrooms served by this process, read by the pipeline at their own fast time."""

import asyncio
import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from ingest.feeds import Feed
from ingest.poll import Poller
from parley.demo import DemoClock, DemoSite, Newsroom, bundled, demo_clock
from parley.demo.tempo import SECONDS_ONCE, SECONDS_WATCHING
from parley.failure import Failure
from parley.found import show_sure_shifts
from parley.local.console import console_beside
from parley.local.pipeline import Pipeline
from parley.local.service import serve
from parley.local.store import FILE, LocalStore
from parley.local.watching import announced, stopped
from parley.session import Session
from runtime.clock import ScaledClock
from runtime.metrics import Registry
from runtime.settings import Settings
from runtime.sqlite import DirectoryLock
from search.console import Listener
from wire import Outlet, Shift

FOLDER = "demo"
MARK = "this-is-a-demo"
"""A file that says that the directory's store is invented news and may be thrown away."""

LOOK_SECONDS = 0.05


async def tour(
    session: Session, folders: Sequence[Path], once: bool, taken: Listener | None = None
) -> None:
    """Serve and read the newsrooms to their end, then print the shifts.

    With a port taken for the console, that is served, unless `once` until Ctrl-C.

    Raises `NewsroomError` for a folder that is none, `Failure` where real data would be mixed.
    """
    newsrooms = [Newsroom.load(each) for each in folders] if folders else list(bundled())
    directory = fresh_directory(session)
    clock = demo_clock(newsrooms, SECONDS_ONCE if once else SECONDS_WATCHING)
    registry = Registry()
    own = dataclasses.replace(session.settings, data_dir=directory)
    async with console_beside(session, own, clock, taken, registry) as console:
        await _read(session, newsrooms, directory, clock, once, registry)
        _show(session, directory)
        if console is not None and taken is not None and not once:
            session.err.print(f"the console stays at {taken.address}; Ctrl-C ends", markup=False)
            await stopped(console)


async def _read(
    session: Session,
    newsrooms: Sequence[Newsroom],
    directory: Path,
    clock: DemoClock,
    once: bool,
    registry: Registry,
) -> None:
    pipelines: list[Pipeline] = []
    idle = _idle(pipelines)
    async with DemoSite(newsrooms, clock, idle) as site:
        settings = demo_settings(session.settings, directory, site)
        feeds = demo_feeds(site)
        seconds = SECONDS_ONCE if once else SECONDS_WATCHING
        session.err.print(outlets_in_words(feeds, seconds), markup=False)
        await serve(
            settings,
            clock,
            feeds,
            _until_finished(site, clock, pipelines),
            command="parley demo",
            dossiers=[each.dossier for each in newsrooms if each.dossier],
            on_shift=(lambda shift: None) if once else announced(session.out),
            registry=registry,
        )


def _show(session: Session, directory: Path) -> None:
    with LocalStore.open(directory) as store:
        shifts = [each for each in store.index.scan("shift") if isinstance(each, Shift)]
        counts = store.counts()
    in_order = sorted(shifts, key=lambda each: (each.at, each.id))
    show_sure_shifts(session.out, session.err, in_order)
    numbers = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
    session.err.print(
        f"{numbers}. Look around: parley --data-dir {directory} search 'issue:talks'",
        markup=False,
    )


def fresh_directory(session: Session) -> Path:
    """An empty data directory for the demo: the one that was asked for, else one of its own."""
    asked = session.asked("data_dir")
    directory = session.settings.data_dir if asked else session.settings.data_dir / FOLDER
    store, mark = directory / FILE, directory / MARK
    if store.exists() and not mark.exists():
        raise Failure(
            f"{directory} holds articles that are no demo's: choose another --data-dir for the demo"
        )
    with DirectoryLock(directory, "parley demo", session.clock.now()):
        mark.touch()
        for suffix in ("", "-wal", "-shm"):
            (directory / (FILE + suffix)).unlink(missing_ok=True)
    return directory


def demo_feeds(site: DemoSite) -> list[Feed]:
    """The subscriptions of the outlets that a site serves."""
    return [
        Feed(each.url, Outlet(name=each.outlet, domain=each.domain, country=each.country))
        for each in site.feeds()
    ]


def outlets_in_words(feeds: Sequence[Feed], seconds: float) -> str:
    """What a person is told when a demo begins."""
    return (
        f"{len(feeds)} invented outlets are publishing; their weeks pass in about {seconds:.0f}"
        " seconds, and reading takes its time"
    )


def demo_settings(settings: Settings, directory: Path, site: DemoSite) -> Settings:
    """Its loopback ports allowed as well, and intervals that fit days in seconds."""
    return dataclasses.replace(
        settings,
        data_dir=directory,
        allowed_private_hosts=(*settings.allowed_private_hosts, *site.allowed_hosts),
        host_spacing_seconds=0.0,
        poll_min_seconds=60.0,
    )


def _idle(pipelines: Sequence[Pipeline]) -> Callable[[], bool]:
    return lambda: bool(pipelines) and not pipelines[0].under_way


def _until_finished(
    site: DemoSite, clock: ScaledClock, pipelines: list[Pipeline]
) -> Callable[[Poller, Pipeline], Awaitable[None]]:
    async def until(poller: Poller, pipeline: Pipeline) -> None:
        pipelines.append(pipeline)
        # The end depends on the clock as well as on work: nobody could set an event for it.
        while not (site.finished(clock.now()) and poller.idle() and not pipeline.under_way):  # noqa: ASYNC110
            await asyncio.sleep(LOOK_SECONDS)

    return until
