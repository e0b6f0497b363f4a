"""`parley doctor`: what is wrong with this installation, and what to do."""

import typer

EPILOG = """Example:

  parley doctor && parley run
"""


def doctor(context: typer.Context) -> None:
    """Check the program, its settings, its data and its network, one line each.

    Exit 0 when nothing is wrong (remarks are no fault), 1 otherwise.
    """
    from rich.table import Table

    from parley.checkup import Verdict, examine
    from parley.session import Session

    session: Session = context.obj
    marks = {
        Verdict.GOOD: "[green]ok[/]",
        Verdict.REMARK: "[yellow]note[/]",
        Verdict.BAD: "[red]bad[/]",
    }
    table = Table.grid(padding=(0, 2))
    findings = examine(session)
    for finding in findings:
        table.add_row(marks[finding.verdict], finding.subject, finding.text)
        if finding.remedy:
            table.add_row("", "", f"-> {finding.remedy}")
    session.out.print(table)
    if any(finding.verdict is Verdict.BAD for finding in findings):
        raise typer.Exit(1)
