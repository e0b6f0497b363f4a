"""`parley doctor`: what is wrong with this installation, and what to do."""

import typer

EPILOG = """Example:

  parley doctor && parley run
"""


def doctor(context: typer.Context) -> None:
    """Check the program, its settings, its data and its network, one line each.

    Exit 0 when nothing is wrong (remarks are no fault), 1 otherwise.
    """
    from rich.text import Text

    from parley.checkup import Verdict, examine
    from parley.render import render_rows
    from parley.session import Session

    session: Session = context.obj
    marks = {
        Verdict.GOOD: Text("ok", "green"),
        Verdict.REMARK: Text("note", "yellow"),
        Verdict.BAD: Text("bad", "red"),
    }
    findings = examine(session)
    render_rows(
        session.out,
        (
            (
                marks[each.verdict],
                each.subject,
                f"{each.text}: {each.remedy}" if each.remedy else each.text,
            )
            for each in findings
        ),
    )
    if any(finding.verdict is Verdict.BAD for finding in findings):
        raise typer.Exit(1)
