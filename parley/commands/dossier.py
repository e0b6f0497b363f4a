"""`parley dossier`: files that describe a negotiation."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Check and try the files that describe a negotiation.", no_args_is_help=True)


@app.command(
    epilog="""Example:

  parley dossier check river-talks.yaml
"""
)
def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="YAML files.")],
) -> None:
    """Read dossiers and name every fault with its line and what to do."""
    from parley.names import other_names
    from parley.session import Session
    from processors.dossiers import DossierError, load

    session: Session = context.obj
    failed = False
    for path in files:
        try:
            dossier = load(path)
        except DossierError as error:
            failed = True
            session.err.print(str(error), markup=False)
            continue
        names = ", ".join(party.name for party in dossier.parties)
        session.out.print(f"{path}: {dossier.title} ({names})", markup=False)
        for note in other_names(dossier):
            session.err.print(f"{path}: {note}", markup=False)
    if failed:
        raise typer.Exit(1)


@app.command(
    "test",
    epilog="""Example:

  parley dossier test river-talks.yaml
""",
)
def try_out(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A YAML file.")],
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
) -> None:
    """Read the dossier's examples, and show what it would change in the articles that are stored.

    Fails where an example is not read as it says. Nothing is changed.
    """
    from parley.failure import Failure
    from parley.local.replaying import replay_articles
    from parley.local.store import FILE
    from parley.reading import sentence
    from parley.render import clean, render_changes
    from parley.session import Session
    from processors.dossiers import load
    from processors.extraction import Extractor

    session: Session = context.obj
    settings = session.decide(profile=profile)
    dossier = load(file)
    missed = 0
    if dossier.examples:
        extractor = Extractor(settings.profile, [dossier])
        for example in dossier.examples:
            found = extractor.extract(sentence(example.text, session.clock.now()))
            met = example.is_met_by(found)
            missed += not met
            session.out.print(
                f"{'as it says' if met else 'NOT so'}: {clean(example.text)}", markup=False
            )
            for each in [] if met else found:
                read = (each.party or "no party", each.issue or "no issue", f"{each.stance}")
                session.out.print(f"  read as: {clean(', '.join(read))}", markup=False)
    elif not (settings.data_dir / FILE).exists():
        raise Failure(f"{file}: nothing to test it on; add examples: to it, or read articles first")
    if (settings.data_dir / FILE).exists():
        session.start_logging()
        changes = asyncio.run(replay_articles(session, None, (file,), apply=False))
        render_changes(session.out, changes)
        numbers = ", ".join(f"{len(shifts)} {name}" for name, shifts in changes.items())
        session.err.print(f"shifts of stored articles that would be: {numbers}", markup=False)
    if missed:
        raise Failure(f"{missed} of {len(dossier.examples)} examples are not read as they say")
