"""`parley extract`: the statements of a text, an HTML page, or many texts as JSON lines."""

import sys
from pathlib import Path
from typing import Annotated

import typer

EPILOG = """Examples:

  parley extract report.txt

  parley extract page.html --json

  parley extract report.txt --html > report.html

  parley extract --jsonl < texts.jsonl > statements.jsonl
"""


def extract(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="A text or HTML file; `-` is standard input.")] = "-",
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read lines `{"id","text","title"?,"published_at"?,"outlet"?,"url"?}`, write '
            '`{"id","statements":[…]}`.',
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Statements as JSON lines.")] = False,
    as_html: Annotated[
        bool,
        typer.Option(
            "--html", help="One web page: the text with its statements marked, and their list."
        ),
    ] = False,
    only: Annotated[
        str | None, typer.Option(help="`quotes`: words only, without parties and positions.")
    ] = None,
    profile: Annotated[str | None, typer.Option(help="`accurate` or `fast`.")] = None,
    dossier: Annotated[
        list[Path] | None, typer.Option(help="A dossier that describes the negotiation.")
    ] = None,
) -> None:
    """Print who said what in a text: quotation, speaker, party, issue, stance.

    Without `--jsonl` one document is read. A text given on standard input may be HTML too.
    """
    from parley.reading import one_article, read_lines, statement_json
    from parley.session import Session
    from processors.dossiers import load
    from processors.extraction import Extractor

    session: Session = context.obj
    settings = session.decide(profile=profile)
    if only not in (None, "quotes"):
        raise typer.BadParameter(f"--only knows `quotes`, not `{only}`")
    if jsonl + as_json + as_html > 1:
        raise typer.BadParameter("one of `--jsonl`, `--json` and `--html`, not several")
    dossiers = tuple(load(path) for path in dossier or ())
    extractor = Extractor(settings.profile, dossiers)
    read = extractor.quotes if only else extractor.extract
    if jsonl:
        failed = 0
        for line in read_lines(file, session.clock.now()):
            if line.article is None:
                failed += 1
                session.err.print(f"parley: {line.problem}", markup=False)
                continue
            sys.stdout.write(statement_json(line.id, read(line.article)) + "\n")
        if failed:
            raise typer.Exit(1)
        return
    article = one_article(file, session.clock.now())
    statements = read(article)
    if as_json:
        from wire import codec

        for statement in statements:
            sys.stdout.write(codec.encode(statement).decode() + "\n")
        return
    if as_html:
        from parley.render.page import article_page

        sys.stdout.write(article_page(article, statements))
        return
    from parley.render import render_statements

    render_statements(session.out, statements, article.text)
