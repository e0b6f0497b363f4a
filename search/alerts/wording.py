"""How an alert says what happened, in plain text: headline, body, link."""

from search.index.protocol import Document
from wire.article import Article
from wire.shift import Evidence, Shift
from wire.statement import Statement
from wire.vocabulary import STANCES

LONGEST = 300
"""Characters of a quotation in an alert; the whole of it is behind the link."""

VERBS = {"hardening": "hardens", "softening": "softens"}


def headline(document: Document) -> str:
    """One line that says what it is about."""
    match document:
        case Article():
            return shortened(document.title or document.text) or "(no title)"
        case Statement():
            who = document.party or _speaker(document) or document.outlet or "somebody"
            about = f" on {document.issue}" if document.issue else ""
            return shortened(f"{who}{about}: {_quoted(document.text, document.kind)}")
        case Shift():
            toward = ", ".join(document.counterparties)
            towards = f" (toward {toward})" if toward else ""
            return f"{document.party} {VERBS[document.direction]} on {document.issue}{towards}"


def body(document: Document) -> str:
    """A few lines: the words, who said them, where, and why it is a shift."""
    match document:
        case Article():
            return f"{document.outlet.name}: {shortened(document.text)}"
        case Statement():
            said = [_quoted(document.text, document.kind), _speaker(document), document.outlet]
            lines = [" — ".join(each for each in said if each), document.title]
            return "\n".join(each for each in lines if each)
        case Shift():
            return "\n".join(
                (
                    f"before: {_side(document.before)}",
                    f"after: {_side(document.after)}",
                    f"why: {document.why}",
                )
            )


def link(document: Document) -> str | None:
    """Where the words can be read."""
    return document.after.url if isinstance(document, Shift) else document.url


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"


def _side(side: Evidence) -> str:
    if side.presupposed:
        return f"presupposed by the words “{shortened(side.quote or '')}”"
    words = _quoted(side.quote, side.kind) if side.quote else STANCES[side.stance]
    who = ", ".join(each for each in (side.speaker, side.role) if each)
    when = f"{side.at:%d %b %Y}" if side.at else ""
    return " — ".join(each for each in (when, words, who, side.outlet) if each)


def _quoted(text: str, kind: str | None) -> str:
    return f"“{shortened(text)}”" if kind == "direct" else shortened(text)


def _speaker(statement: Statement) -> str:
    speaker = statement.speaker
    if speaker is None:
        return ""
    return ", ".join(each for each in (speaker.name or speaker.text, speaker.role) if each)
