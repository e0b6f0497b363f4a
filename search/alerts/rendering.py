"""A message as plain text, for mail and chats. The HTML of mail is a template beside this file."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from search.alerts.message import Message, Quotation, Stage

TEST = "TEST"
"""What stands before the subject of a message that is no news."""

TEMPLATES = Path(__file__).parent / "templates"


def subject(message: Message) -> str:
    """One line that says what it is about and in which state it is."""
    if message.test:
        return f"{TEST}: {message.title}"
    if message.kind == "shift":
        return f"{message.title} ({message.state})"
    return message.title


def digest_subject(messages: Sequence[Message]) -> str:
    """The same for several in one."""
    return f"{len(messages)} alerts: {messages[0].title}" if messages else "no alerts"


def text(message: Message) -> str:
    """The whole message as lines; the first is the subject."""
    return "\n".join([subject(message), *lines(message)])


def lines(message: Message) -> Iterator[str]:
    """What follows the subject, most important first: some carriers cut."""
    if message.test:
        yield "This is a test and no news."
    if message.news:
        yield f"What is new: {message.news}"
    if message.body:
        yield from message.body.split("\n")
    if message.before is not None and message.after is not None:
        yield f"Before: {quoted(message.before)}"
        yield f"After: {quoted(message.after)}"
    if message.why:
        yield f"Why: {message.why}"
    yield from facts(message)
    if message.sources:
        yield "Sources:"
        yield from (
            "- " + " — ".join(each for each in (one.outlet, one.title, one.url or "") if each)
            for one in message.sources
        )
    if message.article:
        yield f"Article: {message.article}"
    if message.console:
        yield f"Console: {message.console}"
    if message.stages:
        yield way(message.stages)
    yield f"Watch: {message.watch}"


def facts(message: Message) -> Iterator[str]:
    """Who, about what, toward whom, how sure: one line each."""
    if message.on_behalf_of:
        yield f"On behalf of: {message.on_behalf_of}"
    about = [message.issue, message.direction]
    if message.toward:
        about.append(f"toward {', '.join(message.toward)}")
    if message.negotiation:
        about.append(f"in {message.negotiation}")
    if any(about):
        yield f"About: {', '.join(each for each in about if each)}"
    if message.confidence is not None:
        yield f"Reported by: {counted(message)}"
    elif message.articles > 1:
        yield f"Copies: {message.articles}"
    if message.mixed_signals:
        yield "Mixed signals: the party said other things on the same day"


def counted(message: Message) -> str:
    """How many report it, and how sure it is."""
    sources, articles = message.independent_sources, message.articles
    return (
        f"{sources} independent source{'' if sources == 1 else 's'}"
        f" in {articles} article{'' if articles == 1 else 's'}, confidence {message.confidence:.2f}"
    )


def quoted(side: Quotation) -> str:
    """One side in words: when, what, who, where."""
    if side.presupposed:
        return f"presupposed by the words “{side.words}”"
    words = f"“{side.words}”" if side.words and side.verbatim else side.words or side.stance
    return " — ".join(each for each in (day(side.at), words, side.who, side.outlet) if each)


def day(at: datetime | None) -> str:
    """A date as a reader writes it."""
    return f"{at:%d %b %Y %H:%M} UTC" if at else ""


def way(stages: Sequence[Stage]) -> str:
    """The delays, as in "Published 12:00:00 UTC, seen +40.0 s"."""
    first, *rest = stages
    return ", ".join(
        [
            f"{first.name.capitalize()} {first.at:%d %b %Y %H:%M:%S} UTC",
            *(f"{each.name} {delay(each.seconds or 0.0)}" for each in rest),
        ]
    )


def delay(seconds: float) -> str:
    """A delay as a reader takes it in."""
    if seconds < 90:
        return f"+{seconds:.1f} s"
    if seconds < 5400:
        return f"+{seconds / 60:.0f} min"
    return f"+{seconds / 3600:.1f} h" if seconds < 172_800 else f"+{seconds / 86400:.0f} days"


def html(messages: Sequence[Message]) -> str:
    """The messages of one mail as an HTML page; everything in it is escaped."""
    return _template("mail.html").render(messages=messages, subject=subject)


def fragment(message: Message) -> str:
    """One message as HTML to stand under a heading of somebody else's; everything is escaped."""
    return _template("message.html").render(message=message)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"quoted": quoted, "way": way, "facts": facts}
    return environment.get_template(name)
