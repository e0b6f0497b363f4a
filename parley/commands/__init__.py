"""The commands, one small file each; this table is what `parley --help` lists.

A command reads its options, calls the rooms, and prints. What does not belong here: decisions.
"""

from collections.abc import Callable
from dataclasses import dataclass

import typer

from parley.commands import (
    alert,
    backfill,
    backup,
    bench,
    classify,
    cluster,
    console,
    demo,
    dlq,
    doctor,
    dossier,
    export,
    extract,
    feeds,
    index,
    indices,
    ingest,
    lag,
    prune,
    replay,
    run,
    search,
    takedown,
    timeline,
    token,
    topics,
    trace,
    watch,
    work,
)

READ = "Read the news"
FIND = "Find and take away"
KEEP = "Keep it running"
CLUSTER = "Roles of the cluster"


@dataclass(frozen=True)
class Command:
    """One command: its name, its function, examples, and the panel of the help that lists it."""

    name: str
    function: Callable[..., None]
    epilog: str
    panel: str


@dataclass(frozen=True)
class Group:
    """A command with subcommands."""

    name: str
    app: typer.Typer
    panel: str


COMMANDS = (
    Command("run", run.run, run.EPILOG, READ),
    Command("demo", demo.demo, demo.EPILOG, READ),
    Command("backfill", backfill.backfill, backfill.EPILOG, READ),
    Command("extract", extract.extract, extract.EPILOG, READ),
    Command("classify", classify.classify, classify.EPILOG, READ),
    Command("console", console.console, console.EPILOG, FIND),
    Command("search", search.search, search.EPILOG, FIND),
    Command("timeline", timeline.timeline, timeline.EPILOG, FIND),
    Command("trace", trace.trace, trace.EPILOG, FIND),
    Command("export", export.export, export.EPILOG, FIND),
    Command("ingest", ingest.ingest, ingest.EPILOG, CLUSTER),
    Command("work", work.work, work.EPILOG, CLUSTER),
    Command("index", index.index, index.EPILOG, CLUSTER),
    Command("alert", alert.alert, alert.EPILOG, CLUSTER),
    Command("lag", lag.lag, lag.EPILOG, CLUSTER),
    Command("doctor", doctor.doctor, doctor.EPILOG, KEEP),
    Command("replay", replay.replay, replay.EPILOG, KEEP),
    Command("takedown", takedown.takedown, takedown.EPILOG, KEEP),
    Command("prune", prune.prune, prune.EPILOG, KEEP),
    Command("backup", backup.backup, backup.EPILOG, KEEP),
)
GROUPS = (
    Group("feeds", feeds.app, READ),
    Group("watch", watch.app, FIND),
    Group("dossier", dossier.app, READ),
    Group("token", token.app, KEEP),
    Group("dlq", dlq.app, KEEP),
    Group("bench", bench.app, KEEP),
    Group("cluster", cluster.app, KEEP),
    Group("topics", topics.app, KEEP),
    Group("indices", indices.app, KEEP),
)
